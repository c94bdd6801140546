internal import CSV

/// Rows on their way into a file, gathered into blocks.
final class RowSpool {
  private let file: WholeFile
  /// What messages call the file.
  private let name: String
  private var buffer: [UInt8] = []

  /// - Parameter path: where the file may get its name; it has none before.
  /// - Throws: `RollError` of kind `cannotCreate`.
  init(beside path: String, called name: String) throws(RollError) {
    self.name = name
    do {
      file = try WholeFile(beside: path)
    } catch {
      throw RollError(
        .cannotCreate,
        "\(error.description): the file for refused rows cannot be created; nothing was imported",
        hint: "Name a place where it can be: --rejects FILE")
    }
  }

  /// - Throws: `RollError` of kind `io`.
  func record(_ cells: [String], _ dialect: CSVDialect = .comma) throws(RollError) {
    var writer = CSVWriter<Never>(dialect: dialect)
    writer.record(cells)
    buffer += writer.bytes()
    if buffer.count > 65_536 { try flush() }
  }

  /// Gives the rows so far back to read.
  /// - Throws: `RollError` of kind `io`.
  func source() throws(RollError) -> CSVSource {
    try flush()
    return file.source(named: name)
  }

  /// Brings all rows to the disk.
  /// - Throws: `RollError` of kind `io`.
  func synchronize() throws(RollError) {
    try flush()
    do {
      try file.synchronize()
    } catch {
      throw full(error)
    }
  }

  /// As `WholeFile.publish`.
  func publish(as path: String) throws(CSVError) -> Bool { try file.publish(as: path) }

  /// All rows are written while the import can still be taken back.
  private func full(_ error: CSVError) -> RollError {
    RollError(
      .io, "\(name): \(error.description): the refused rows cannot be written; nothing was imported",
      hint: "Make room, or name another place: --rejects FILE")
  }

  private func flush() throws(RollError) {
    do {
      try file.write(buffer)
    } catch {
      throw full(error)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
