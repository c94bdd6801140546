internal import Foundation
internal import Pages
internal import Roll

/// Results go to standard output, everything else to standard error.
enum Output {
  /// Whoever read our output has gone (`| head`); nothing is wrong.
  struct ReaderGone: Error {}

  /// Text that came from a file or the database, safe for a terminal.
  static func safe(_ text: String) -> String { TerminalText.safe(text, lineBreaks: .kept) }

  /// The same for a name in a sentence: a file's can hold line breaks.
  static func safeName(_ name: String) -> String { TerminalText.safe(name, lineBreaks: .escapes) }

  static func write(_ bytes: [UInt8]) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch let error as NSError {
      if error.domain == NSPOSIXErrorDomain && error.code == Int(EPIPE) || "\(error)".contains("Broken pipe")
      {
        throw ReaderGone()
      }
      throw RollError(.io, "writing to standard output failed: \(error.localizedDescription)")
    }
  }

  static func line(_ text: String = "") throws { try write(Array(text.utf8) + [10]) }

  static func finish() throws {}

  static func diagnostic(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }

  /// Says why nothing seems to happen.
  static func tellWaiting() {
    ProgressBar.clear()
    diagnostic("Another import or undo of this petition is under way: waiting for it. Ctrl-C gives up.")
  }

  /// Whether to use colour on standard output.
  static func usesColour(_ options: GlobalOptions) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return Terminal.isOutputTerminal && !options.noColor && (environment["NO_COLOR"] ?? "").isEmpty
      && environment["TERM"] != "dumb"
  }

  /// A table as the user wants it: JSON, CSV, or columns aligned for the terminal, of which only those that are `listed`.
  static func table(
    _ form: [String], _ rows: [[String?]], numbers: Set<Int> = [], flags: Set<Int> = [],
    listed: [Int]? = nil, _ options: GlobalOptions
  ) throws {
    if options.json {
      let objects = rows.map { JSONValue.object(object(form, $0, numbers: numbers, flags: flags)) }
      return try line(JSONValue.text(JSONValue.array(objects), pretty: true))
    }
    if options.csv {
      let text = Spreadsheet.text([form] + rows.map { $0.map { $0 ?? "" } }, numbers: numbers)
      return try write(Array((Terminal.isOutputTerminal ? safe(text) : text).utf8))
    }
    guard !rows.isEmpty else { return options.quiet ? () : diagnostic("Nothing on record.") }
    // Columns in which nothing stands only take room.
    let used = (listed ?? Array(form.indices)).filter { column in
      rows.contains { !($0[column] ?? "").isEmpty }
    }
    var table = Table(
      columns: used.map {
        .init(form[$0].split(separator: "_").joined(separator: " "), numbers.contains($0) ? .right : .left)
      })
    for row in rows { table.append(used.map { Inline(row[$0] ?? "") }) }
    let width = Terminal.isOutputTerminal ? Terminal.width : 120
    try write(Array(TextPage.render(table, width: width, colour: usesColour(options)).utf8))
  }

  static func object(
    _ form: [String], _ row: [String?], numbers: Set<Int> = [], flags: Set<Int> = []
  ) -> [String: JSONValue] {
    var object: [String: JSONValue] = [:]
    for (index, name) in form.enumerated() {
      let cell = row[index]
      if numbers.contains(index), let number = cell.flatMap({ Int64($0) }) {
        object[name] = .number(number)
      } else if flags.contains(index) {
        object[name] = .bool(cell == "true")
      } else {
        object[name] = .optional(cell)
      }
    }
    return object
  }

  /// Label and value, one a line.
  static func facts(_ facts: [(String, String)], _ options: GlobalOptions) throws {
    let page = Page(title: "", blocks: [.facts(facts.map { Page.Fact($0.0, Inline($0.1)) })])
    // A file or another program wants a line as it is: an address broken in two is none.
    let width = Terminal.isOutputTerminal ? Terminal.width : 4096
    let text = TextPage.render(page, width: width, colour: usesColour(options))
    try line(String(text.drop { $0.isNewline }).trimmingCharacters(in: .newlines))
  }
}

/// A progress bar on standard error, where that is a terminal.
enum ProgressBar {
  private static let shown = SharedFlag()

  static func show(_ done: Int64, of all: Int64?, label: String) {
    guard Terminal.isErrorTerminal else { return }
    let share = all.map { $0 > 0 ? Double(done) / Double($0) : 1 }
    let bar = share.map { share in
      let full = Int(share * 30)
      return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: 30 - full)
        + "] \(Int(share * 100)) %"
    }
    let megabytes = Double(done) / 1_000_000
    let text = "\r\(label) \(bar ?? "") \((megabytes * 10).rounded() / 10) MB"
    shown.set(true)
    try? FileHandle.standardError.write(contentsOf: Data((text + "\u{1B}[K").utf8))
  }

  static func clear() {
    guard shown.value, Terminal.isErrorTerminal else { return }
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
    shown.set(false)
  }
}
