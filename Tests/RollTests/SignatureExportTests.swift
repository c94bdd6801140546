import CSV
import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

/// What an internal export holds, and that it comes back.
@Suite(.database(from: .petitions))
struct SignatureExportTests {
  /// Cells that are hard to keep: live ones, quotes, breaks, apostrophes, marks.
  static let cells = [
    "=1+1", "+49 30 1", "-", "@x", "'=1", "''+x", "'plain", "\t=1", "a\"b", "two\nlines", "cr\rcr\r\n",
    "\u{FEFF}x", "\\.",
    " blank ", "#remark", "x;y|z", "=\"a\",b", "é", "e\u{301}", "שלום", "\u{1}",
  ]

  private static var file: String {
    let rows = cells.enumerated().map { index, cell in
      let quoted = "\"" + cell.replacing("\"", with: "\"\"") + "\""
      return "s\(index)@example.org,\(quoted),\(quoted),\(quoted),2002-10-\(10 + index % 20)T10:00:00Z"
    }
    return "email,full_name,city,comment,signed_at\n" + rows.joined(separator: "\n") + "\n"
  }

  private static func records(_ text: String) throws -> [[String]] {
    var reader = CSVReader(CSVSource(bytes: Array(text.utf8), name: "export"))
    var records: [[String]] = []
    while try reader.nextRecord() { records.append(reader.strings()) }
    return records
  }

  @Test(
    "an exact export and one for spreadsheets come back as they were, byte for byte, whatever stands in them")
  func roundTrip() throws {
    var connection = try Database.current.connect()
    var other = try Cluster.shared.connectToCopy(of: .petitionsElsewhere)
    try Signing.load(Self.file, into: "p1", on: &connection)
    for (petition, cells) in [("p2", SignatureExport.Cells.exact), ("p3", .spreadsheet)] {
      let exported = try Signing.export("p1", { $0.cells = cells }, on: &connection)
      let receipt = try Signing.load(exported, into: petition, on: &other.connection)
      #expect(receipt.new == Self.cells.count && receipt.rejected == 0)
      expectEqualLines(try Signing.export(petition, { $0.cells = cells }, on: &other.connection), exported)
      expectEqualLines(
        try Signing.export(petition, on: &other.connection), try Signing.export("p1", on: &connection))
    }
  }

  @Test(
    "an export for spreadsheets has no live cell, a mark of its order, and the same rows as the exact one")
  func spreadsheet() throws {
    var connection = try Database.current.connect()
    try Signing.load(Self.file, into: "p1", on: &connection)
    let exact = try Self.records(Signing.export("p1", on: &connection))
    let text = try Signing.export("p1", { $0.cells = .spreadsheet }, on: &connection)
    #expect(text.utf8.starts(with: [0xEF, 0xBB, 0xBF]))
    let safe = try Self.records(String(text.unicodeScalars.dropFirst()))
    #expect(safe.first == exact.first.map { $0 + ["_for_spreadsheet"] })
    for (row, other) in zip(safe, exact).dropFirst() {
      #expect(row == other.map { CSVFormula.protect($0) } + [""])
      #expect(row.allSatisfy { cell in !"=+-@\t\r".utf8.contains { $0 == cell.utf8.first } })
    }
  }

