@testable import Postgres

/// The reader of text COPYs on any bytes, and the writers of text and CSV on any rows.
///
/// The first byte of an input chooses the number of columns, the second the length of the blocks; the rest is the data. It is
/// taken once as it comes, and once as rows to be written.
enum TextCopyFuzz {
  static func lawBroken(by input: [UInt8]) -> String? {
    guard input.count >= 2 else { return nil }
    let columns = Int(input[0] & 0x07)
    let data = Array(input.dropFirst(2))
    return lawOfReading(data, columns: columns, blockLength: Int(input[1]))
      ?? lawOfWriting(rows(in: data, columns: max(columns, 1)), columns: max(columns, 1))
  }

  private static func lawOfReading(_ data: [UInt8], columns: Int, blockLength: Int) -> String? {
    let whole = read([data], columns: columns)
    let cut = read(blocks(of: data, length: blockLength), columns: columns)
    guard whole == cut else { return "cut into blocks it is read otherwise: \(whole), \(cut)" }
    guard whole.fault == nil else { return nil }
    return written(whole.rows, as: .text) == data ? nil : "the rows are written as other bytes"
  }

  private static func lawOfWriting(_ rows: [[String?]], columns: Int) -> String? {
    let hasNUL = rows.contains { $0.contains { $0?.utf8.contains(0) == true } }
    guard let text = written(rows, as: .text), let csv = written(rows, as: .csv) else {
      return hasNUL ? nil : "rows without NUL are refused"
    }
    if hasNUL { return "a NUL is not refused" }
    guard read([text], columns: columns) == Outcome(rows: rows.map { $0.map { $0.map { Array($0.utf8) } } })
    else {
      return "rows written as text are read otherwise"
    }
    return SlowCSV.rows(in: csv) == rows.map { $0.map { $0.map { Array($0.utf8) } } }
      ? nil : "rows written as CSV are read otherwise"
  }

  /// Rows out of any bytes: bytes that UTF-8 never has end fields, or stand for NULL.
  private static func rows(in data: [UInt8], columns: Int) -> [[String?]] {
    let fields = data.split(separator: 0xFF, omittingEmptySubsequences: false).map { field -> String? in
      field.first == 0xFE ? nil : String(decoding: field, as: UTF8.self)
    }
    return stride(from: 0, to: fields.count, by: columns).map { start in
      let row = Array(fields[start...].prefix(columns))
      return row + Array(repeating: nil, count: columns - row.count)
    }
  }

  /// Fields as bytes, since strings of other bytes can be equal.
  private struct Outcome: Equatable {
    var rows: [[[UInt8]?]] = []
    var fault: String?
  }

  private static func read(_ blocks: [[UInt8]], columns: Int) -> Outcome {
    var outcome = Outcome()
    var reader = CopyTextReader(columns: columns)
    do {
      for block in blocks {
        try reader.read(block.span) { row in outcome.rows.append(row.map { $0.map { Array($0.utf8) } }) }
      }
      try reader.finish()
    } catch {
      outcome.fault = "\(error)"
    }
    return outcome
  }

  private static func written(_ rows: [[[UInt8]?]], as format: CopyTextFormat) -> [UInt8]? {
    written(rows.map { $0.map { $0.map { String(decoding: $0, as: UTF8.self) } } }, as: format)
  }

  /// nil where a row is refused.
  private static func written(_ rows: [[String?]], as format: CopyTextFormat) -> [UInt8]? {
    var bytes: [UInt8] = []
    for row in rows where format.append(row, to: &bytes) != nil { return nil }
    return bytes
  }
}

/// The obvious reader of what COPY takes for CSV: it looks at one byte after the other.
enum SlowCSV {
  static func rows(in bytes: [UInt8]) -> [[[UInt8]?]] {
    var rows: [[[UInt8]?]] = []
    var row: [[UInt8]?] = []
    var field: [UInt8]?
    var isQuoted = false
    for byte in bytes {
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), _):
        // The second of two quotes opens the field again, and stands for itself.
        if !isQuoted, field != nil { field?.append(byte) }
        field = field ?? []
        isQuoted.toggle()
      case (_, true): field?.append(byte)
      case (UInt8(ascii: ","), false), (UInt8(ascii: "\n"), false):
        row.append(field)
        field = nil
        if byte == UInt8(ascii: "\n") {
          rows.append(row)
          row = []
        }
      default: field = (field ?? []) + [byte]
      }
    }
    return rows
  }
}
