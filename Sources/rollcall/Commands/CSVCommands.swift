internal import ArgumentParser
internal import CSV
internal import Foundation
internal import Roll

struct CSVGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv", abstract: "What a file holds, before anything is imported. No database is needed.",
    subcommands: [CSVSniffCommand.self, CSVCatCommand.self])
}

/// A file that is looked at, and read on.
struct CSVFile: ~Copyable {
  /// What messages call it.
  let name: String
  let sample: CSVSample
  let encoding: CSVEncoding
  let compression: CSVCompression?
  private let input: CSVInput

  /// Looks at the beginning of the file at `path`; `-` is standard input.
  /// - Throws: `RollError` where it cannot be read, or its encoding is not clear.
  init(_ path: String, _ reading: ReadingOptions) throws {
    let encoding = try reading.checkedEncoding()
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    if path != "-", let attributes = try? FileManager.default.attributesOfItem(atPath: target),
      attributes[.type] as? FileAttributeType == .typeDirectory
    {
      throw RollError(.noInput, "\(path) is a folder, not a file")
    }
    do {
      input = try CSVInput(path == "-" ? .standardInput() : CSVSource(path: path), encoding: encoding)
    } catch {
      throw RollError(csv: error)
    }
    name = path == "-" ? "stdin" : URL(fileURLWithPath: path).lastPathComponent
    sample = CSVSample(bytes: input.sample, isWhole: input.sampleIsWhole)
    self.encoding = input.encoding
    compression = input.compression
  }

  /// The whole text from its first byte on.
  consuming func source() -> CSVSource { input.source() }
}

struct CSVSniffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sniff", abstract: "Say how a file is written: its dialect, its header, its first rows.",
    discussion: """
      The beginning of the file is read in every dialect that could be meant. Where two make about as good a table, both are \
      shown, and the exit code is 65.
      """)

  @Argument(help: "The file; - is standard input.") var file: String
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let told = try reading.told()
    let file = try CSVFile(file, reading)
    let finding = try DialectChoice.find(in: file.sample, told: told, file: file.name)
    if reading.strict { try refuseBroken(file.sample, finding.best, file: file.name) }
    if options.json {
      try Output.line(JSONValue.text(finding.json(of: file), pretty: true))
    } else {
      try finding.print(of: file, options)
    }
    if finding.rivals.count > 1 { throw ExitCode(65) }
  }

  /// Throws where a record of the sample is broken. What a quote still open at its end holds is not known yet.
  private func refuseBroken(_ sample: CSVSample, _ best: CSVCandidate, file: String) throws {
    var reader = CSVReader(
      CSVSource(bytes: sample.bytes), dialect: best.dialect, skippingLines: best.linesToSkip)
    while true {
      switch try reader.next() {
      case .record: continue
      case .end: return
      case .refused(let refusal):
        if case .unclosedQuote = refusal.kind, !sample.isWhole { return }
        let broken = CSVBrokenRecord(refusal, dialect: best.dialect, expected: reader.expectedFieldCount)
        throw RollError(.data, broken.description(of: refusal, file: file, header: best.header))
      }
    }
  }
}