  @Test("the file of a version without a mark is still read as its cells were protected")
  func oldExport() throws {
    var connection = try Database.current.connect()
    let header = SignatureExport.columnsWithoutMark.joined(separator: ",")
    let row =
      "a@example.org,,,'=1" + String(repeating: ",", count: 8) + "2002-10-01T00:00:00Z,,,,validated,,,,,,,\n"
    try Signing.load(header + "\n" + row, into: "p1", on: &connection)
    #expect(try connection.value("SELECT full_name FROM signature", as: String.self) == "=1")
    #expect(throws: RollError.self) {
      try Signing.export("p1", { $0.columns = SignatureExport.columnsWithoutMark }, on: &connection)
    }
  }

  @Test("rows are in the byte order of their columns, in the order in which these were asked for")
  func order() throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: 5)
    try Signing.load(RandomSignatures.file(random.rows(60)), into: "p1", on: &connection)
    for (columns, cells) in [
      (["country", "comment", "signed_on", "status"], SignatureExport.Cells.spreadsheet),
      (["comment"], .exact),
      (["name", "email", "signed_at"], .exact),
    ] {
      var text = try Signing.export("p1", { ($0.columns, $0.cells) = (columns, cells) }, on: &connection)
      if cells == .spreadsheet { text = String(text.unicodeScalars.dropFirst()) }
      let rows = try Self.records(text).dropFirst().map { $0.prefix(columns.count).map { Array($0.utf8) } }
      #expect(rows.count == (try connection.value("SELECT count(*) FROM signature", as: Int.self)))
      #expect(rows == rows.sorted { $0.lexicographicallyPrecedes($1) { $0.lexicographicallyPrecedes($1) } })
    }
  }

  @Test("filters take what they say, by the day in the zone that the file stated")
  func filters() throws {
    var connection = try Database.current.connect()
    let file = """
      email,country,signed_at,status
      a@example.org,FR,2002-10-01T23:30:00-02:00,validated
      b@example.org,DE,2002-10-02T00:30:00+02:00,pending
      c@example.org,France,,withdrawn

      """
    try Signing.load(file, into: "p1", on: &connection)
    func emails(_ change: (inout SignatureExport) -> Void) throws -> String {
      try Signing.export(
        "p1",
        {
          $0.columns = ["email"]; change(&$0)
        }, on: &connection
      )
      .split(separator: "\n").dropFirst().map { $0.prefix(1) }.joined()
    }
    #expect(try emails { $0.since = Day("2002-10-02") } == "b")
    #expect(try emails { $0.since = Day("2002-10-01") } == "ab")
    #expect(try emails { $0.countries = ["Frankreich"] } == "ac")
    #expect(try emails { $0.countries = ["FRA", "de"] } == "abc")
    #expect(try emails { $0.statuses = ["pending", "withdrawn"] } == "bc")
    #expect(try emails { ($0.statuses, $0.countries) = (["pending"], ["FR"]) } == "")
    for change: (inout SignatureExport) -> Void in [
      { $0.countries = ["Atlantis"] }, { $0.statuses = ["done"] }, { $0.columns = ["emial"] },
      { $0.columns = ["email", "email"] },
    ] { #expect(throws: RollError.self) { try emails(change) } }
  }

  @Test("rows for a workbook are those of the exact export, and too many are refused before the first")
  func rows() throws {
    var connection = try Database.current.connect()
    try Signing.load(Self.file, into: "p1", on: &connection)
    let exact = try Self.records(Signing.export("p1", on: &connection))
    var export = SignatureExport()
    export.audience = .internal
    var rows: [[String]] = []
    let count = Self.cells.count
    let account = try export.rows(
      petition: "p1", limit: count, on: &connection, header: { rows.append($0) },
      row: { rows.append($0.map { $0 ?? "" }) })
    #expect(rows == exact && account.rows == count)
    let error = #expect(throws: RollError.self) {
      try export.rows(
        petition: "p1", limit: count - 1, on: &connection, header: { _ in Issue.record("too late") },
        row: { _ in Issue.record("too late") })
    }
    #expect(error?.kind == .data && error?.hint?.contains("csv.gz") == true)
  }

  @Test("the server protects a cell as the program does")
  func sameProtection() throws {
    var connection = try Database.current.connect()
    let alphabet = ["'", "=", "+", "-", "@", "\t", "\r", "\n", "a", "é", "1", " "]
    let pairs = alphabet.flatMap { one in alphabet.map { one + $0 } }
    let triples = pairs.flatMap { pair in alphabet.map { pair + $0 } }
    for text in [""] + alphabet + pairs + triples {
      let found = try connection.value(
        "SELECT \(fragment: .protected("cell")) FROM (SELECT \(text)::text AS cell) c", as: String.self)
      if found != CSVFormula.protect(text) { Issue.record("\(text.debugDescription): \(found ?? "NULL")") }
    }
  }
}
