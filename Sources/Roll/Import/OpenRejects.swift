internal import CSV
internal import Foundation

/// Refused rows that wait until it is known which way round the file writes day and month: some are refused in one order
/// only, and all that follow must come after them. They wait in a nameless file, so that memory stays bounded.
final class OpenRejects {
  private let spool: RowSpool

  /// A row that waits.
  struct Row {
    /// The order of day and month in which it is refused; nil for either.
    var order: StatedTime.Order?
    /// Whether the record could not be read and stands whole in the one cell.
    var isUnreadable = false
    var rejection: Rejection
    var cells: [String]
  }

  /// - Parameter path: whose folder it takes; nil for the system's for what is temporary.
  /// - Throws: `RollError` of kind `cannotCreate`.
  init(beside path: String?) throws {
    spool = try RowSpool(
      beside: path ?? FileManager.default.temporaryDirectory.appendingPathComponent("rejects").path,
      called: "refused rows that wait")
  }

  func add(_ row: Row) throws {
    try spool.record(
      [
        row.order?.rawValue ?? "", row.isUnreadable ? "1" : "", "\(row.rejection.line)",
        "\(row.rejection.byteOffset)",
        row.rejection.reason,
      ] + row.cells)
  }

  /// The rows that are refused in this order, as they came.
  func forEach(_ order: StatedTime.Order, _ body: (Row) throws -> Void) throws {
    // A refused record can be longer than the reader's usual limit once its bytes are escaped.
    var reader = CSVReader(try spool.source(), fieldCount: .any, maximumRecordBytes: 1 << 25)
    while try reader.nextRecord() {
      let cells = reader.strings()
      guard cells[0].isEmpty || cells[0] == order.rawValue else { continue }
      try body(
        Row(
          order: StatedTime.Order(rawValue: cells[0]), isUnreadable: !cells[1].isEmpty,
          rejection: Rejection(line: Int(cells[2]) ?? 0, byteOffset: Int(cells[3]) ?? 0, reason: cells[4]),
          cells: Array(cells[5...])))
    }
  }
}
