import CSV
import Testing

@Suite struct SpreadsheetCellTests {
  @Test("what a spreadsheet would rewrite gets an apostrophe, and nothing else does")
  func atRisk() {
    let protected = [
      "01234", "00", "1.10", "12E3", "123456789012", "3/4/2002", "01.02.2024", "3/21/2019 14:05:09", "10:30",
      "1,5",
      "+49 30", "=1+1", "-5", "'01234", "''1/2", "0049 30 123",
    ]
    for cell in protected { #expect(CSVSpreadsheetCell.protect(cell) == "'" + cell) }
    let kept = [
      "", "0", "7", "1234", "12345678901", "2024-02-01", "2024-02-01 10:00", "2024-02-01T10:00:00Z", "Ada",
      "1a", "1 PM2",
      "12 Main Street", "'90s", "SW1A 1AA", "é", "ada@example.org", String(repeating: "1:", count: 30),
    ]
    for cell in kept { #expect(CSVSpreadsheetCell.protect(cell) == cell) }
  }

  @Test("every cell comes back as it was, with any apostrophes in front")
  func pair() {
    let alphabet = ["'", "0", "1", "-", "=", ".", "x", " "]
    var cells = [""]
    for _ in 0..<5 {
      for cell in cells { #expect(CSVSpreadsheetCell.unprotect(CSVSpreadsheetCell.protect(cell)) == cell) }
      cells = cells.flatMap { cell in alphabet.map { cell + $0 } }
    }
    for cell in ["2024-02-01", "'2024-02-01", "20240201101010", "'20240201101010", "''3/4/2002"] {
      #expect(CSVSpreadsheetCell.unprotect(CSVSpreadsheetCell.protect(cell)) == cell)
    }
  }
}
