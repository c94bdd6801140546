/// Keeps a spreadsheet from running a cell as a formula, as an exact pair: `unprotect(protect(x)) == x` for every x.
///
/// A cell is live when, behind any number of apostrophes, it goes on with `=`, `+`, `-`, `@`, a tab or a CR.
/// The first bytes follow the OWASP page on CSV injection; counting apostrophes in is what makes the pair exact.
public enum CSVFormula {
  /// The cell with one apostrophe more in front if it is live, else the cell.
  public static func protect(_ cell: String) -> String {
    apostrophesBeforeFormula(cell) == nil ? cell : "'" + cell
  }

  /// The cell with one apostrophe less in front if it is live and has one, else the cell.
  public static func unprotect(_ cell: String) -> String {
    guard let count = apostrophesBeforeFormula(cell), count > 0 else { return cell }
    return String(cell.unicodeScalars.dropFirst())
  }

  private static func apostrophesBeforeFormula(_ cell: String) -> Int? {
    var count = 0
    for byte in cell.utf8 {
      switch byte {
      case UInt8(ascii: "'"): count += 1
      case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
        return count
      default: return nil
      }
    }
    return nil
  }
}
