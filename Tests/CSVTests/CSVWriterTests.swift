import CSV
import Testing

@Suite struct CSVWriterTests {
  static func randomFields(_ random: inout Seeded, _ count: Int) -> [String] {
    let pieces = [
      "a", ",", "\"", "\n", "\r", "é", "👩‍👧", ";", "\t", " ", "\\", "\u{FEFF}", "'", "=", "مرحبا", "\"\"", "#",
    ]
    return (0..<count).map { _ in
      (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
    }
  }

  @Test("what is written is read back, field for field, in every dialect and line end", arguments: 0..<10)
  func roundTrip(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let dialects = [.comma] + DialectOracleTests.all.filter { $0.quote != nil }
    for number in 0..<100 {
      let columns = Int.random(in: 1...4, using: &random)
      let records = (0..<5).map { _ in Self.randomFields(&random, columns) }
      let dialect = dialects[number % dialects.count]
      let hasMark = number % 3 == 0
      var writer = CSVWriter(dialect: dialect, lineEnd: number % 2 == 0 ? .lf : .crlf, byteOrderMark: hasMark)
      for record in records { writer.record(record) }
      let file = writer.bytes()
      var reader = CSVReader(CSVSource(bytes: file), dialect: dialect, blockBytes: 1 + number)
      let back = try reader.events().map(\.text)
      #expect(back.map { $0.map { Array($0.utf8) } } == records.map { $0.map { Array($0.utf8) } })
      #expect(reader.hasByteOrderMark == hasMark)
    }
  }

  @Test("only what must be quoted is quoted, and a record of one empty field is no blank line")
  func quoting() {
    var writer = CSVWriter(lineEnd: .crlf)
    writer.record(["a b", "c,d", "e\"f", "", "g\nh", "'x", ";"])
    writer.record([""])
    writer.record([])
    writer.record(["", ""])
    let file = writer.bytes()
    #expect(String(decoding: file, as: UTF8.self) == "a b,\"c,d\",\"e\"\"f\",,\"g\nh\",'x,;\r\n\"\"\r\n,\r\n")
  }

  @Test("a sink gets all bytes, in blocks, whatever the block's size", arguments: [1, 10, 1 << 16])
  func sink(block: Int) throws {
    var random = Seeded(state: 3)
    let records = (0..<200).map { _ in Self.randomFields(&random, 3) }
    var memory = CSVWriter()
    var got: [UInt8] = []
    var writer = CSVWriter(blockBytes: block, sink: { got += $0 })
    for record in records {
      memory.record(record)
      writer.record(record)
    }
    writer.finish()
    let whole = memory.bytes()
    #expect(got == whole)
  }

  struct Full: Error {}

  @Test("what the sink throws reaches the caller")
  func failingSink() {
    var writer = CSVWriter(blockBytes: 4, sink: { (_) throws(Full) in throw Full() })
    #expect(throws: Full.self) { try writer.record(["abc", "def"]) }
  }

  @Test("formula protection is undone exactly, for all cells up to 6 bytes of the alphabet")
  func formulas() {
    let alphabet = ["'", "=", "-", "\t", "\r", "a"]
    var cells = [""]
    for _ in 0..<6 {
      cells = cells.flatMap { cell in [cell] + (cell.isEmpty ? alphabet : alphabet.map { cell + $0 }) }
      cells = Array(Set(cells))
    }
    #expect(cells.count > 50_000)
    for cell in cells where CSVFormula.unprotect(CSVFormula.protect(cell)) != cell { Issue.record("\(cell)") }
    for cell in cells {
      let first = CSVFormula.protect(cell).utf8.first
      if let first, "=-\t\r".utf8.contains(first) { Issue.record("\(cell) is live") }
    }
  }

  @Test("only a live cell is touched")
  func formulaExamples() {
    for start in ["=", "+", "-", "@", "\t", "\r", "'=", "''-"] {
      #expect(CSVFormula.protect(start + "1") == "'" + start + "1")
      #expect(CSVFormula.unprotect("'" + start + "1") == start + "1")
    }
    for still in ["", "a=1", "'", "'a", " =1", "O'Name", "1-2"] {
      #expect(CSVFormula.protect(still) == still)
      #expect(CSVFormula.unprotect(still) == still)
    }
    #expect(CSVFormula.unprotect("=1") == "=1")
  }
}
