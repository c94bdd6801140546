import CSV
import Testing

@Suite struct CSVHeaderTests {
  func header(_ line: String) throws -> CSVHeader {
    var reader = CSVReader(CSVSource(bytes: Array(("\n" + line + "\n1,2,3\n").utf8), name: "x.csv"))
    return try reader.readHeader()
  }

  @Test("every name finds its own column, whatever white space stands around it")
  func lookup() throws {
    let header = try header(" email ,\"given, name\",\u{00A0}City\t")
    #expect(header.names == ["email", "given, name", "City"])
    for (column, name) in header.names.enumerated() {
      #expect(try header.column(name) == column)
      #expect(header.name(ofColumn: column) == name)
    }
    #expect(try header.find("city") == nil, "case counts")
    #expect(header.name(ofColumn: 3) == nil && header.name(ofColumn: -1) == nil)
  }

  @Test("missing, doubled and unknown names are told with line and column, all of them")
  func problems() throws {
    let header = try header("email,emial,email")
    let all = header.problems(required: ["email", "name"]).map(\.description)
    #expect(
      all == [
        "x.csv:2: column 2 (emial): unknown column \"emial\"; known are email, name",
        "x.csv:2: column 3 (email): the name \"email\" stands twice, first in column 1",
        "x.csv:2: no column named \"name\"; the file has email, emial, email",
      ])
    #expect(throws: CSVError.self) { try header.check(required: ["email", "name"]) }
    #expect(throws: CSVError.self) { try header.column("email") }
    #expect(throws: CSVError.self) { try header.column("name") }
    #expect(try header.column("emial") == 1)
    #expect(header.columns(named: "email") == [0, 2])
  }

  @Test("a header of exactly the known names passes, in any order")
  func passes() throws {
    for line in ["a,b,c", "c,a,b", "b,a"] {
      try header(line).check(required: ["a", "b"], optional: ["c"])
    }
  }

  @Test("a file without a record has no header")
  func empty() {
    var reader = CSVReader(CSVSource(bytes: Array("\n\n".utf8), name: "x.csv"))
    let error = #expect(throws: CSVError.self) { try reader.readHeader() }
    #expect(error?.kind == .missingHeader)
  }

  @Test("bytes that are not text become \\xNN, all else is kept")
  func escaping() {
    #expect(CSVText.escaping(Array("é,\n\"👩‍👧\"\\".utf8)) == "é,\n\"👩‍👧\"\\")
    #expect(
      CSVText.escaping([0x61, 0, 0xFF, 0xC3, 0xA9, 0xE2, 0x82, 0x62, 0x0A, 0xC3])
        == "a\\x00\\xFFé\\xE2\\x82b\n\\xC3")
    #expect(CSVText.escaping([UInt8]()) == "")
    for byte in UInt8(0x80)...0xFF {
      #expect(CSVText.escaping([byte, 0x78]) == "\\x" + String(byte, radix: 16, uppercase: true) + "x")
    }
  }
}
