internal import ArgumentParser
internal import CSV
internal import Roll

/// How a file is to be read, as the user states it. What is not stated is found.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The character encoding, such as windows-1252; found where it is not given.", valueName: "name"))
  var encoding: String?
  @Option(
    help: ArgumentHelp(
      "What separates fields, \\t for a tab; found where it is not given.", valueName: "char"))
  var delimiter: String?
  @Option(
    help: ArgumentHelp(
      "What surrounds fields, or none; found where it is not given.", valueName: "char"))
  var quote: String?
  @Option(
    help: ArgumentHelp(
      "What makes a quote literal, or none; found where it is not given.", valueName: "char"))
  var escape: String?
  @Option(
    help: ArgumentHelp(
      "What begins a line that is a comment, or none; found where it is not given.", valueName: "char"))
  var comment: String?
  @Option(
    name: [.customLong("skip-lines"), .customLong("skip")],
    help: ArgumentHelp("How many lines stand before the table; found where it is not given.", valueName: "n"))
  var skipLines: Int?
  @Option(
    help: ArgumentHelp(
      "Of how many records the header is; the last of them names the columns.", valueName: "none|1|n"))
  var header: String?
  @Flag(
    help:
      "The first record is a row: as --header none. An import's --map then names columns by their numbers.")
  var noHeader = false
  @Flag(help: "The first record that is refused is an error.") var strict = false

  /// What is stated of the dialect.
  func told() throws -> CSVTold {
    var told = CSVTold()
    told.delimiter = try Self.delimiter(delimiter)
    told.quote = try Self.mark(quote, "--quote")
    told.escape = try Self.mark(escape, "--escape")
    told.comment = try Self.mark(comment, "--comment")
    if let skipLines {
      guard skipLines >= 0 else { throw RollError(.usage, "--skip-lines is 0 or more") }
      told.skippedLines = skipLines
    }
    if noHeader {
      guard header == nil || header == "none" else {
        throw RollError(.usage, "--no-header and --header \(header ?? "") contradict each other")
      }
      told.headerLines = 0
    }
    if let header {
      guard let lines = header == "none" ? 0 : Int(header), (0...10).contains(lines) else {
        throw RollError(.usage, "--header is none or a number up to 10, not ‘\(header)’")
      }
      told.headerLines = lines
    }
    return told
  }

  /// The encoding, if one is stated and there is such a one.
  func checkedEncoding() throws -> String? { try Self.checked(encoding: encoding) }

  static func checked(encoding: String?) throws -> String? {
    guard let encoding, !TextEncoding.isKnown(encoding) else { return encoding }
    let known = TextEncoding.all.map(\.name)
    throw RollError(
      .usage, "--encoding: there is no encoding ‘\(encoding)’",
      hint: Nearest.match(encoding.lowercased(), known).map { "Did you mean ‘\($0)’?" }
        ?? "Encodings: \(known.joined(separator: " "))")
  }

  static func delimiter(_ text: String?) throws -> UInt8? { try text.map { try byte($0, "--delimiter") } }

  private static func mark(_ text: String?, _ option: String) throws -> CSVTold.Mark {
    guard let text else { return .open }
    return text == "none" ? .absent : .byte(try byte(text, option))
  }

  private static func byte(_ text: String, _ option: String) throws -> UInt8 {
    if text == "\\t" { return 0x09 }
    if text.hasPrefix("\\x"), text.utf8.count == 4, let byte = UInt8(text.dropFirst(2), radix: 16) {
      return byte
    }
    guard text.utf8.count == 1, let byte = text.utf8.first else {
      throw RollError(.usage, "\(option) takes one ASCII character, not ‘\(text)’")
    }
    return byte
  }
}
