import CSV
import Testing

/// What is found in small files as people send them.
@Suite struct CSVSnifferTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var file: String
    /// Delimiter, quote, escape and comment, `-` for none.
    var dialect = ",\"--"
    var preamble = 0
    var header = 1
    var columns: Int
    /// The first row behind the header.
    var row: [String]
    var testDescription: String { name }
  }

  static func finding(_ file: String, told: CSVTold = CSVTold(), known: Set<String> = []) throws -> CSVFinding
  {
    try CSVSniffer(told: told, isKnownName: { known.contains($0) })
      .find(in: CSVSample(bytes: Array(file.utf8), isWhole: true))
  }

  static func text(_ dialect: CSVDialect) -> String {
    let bytes = [dialect.delimiter, dialect.quote, dialect.escape, dialect.comment]
    return bytes.map { $0.map { String(UnicodeScalar($0)) } ?? "-" }.joined()
  }

  @Test("a dialect is found in a small file as people send it", arguments: cases)
  func found(item: Case) throws {
    let finding = try Self.finding(item.file)
    let best = finding.best
    #expect(finding.rivals.isEmpty, "\(finding.candidates)")
    #expect(Self.text(best.dialect) == item.dialect)
    #expect(best.preambleLines == item.preamble)
    #expect(best.headerLines == item.header && best.dialect.hasHeader == (item.header > 0))
    #expect(best.columns == item.columns)
    #expect(best.firstRows.first ?? [] == item.row)
    #expect(finding.confidence > 0.2)
  }

  @Test("what is found reads the file to the rows that were shown", arguments: cases)
  func rereads(item: Case) throws {
    let best = try Self.finding(item.file).best
    var reader = CSVReader(
      CSVSource(bytes: Array(item.file.utf8)), dialect: best.dialect, fieldCount: .any,
      skippingLines: best.linesToSkip)
    if let header = best.header { #expect(try reader.readHeader().names == header) }
    for row in best.firstRows {
      while case .refused = try reader.next() {}
      #expect(reader.strings() == row)
    }
  }

  @Test("two readings that make as good a table stop the finding", arguments: ambiguous)
  func ambiguity(file: String) throws {
    let finding = try Self.finding(file)
    #expect(finding.rivals.count > 1, "\(finding.candidates)")
  }

  @Test("what is told is not looked for, and settles what is ambiguous")
  func told() throws {
    for delimiter in [",", ";"] {
      var told = CSVTold()
      told.delimiter = delimiter.utf8.first
      let finding = try Self.finding("a,b;c\n", told: told)
      #expect(finding.rivals.isEmpty)
      #expect(finding.best.dialect.delimiter == delimiter.utf8.first)
    }
    var told = CSVTold()
    told.headerLines = 0
    told.skippedLines = 1
    told.quote = .absent
    told.escape = .byte(UInt8(ascii: "\\"))
    told.comment = .byte(UInt8(ascii: "%"))
    let best = try Self.finding("x,y\n%c\nname,mail\nAda,a@example.org\n", told: told).best
    #expect(Self.text(best.dialect) == ",-\\%")
    #expect(best.header == nil && best.linesToSkip == 1)
    #expect(best.firstRows == [["name", "mail"], ["Ada", "a@example.org"]])
  }

  @Test("names that mean something to the caller settle what is ambiguous")
  func known() throws {
    let file = "email,x;signed_at\na,b;c\n"
    #expect(try !Self.finding(file).rivals.isEmpty)
    let finding = try Self.finding(file, known: ["signed_at"])
    #expect(finding.rivals.isEmpty && finding.best.dialect.delimiter == UInt8(ascii: ";"))
  }

  @Test("a sample cut anywhere is read as the whole file is, as far as it goes")
  func cut() throws {
    var file = "id;name;comment\r\n"
    for number in 1...40 { file += "\(number);Given \(number);\"one, two\r\nand \"\"three\"\"\"\r\n" }
    let bytes = Array(file.utf8)
    for end in stride(from: 200, to: bytes.count, by: 3) {
      let sample = CSVSample(bytes: Array(bytes[..<end]), isWhole: false)
      let finding = try CSVSniffer().find(in: sample)
      #expect(finding.rivals.isEmpty && Self.text(finding.best.dialect) == ";\"--")
      #expect(finding.best.odd == 0 && finding.lineEnds == [.crlf])
    }
  }

  @Test("line ends are told, mixed ones too")
  func lineEnds() throws {
    #expect(try Self.finding("a,b\n1,2\n").lineEnds == [.lf])
    #expect(try Self.finding("a,b\r1,2\r").lineEnds == [.cr])
    #expect(try Self.finding("a,b\r\n1,2\r3,4\n").lineEnds == [.lf, .crlf, .cr])
    #expect(try Self.finding("a,b").lineEnds == [])
  }

  @Test("a file of nothing has no dialect of its own, and is no error")
  func empty() throws {
    for file in ["", "\n\n", "\u{FEFF}"] {
      let finding = try Self.finding(file)
      #expect(finding.confidence == 0 && finding.rivals.isEmpty && finding.best.records == 0)
      #expect(finding.best.header == nil && finding.best.firstRows.isEmpty)
    }
  }
}
