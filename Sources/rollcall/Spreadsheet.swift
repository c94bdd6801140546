internal import CSV

/// Listings as CSV.
enum Spreadsheet {
  /// - Parameter numbers: columns that hold our own figures, which begin with a minus sign at times and stay numbers.
  static func text(_ rows: [[String]], numbers: Set<Int> = []) -> String {
    var writer = CSVWriter<Never>()
    for row in rows {
      writer.record(
        row.enumerated().map { column, cell in
          numbers.contains(column) && Int(cell) != nil ? cell : CSVFormula.protect(cell)
        })
    }
    return String(decoding: writer.bytes(), as: UTF8.self)
  }
}
