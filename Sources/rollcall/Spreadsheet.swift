internal import CSV

/// Listings as CSV.
enum Spreadsheet {
  static func text(_ rows: [[String]]) -> String {
    var writer = CSVWriter<Never>()
    for row in rows { writer.record(row.map { CSVFormula.protect($0) }) }
    return String(decoding: writer.bytes(), as: UTF8.self)
  }
}
