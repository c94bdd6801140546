import CSV
import Testing

@Suite struct CSVReaderTests {
  func text(_ events: [Event]) -> [[String]] { events.map(\.text) }

  @Test(
    "record, line and byte are exact across blank lines, quoted line ends and CRLF, byte order mark included")
  func positions() throws {
    let file = Array("\u{FEFF}a,b\r\n\r\n1,\"x\r\ny\"\r\n\n2,é\r3,z".utf8)
    let found = try events(file, block: 1).map(\.place.0)
    #expect(
      found == [
        CSVPosition(record: 1, line: 1, byteOffset: 3), CSVPosition(record: 2, line: 3, byteOffset: 10),
        CSVPosition(record: 3, line: 6, byteOffset: 21), CSVPosition(record: 4, line: 7, byteOffset: 26),
      ])
  }

  @Test("a UTF-8 byte order mark belongs to no field and is told of", arguments: [true, false], [1, 64])
  func byteOrderMark(isThere: Bool, block: Int) throws {
    let file = (isThere ? [0xEF, 0xBB, 0xBF] : []) + Array("\"a\",b\n".utf8)
    var reader = CSVReader(CSVSource(bytes: file), blockBytes: block)
    #expect(try reader.next() == .record)
    #expect(reader.strings() == ["a", "b"])
    #expect(reader.hasByteOrderMark == isThere)
  }

  @Test(
    "another encoding's byte order mark is an error that names it, at every call",
    arguments: [
      ([0xFF, 0xFE, 0x61, 0], "UTF-16"), ([0xFE, 0xFF, 0, 0x61], "UTF-16"), ([0xFF, 0xFE], "UTF-16"),
      ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0, 0, 0xFE, 0xFF], "UTF-32"),
    ] as [([UInt8], String)], [1, 64])
  func otherEncodings(file: ([UInt8], String), block: Int) {
    var reader = CSVReader(CSVSource(bytes: file.0, name: "x.csv"), blockBytes: block)
    for _ in 0..<2 {
      let error = #expect(throws: CSVError.self) { try reader.next() }
      #expect(error?.kind == .wrongEncoding(file.1))
    }
  }

  @Test("a record with a NUL or a byte that is not UTF-8 is refused alone, its neighbours kept")
  func neighbours() throws {
    for (bad, reason) in [([0], "a NUL byte"), ([0xC3], "bytes that are not UTF-8 text")]
      as [([UInt8], String)]
    {
      let file = Array("a,b\n1,é\n2,\"x\n".utf8) + bad + Array("\"\n3,é\n".utf8)
      let found = try events(file)
      #expect(text(found) == [["a", "b"], ["1", "é"], ["refused: " + reason], ["3", "é"]])
      guard case .refused(let refusal) = found[2] else { continue }
      #expect(refusal.bytes == Array("2,\"x\n".utf8) + bad + Array("\"".utf8))
      #expect(refusal.faultOffset == 14 && refusal.column == 2)
      #expect(refusal.position == CSVPosition(record: 3, line: 3, byteOffset: 9))
    }
  }

  @Test(
    "a broken header is an error with its place, and sets no field count"
  )
  func brokenHeader() throws {
    var reader = CSVReader(CSVSource(bytes: Array("a,\"b\"c,d\n1,2\n".utf8), name: "x.csv"))
    let error = #expect(throws: CSVError.self) { try reader.readHeader() }
    #expect(error?.description == "x.csv:1: column 2: text after a closing quote (byte 5)")
    #expect(reader.expectedFieldCount == nil)
  }

  @Test(
    "an unclosed quote costs its own line only, at the end and in the middle of a long file",
    arguments: [0, 1])
  func unclosed(place: Int) throws {
    let row = Array("person@example.org,Given,Family,FRA,2003-01-29,no quotes in here\n".utf8)
    let broken = Array("person@example.org,Given,\"Family,FRA,2003-01-29,opened\n".utf8)
    var block: [UInt8] = []
    for _ in 0..<1000 { block += row }
    let blocks = 50_000_000 / block.count
    var file: [UInt8] = []
    file.reserveCapacity(51_000_000)
    for number in 0..<blocks {
      if number == (place == 0 ? blocks / 2 : blocks - 1) { file += broken }
      file += block
    }
    var reader = CSVReader(CSVSource(bytes: file))
    var records = 0
    var refusals: [CSVRefusal] = []
    loop: while true {
      switch try reader.next() {
      case .record: records += 1
      case .refused(let refusal): refusals.append(refusal)
      case .end: break loop
      }
    }
    #expect(records == blocks * 1000)
    let before = place == 0 ? blocks / 2 : blocks - 1
    let start = before * block.count
    #expect(
      refusals == [
        CSVRefusal(
          .unclosedQuote(limit: place == 0 ? 1 << 20 : nil),
          at: CSVPosition(record: before * 1000 + 1, line: before * 1000 + 1, byteOffset: start), column: 3,
          faultOffset: start + 25, bytes: broken.dropLast())
      ])
    #expect(reader.bytesRead == file.count)
    #expect(reader.bufferBytes < (1 << 20) + (1 << 16) + 100)
  }

  @Test("a line of any length needs no more memory than the longest record allowed, and the next is read")
  func memory() throws {
    var pulled = 0
    let source = CSVSource(name: "long") { (_) throws(CSVError) -> [UInt8] in
      pulled += 1
      if pulled <= 200 { return [UInt8](repeating: UInt8(ascii: "x"), count: 60_000) }
      return pulled == 201 ? Array("\ngood\n".utf8) : []
    }
    var reader = CSVReader(source, maximumRecordBytes: 100_000)
    guard case .refused(let refusal) = try reader.next() else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.kind == .tooLong(limit: 100_000))
    #expect(refusal.bytes.count == 100_000 && refusal.omittedBytes == 11_900_000)
    #expect(try reader.next() == .record)
    #expect(reader.strings() == ["good"])
    #expect(reader.position == CSVPosition(record: 2, line: 2, byteOffset: 12_000_001))
    #expect(reader.bufferBytes <= 100_000 + 1 + 65_536 + 64)
  }

  @Test("lines to skip are not looked at, but count", arguments: ["\n", "\r\n", "\r"], [1, 2, 64])
  func skipping(lineEnd: String, block: Int) throws {
    let file = ["sep=;", "\"broken", "a,b", "1,2"].map { $0 + lineEnd }.joined()
    for bom in [0, 3] {
      let bytes = [UInt8]([0xEF, 0xBB, 0xBF].prefix(bom)) + Array(file.utf8)
      var reader = CSVReader(CSVSource(bytes: bytes), skippingLines: 2, blockBytes: block)
      let found = try reader.events()
      #expect(text(found) == [["a", "b"], ["1", "2"]])
      let offset = bom + 5 + 7 + 2 * lineEnd.utf8.count
      #expect(found.first?.place.0 == CSVPosition(record: 1, line: 3, byteOffset: offset))
    }
    var none = CSVReader(CSVSource(bytes: Array(file.utf8)), skippingLines: 9, blockBytes: block)
    #expect(try none.next() == .end)
  }

  @Test("where no refusal is allowed, it is an error with place, column name and byte, and reading can go on")
  func strict() throws {
    var reader = CSVReader(CSVSource(bytes: Array("id,name\n1,x\"\n2,y\n".utf8), name: "signatures.csv"))
    let header = try reader.readHeader()
    let error = #expect(throws: CSVError.self) { try reader.nextRecord(header: header) }
    #expect(
      error?.description == "signatures.csv:2: column 2 (name): quote inside an unquoted field (byte 11)")
    #expect(try reader.nextRecord(header: header))
    #expect(reader.strings() == ["2", "y"])
    #expect(try reader.nextRecord() == false)
    #expect(try reader.next() == .end && reader.fieldCount == 0)
  }

  @Test("each dialect separates, quotes and escapes in its own way")
  func dialects() throws {
    let backslash = try CSVDialect(escape: UInt8(ascii: "\\"))
    #expect(text(try events(Array("a;\"b;c\"\n".utf8), .semicolon)) == [["a", "b;c"]])
    #expect(text(try events(Array("a\t\"b\tc\"\n".utf8), .tab)) == [["a", "b\tc"]])
    #expect(
      text(try events(Array("\"a\\\"b\\\\\",\"c\\n\"\"\",\\\n".utf8), backslash)) == [
        ["a\"b\\", "c\\n\"", "\\"]
      ])
    #expect(text(try events(Array("\"a,b\"c\n".utf8), try CSVDialect(quote: nil))) == [["\"a", "b\"c"]])
  }

  @Test("a dialect that could not be told apart is refused")
  func impossibleDialects() {
    for bytes in [(44, 44, nil), (10, 34, nil), (0, 34, nil), (200, 34, nil), (44, 34, 34)]
      as [(UInt8, UInt8, UInt8?)]
    {
      #expect(throws: CSVError.self) { try CSVDialect(delimiter: bytes.0, quote: bytes.1, escape: bytes.2) }
    }
  }
}
