internal import ArgumentParser
internal import CSV
internal import Foundation
internal import Roll

struct CSVCatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cat", abstract: "Write a file as plain CSV: UTF-8, commas, double quotes (RFC 4180).",
    discussion: """
      The dialect is found where it is not given, as rollcall csv sniff shows it. A broken record is left out and told on \
      standard error with line, column, byte, and all that is wrong with it.
      """)

  @Argument(help: "The file; - is standard input.") var file: String
  @OptionGroup var reading: ReadingOptions
  @Option(
    help: ArgumentHelp("Where broken records go; never in place of another file.", valueName: "file"))
  var rejects: String?
  @OptionGroup var output: OutputOption
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let told = try reading.told()
    let file = try CSVFile(file, reading)
    let name = file.name
    let best = try DialectChoice.choose(in: file.sample, told: told, file: name).best
    var table = CSVTable(file.source(), best)
    let broken = try rejects.map { try BrokenRecords($0) }
    var found: [JSONValue] = []
    let take = { (refusal: CSVRefusal, expected: Int?) in
      let record = CSVBrokenRecord(refusal, dialect: best.dialect, expected: expected)
      let text = record.description(of: refusal, file: name, header: best.header)
      if reading.strict { throw RollError(.data, text) }
      if let broken { try broken.add(refusal, record, header: best.header) }
      if options.json { return found.append(record.json(of: refusal, header: best.header)) }
      if broken == nil { Output.diagnostic(Output.safe(text)) }
    }
    if options.json {
      try output.write { try table.writeJSON(take, { found }, to: $0) }
    } else {
      try output.writeForeign { try table.write(take, to: $0) }
    }
    try broken?.publish()
  }
}

/// The records of a file on their way out.
private struct CSVTable: ~Copyable {
  /// Takes what is refused, and how many fields every record must have.
  typealias Take = (CSVRefusal, Int?) throws -> Void

  private var reader: CSVReader
  private let hasHeader: Bool

  init(_ source: consuming CSVSource, _ best: CSVCandidate) {
    reader = CSVReader(source, dialect: best.dialect, skippingLines: best.linesToSkip)
    hasHeader = best.dialect.hasHeader
  }

  /// As plain CSV. What is written so in the file already goes through in one piece.
  mutating func write(_ take: Take, to sink: @escaping ([UInt8]) throws -> Void) throws {
    var writer = CSVWriter(sink: sink)
    let isPlain = reader.dialect == CSVDialect.comma.withHeader(reader.dialect.hasHeader)
    while try next(take) {
      for column in 0..<reader.fieldCount { try reader.withField(column) { try writer.field($0) } }
      try writer.endRecord()
      while isPlain, try reader.withPlainRecords({ try writer.records($0) }) > 0 {}
    }
    try writer.finish()
  }

  /// As one document, written as the rows come.
  mutating func writeJSON(
    _ take: Take, _ refused: () -> [JSONValue], to sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    var text = "{\"header\":"
    text += try hasHeader && next(take) ? row.text : "null"
    text += ",\"rows\":["
    var isFirst = true
    while try next(take) {
      text += (isFirst ? "" : ",") + row.text
      isFirst = false
      guard text.utf8.count > 1 << 16 else { continue }
      try sink(Array(text.utf8))
      text = ""
    }
    text += "],\"rejected\":" + JSONValue.array(refused()).text + "}\n"
    try sink(Array(text.utf8))
  }

  private var row: JSONValue { .array(reader.strings().map { .string($0) }) }

  /// The next good record.
  private mutating func next(_ take: Take) throws -> Bool {
    while true {
      if Interruption.requested.value { throw RollError(.interrupted, "interrupted") }
      do {
        switch try reader.next() {
        case .record: return true
        case .end: return false
        case .refused(let refusal): try take(refusal, reader.expectedFieldCount)
        }
      } catch let error as CSVError {
        throw RollError(csv: error)
      }
    }
  }
}
