import CSV
import Testing

/// What is told of a record that was refused.
@Suite struct CSVBrokenRecordTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var line: [UInt8]
    var reason: String
    /// What can be read all the same, `?` for a field at fault; nil where the fields cannot be told apart.
    var cells: [String]?
    var testDescription: String { name }

    init(_ name: String, _ line: [UInt8], _ reason: String, _ cells: [String]?) {
      (self.name, self.line, self.reason, self.cells) = (name, line, reason, cells)
    }

    init(_ name: String, _ line: String, _ reason: String, _ cells: [String]?) {
      self.init(name, Array(line.utf8), reason, cells)
    }
  }

  static func broken(_ line: [UInt8], _ dialect: CSVDialect = .comma) throws -> (CSVBrokenRecord, CSVRefusal)?
  {
    let delimiter = GeneratedTable.text(dialect.delimiter)
    let head = Array(["id", "name", "town", "day"].joined(separator: delimiter).utf8) + [10]
    var reader = CSVReader(CSVSource(bytes: head + line + [10]), dialect: dialect, maximumRecordBytes: 100)
    _ = try reader.readHeader()
    guard case .refused(let refusal) = try reader.next() else { return nil }
    return (CSVBrokenRecord(refusal, dialect: dialect, expected: reader.expectedFieldCount), refusal)
  }

  @Test("all that is wrong with a record is told, with columns by number and name", arguments: cases)
  func faults(item: Case) throws {
    let (broken, refusal) = try #require(try Self.broken(item.line))
    #expect(broken.reason(header: ["id", "name", "town", "day"]) == item.reason)
    #expect(broken.cells?.map { $0.map { String(decoding: $0, as: UTF8.self) } ?? "?" } == item.cells)
    let first = try #require(broken.faults.first)
    #expect(
      first.kind == refusal.kind && first.column == refusal.column && first.offset == refusal.faultOffset)
  }

  static let cases = [
    Case(
      "one fault", "1,A\"da,Oslo,x", "column 2 (name): quote inside an unquoted field",
      ["1", "?", "Oslo", "x"]),
    Case(
      "quotes in two fields", "1,A\"da,\"Os\"lo,x",
      "column 2 (name): quote inside an unquoted field; column 3 (town): text after a closing quote",
      ["1", "?", "?", "x"]),
    Case(
      "bytes in several fields", Array("1,A\0,".utf8) + [0xFF, 0x2C, 0x78, 0xC3],
      "column 2 (name): a NUL byte; column 3 (town): bytes that are not UTF-8 text; "
        + "column 4 (day): bytes that are not UTF-8 text", ["1", "?", "?", "?"]),
    Case(
      "both kinds in one field", Array("1,A\0".utf8) + [0xFF] + Array(",b,c".utf8),
      "column 2 (name): a NUL byte; column 2 (name): bytes that are not UTF-8 text", ["1", "?", "b", "c"]),
    Case(
      "too few fields, one of them no text", Array("1,".utf8) + [0xFF],
      "expected 4 fields, found 2; column 2 (name): bytes that are not UTF-8 text", nil),
    Case(
      "too many fields, and a NUL", "1,2,3\0,4,5",
      "column 5: expected 4 fields, found 5; column 3 (town): a NUL byte",
      nil),
    Case(
      "a quote that never closes", "1,\"A\0,b,c",
      "column 2 (name): a quote opened here never closes; column 2 (name): a NUL byte",
      nil),
    Case(
      "quotes that leave the number of fields open", "1,A\"da,x",
      "column 2 (name): quote inside an unquoted field", nil),
    Case(
      "good quoted fields beside the fault", "\"a\"\"b\",\"c,d\",e\"f,g",
      "column 3 (town): quote inside an unquoted field", ["a\"b", "c,d", "?", "g"]),
  ]

  @Test("of a line longer than any record its beginning is looked at, and what is missing is told")
  func long() throws {
    let (broken, refusal) = try #require(
      try Self.broken(Array(("1,2,3\0," + String(repeating: "x", count: 200)).utf8)))
    #expect(refusal.omittedBytes > 0 && broken.cells == nil)
    let reason = broken.reason(header: nil)
    #expect(reason.hasPrefix("a record longer than 100 bytes; column 3: a NUL byte; its last "))
  }

  @Test("a reason spells out ten faults and counts the others")
  func many() throws {
    let (broken, _) = try #require(try Self.broken(Array(String(repeating: "\0,", count: 20).utf8)))
    #expect(broken.faults.count == 21)
    #expect(broken.reason(header: nil).hasSuffix("column 9: a NUL byte; and 11 more"))
  }

  @Test("in every dialect the fields of a broken record are those of the mended one")
  func dialects() throws {
    for dialect in DialectOracleTests.all where dialect.comment == nil && dialect.delimiter != 32 {
      let delimiter = GeneratedTable.text(dialect.delimiter)
      let escaped =
        dialect.escape.map { GeneratedTable.text($0) + (dialect.quote == nil ? delimiter : "\\") } ?? "e"
      let third = dialect.quote.map { GeneratedTable.text($0) + escaped + GeneratedTable.text($0) } ?? escaped
      let line = ["1", "A\0", third, "d"].joined(separator: delimiter)
      let (broken, _) = try #require(try Self.broken(Array(line.utf8), dialect))
      let mended = try events(Array(line.utf8.map { $0 == 0 ? 46 : $0 }), dialect).first?.text
      let cells = broken.cells?.map { $0.map { String(decoding: $0, as: UTF8.self) } ?? "A." }
      #expect(cells == mended, "\(dialect)")
    }
  }
}
