internal import CSV

/// Listings as CSV.
enum Spreadsheet {
  static func text(_ rows: [[String]]) -> String {
    var writer = CSVWriter<Never>()
    // A whole number begins with a minus sign at times, and stays one.
    for row in rows { writer.record(row.map { Int($0) == nil ? CSVFormula.protect($0) : $0 }) }
    return String(decoding: writer.bytes(), as: UTF8.self)
  }
}
