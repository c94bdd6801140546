internal import ArgumentParser
internal import CSV
internal import Pages
internal import Roll

/// `--output FILE`, written completely or not at all; packed where the file's name ends in `.gz` or `.zst`.
struct OutputOption: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  /// Whether the file's name asks for a workbook.
  var isWorkbook: Bool { output?.lowercased().hasSuffix(".xlsx") ?? false }

  func writeWorkbook(title: String, _ body: (WorkbookFile) throws -> Void) throws {
    guard let output else { throw RollError(.usage, "a workbook needs a file: --output FILE.xlsx") }
    let file = try WorkbookFile(output, title: title)
    try body(file)
    try file.publish()
  }

  func write(_ body: (@escaping ([UInt8]) throws -> Void) throws -> Void) throws {
    guard let output else { return try body { try Output.write($0) } }
    if let packing = CSVPacking(fileName: output),
      [".xlsx.gz", ".xlsx.zst"].contains(where: output.lowercased().hasSuffix)
    {
      throw RollError(
        .usage, "\(output): a workbook is packed already, and this would be \(packing) of CSV",
        hint: "Name it .xlsx, or .csv.gz or .csv.zst.")
    }
    let file = try AtomicFile(output)
    if let packing = CSVPacking(fileName: output) {
      let packer = CSVPacker(packing)
      func write(_ packed: () throws(CSVError) -> [UInt8]) throws {
        do {
          try file.write(packed())
        } catch let error as CSVError {
          throw RollError(.io, "\(output): \(error.description)")
        }
      }
      try body { block in try write { () throws(CSVError) in try packer.add(block) } }
      try write { () throws(CSVError) in try packer.finish() }
    } else {
      try body { try file.write($0) }
    }
    try file.publish()
  }

  /// Writes foreign text: a file or a program gets it as it is, a terminal what it can show.
  func writeForeign(_ body: (@escaping ([UInt8]) throws -> Void) throws -> Void) throws {
    guard output == nil, Terminal.isOutputTerminal else { return try write(body) }
    // Blocks can end within a character; lines cannot.
    var rest: [UInt8] = []
    try body { block in
      rest += block
      let end = rest.lastIndex(of: 10).map { $0 + 1 } ?? 0
      try Output.write(Array(Output.safe(String(decoding: rest[..<end], as: UTF8.self)).utf8))
      rest.removeFirst(end)
    }
    try Output.write(Array(Output.safe(String(decoding: rest, as: UTF8.self)).utf8))
  }
}
