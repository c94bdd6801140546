@testable import Postgres

/// The reader of binary COPYs, on any bytes.
///
/// The first byte of an input chooses the number of columns and, by its highest bit, whether the header comes by itself; the
/// second the length of the blocks; the rest is the data.
enum BinaryCopyFuzz {
  static func lawBroken(by input: [UInt8]) -> String? {
    guard input.count >= 2 else { return nil }
    let columns = Int(input[0] & 0x07)
    let data = (input[0] & 0x80 == 0 ? [] : CopyIn.header) + input.dropFirst(2)
    let whole = read([data], columns: columns)
    let cut = read(blocks(of: data, length: Int(input[1])), columns: columns)
    guard whole == cut else { return "cut into blocks it is read otherwise: \(whole), \(cut)" }
    guard whole.fault == nil else { return nil }
    guard read([data.dropLast()], columns: columns).fault != nil else {
      return "without its last byte it is complete as well"
    }
    return written(whole.rows) == Array(data.dropFirst(headerLength(of: data)))
      ? nil : "the rows are written as other bytes"
  }

  private struct Outcome: Equatable {
    var rows: [[[UInt8]?]] = []
    var fault: String?
  }

  private static func read(_ blocks: [[UInt8]], columns: Int) -> Outcome {
    var outcome = Outcome()
    var reader = CopyBinaryReader(types: Array(repeating: .bytea, count: columns))
    do {
      for block in blocks {
        try reader.read(block.span) { row in
          outcome.rows.append(try (0..<row.columnCount).map { try row.value($0, as: [UInt8]?.self) })
        }
      }
      try reader.finish()
    } catch {
      outcome.fault = "\(error)"
    }
    return outcome
  }

  /// Of data that was read, whose header is therefore whole.
  private static func headerLength(of data: [UInt8]) -> Int {
    19 + data[15..<19].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func written(_ rows: [[[UInt8]?]]) -> [UInt8] {
    rows.flatMap { row in
      bigEndianBytes(Int16(row.count))
        + row.flatMap { field in
          field.map { bigEndianBytes(Int32($0.count)) + $0 } ?? bigEndianBytes(Int32(-1))
        }
    } + bigEndianBytes(Int16(-1))
  }
}
