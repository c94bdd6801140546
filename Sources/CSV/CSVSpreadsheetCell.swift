/// Keeps a spreadsheet from rewriting a cell that somebody mends a file in, as an exact pair: `unprotect(protect(x)) == x`
/// for every x.
///
/// Besides what `CSVFormula` knows, a cell is at risk when, behind any number of apostrophes, it is a number that would
/// lose zeros or digits (01234, 1.10, 12E3, more than eleven digits) or a date or time in another form than ISO 8601, which
/// a spreadsheet writes back in the form of its own country. Behind an apostrophe it stays text.
public enum CSVSpreadsheetCell {
  /// The cell with one apostrophe more in front if it is at risk, else the cell.
  public static func protect(_ cell: String) -> String {
    isAtRisk(cell) ? "'" + cell : CSVFormula.protect(cell)
  }

  /// The cell with one apostrophe less in front if it is at risk and has one, else the cell.
  public static func unprotect(_ cell: String) -> String {
    guard isAtRisk(cell) else { return CSVFormula.unprotect(cell) }
    return cell.utf8.first == UInt8(ascii: "'") ? String(cell.unicodeScalars.dropFirst()) : cell
  }

  private static func isAtRisk(_ cell: String) -> Bool {
    let bytes = Array(cell.utf8.drop { $0 == UInt8(ascii: "'") })
    guard bytes.count > 1, bytes.count <= 40, bytes[0].isDigit else { return false }
    if bytes.allSatisfy(\.isDigit) { return bytes[0] == UInt8(ascii: "0") || bytes.count > 11 }
    let isMarked = [" AM", " PM", " am", " pm"].contains { bytes.suffix(3).elementsEqual($0.utf8) }
    return bytes.dropLast(isMarked ? 3 : 0).allSatisfy { $0.isDigit || others.contains($0) } && !isISO(bytes)
  }

  /// What dates, times and numbers are written with.
  private static let others = Array(" .,:/-eE+TZ".utf8)

  /// `YYYY-MM-DD`, perhaps with a time behind.
  private static func isISO(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 10 && bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")
      && [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy { bytes[$0].isDigit }
  }
}
