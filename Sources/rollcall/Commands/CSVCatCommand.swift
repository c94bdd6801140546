internal import ArgumentParser
internal import CSV
internal import Foundation
internal import Roll

struct CSVCatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cat", abstract: "Write a file as plain CSV: UTF-8, commas, double quotes (RFC 4180).",
    discussion: """
      The dialect is found where it is not given, as rollcall csv sniff shows it. A broken record is left out and told on \
      standard error with line, byte, column and reason.
      """)

  @Argument(help: "The file; - is standard input.") var file: String
  @OptionGroup var reading: ReadingOptions
  @Option(
    help: ArgumentHelp("Where broken records go; never in place of another file.", valueName: "file"))
  var rejects: String?
  @Flag(help: "The first broken record is an error.") var strict = false
  @OptionGroup var output: OutputOption
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let told = try reading.told()
    let file = try CSVFile(file, reading)
    let name = file.name
    let finding = try DialectChoice.choose(in: file.sample, told: told, file: name)
    let best = finding.best
    var reader = CSVReader(file.source(), dialect: best.dialect, skippingLines: best.linesToSkip)
    let broken = try rejects.map { try BrokenRecords($0) }
    var found: [CSVRefusal] = []
    let take = { (refusal: CSVRefusal) in
      if strict { throw RollError(.data, CSVError(refusal, file: name).description) }
      if let broken { try broken.add(refusal) }
      if options.json { return found.append(refusal) }
      if broken == nil { Output.diagnostic(Output.safe(CSVError(refusal, file: name).description)) }
    }
    if options.json {
      try output.write { try Self.writeJSON(&reader, best.dialect.hasHeader, { found }, take, to: $0) }
    } else {
      try output.writeForeign { try Self.write(&reader, take, to: $0) }
    }
    try broken?.publish()
  }

  private static func write(
    _ reader: inout CSVReader, _ take: (CSVRefusal) throws -> Void,
    to sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    var writer = CSVWriter(sink: sink)
    while try next(&reader, take) {
      for column in 0..<reader.fieldCount { try reader.withField(column) { try writer.field($0) } }
      try writer.endRecord()
    }
    try writer.finish()
  }

  /// One document, written as the rows come.
  private static func writeJSON(
    _ reader: inout CSVReader, _ hasHeader: Bool, _ refused: () -> [CSVRefusal],
    _ take: (CSVRefusal) throws -> Void, to sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    var text = "{\"header\":"
    text += try hasHeader && next(&reader, take) ? row(reader).text : "null"
    text += ",\"rows\":["
    var isFirst = true
    while try next(&reader, take) {
      text += (isFirst ? "" : ",") + row(reader).text
      isFirst = false
      guard text.utf8.count > 1 << 16 else { continue }
      try sink(Array(text.utf8))
      text = ""
    }
    let rejected = refused().map { refusal -> JSONValue in
      .object([
        "line": .number(Int64(refusal.position.line)), "byte_offset": .number(Int64(refusal.faultOffset)),
        "column": refusal.column.map { .number(Int64($0)) } ?? .null, "reason": .string(refusal.reason),
      ])
    }
    text += "],\"rejected\":" + JSONValue.array(rejected).text + "}\n"
    try sink(Array(text.utf8))
  }

  private static func row(_ reader: borrowing CSVReader) -> JSONValue {
    .array(reader.strings().map { .string($0) })
  }

  /// The next good record.
  private static func next(_ reader: inout CSVReader, _ take: (CSVRefusal) throws -> Void) throws -> Bool {
    while true {
      if Interruption.requested.value { throw RollError(.interrupted, "interrupted") }
      do {
        switch try reader.next() {
        case .record: return true
        case .end: return false
        case .refused(let refusal): try take(refusal)
        }
      } catch let error as CSVError {
        throw RollError(csv: error)
      }
    }
  }
}

/// The file of broken records: private, complete or not there, never in place of another.
private final class BrokenRecords {
  private let path: String
  private let file: WholeFile

  init(_ path: String) throws {
    self.path = path
    guard !FileManager.default.fileExists(atPath: path) else { throw Self.exists(path) }
    do {
      file = try WholeFile(beside: path)
    } catch {
      throw RollError(.cannotCreate, "\(error.description): the file for broken records cannot be created")
    }
    try record(["_line", "_byte", "_column", "_reason", "_record"])
  }

  private static func exists(_ path: String) -> RollError {
    RollError(.cannotCreate, "\(path) exists, and a file for broken records never takes another's place")
  }

  func add(_ refusal: CSVRefusal) throws {
    try record([
      "\(refusal.position.line)", "\(refusal.faultOffset)", refusal.column.map { "\($0)" } ?? "",
      refusal.reason,
      CSVFormula.protect(CSVText.escaping(refusal.bytes)),
    ])
  }

  private func record(_ cells: [String]) throws {
    var writer = CSVWriter()
    writer.record(cells)
    do {
      try file.write(writer.bytes())
    } catch {
      throw RollError(.io, error.description)
    }
  }

  func publish() throws {
    do {
      try file.synchronize()
      guard try file.publish(as: path) else { throw Self.exists(path) }
    } catch let error as CSVError {
      throw RollError(.cannotCreate, error.description)
    }
  }
}
