internal import CSV
internal import Foundation

/// The rows of a file that were staged, in a nameless file: a rule of the schema may refuse some of them later, when the
/// file itself can no longer be read, and memory stays bounded.
final class FormRowSpool {
  private let spool: RowSpool

  /// - Throws: `RollError` of kind `cannotCreate`.
  init() throws {
    spool = try RowSpool(
      beside: FileManager.default.temporaryDirectory.appendingPathComponent("rows").path,
      called: "rows on their way into the record")
  }

  func add(_ cells: [String], line: Int, byteOffset: Int) throws {
    try spool.record(["\(line)", "\(byteOffset)"] + cells)
  }

  /// The rows on these lines, as they came.
  func forEach(_ reasons: [Int64: String], _ body: ([String], Rejection) throws -> Void) throws {
    guard !reasons.isEmpty else { return }
    var reader = CSVReader(try spool.source(), fieldCount: .any, maximumRecordBytes: 1 << 25)
    while try reader.nextRecord() {
      let cells = reader.strings()
      guard let line = Int(cells[0]), let reason = reasons[Int64(line)] else { continue }
      try body(
        Array(cells[2...]), Rejection(line: line, byteOffset: Int(cells[1]) ?? 0, reason: reason))
    }
  }
}
