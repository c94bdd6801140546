import CSV
import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Files of facts come as files of signatures do: packed, encoded, separated in other ways.
@Suite(.database(from: .seeded))
struct FormFileTests {
  @Test("every noun's export, with semicolons, packed or in another encoding, is the same record again")
  func everyNoun() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    for noun in Nouns.all {
      let text = try Forms.export(noun, on: &connection)
      var reader = CSVReader(CSVSource(bytes: Array(text.utf8), name: "export"))
      var writer = CSVWriter<Never>(dialect: try CSVDialect(delimiter: UInt8(ascii: ";")))
      while try reader.nextRecord() { writer.record(reader.strings()) }
      let semicolons = String(decoding: writer.bytes(), as: UTF8.self)
      let rows = text.split(separator: "\n").count - 1
      for (name, content, change) in [
        ("plain.csv", text, { _ in }), ("semicolons.csv", semicolons, { _ in }),
        ("told.csv", semicolons, { $0.dialect.delimiter = UInt8(ascii: ";") }),
        ("mark.csv", "\u{FEFF}" + text, { $0.encoding = "utf-8" }),
      ] as [(String, String, (inout ImportOptions) -> Void)] {
        var options = ImportOptions()
        options.isDryRun = true
        change(&options)
        let path = try folder.write(content, to: "\(noun.form.noun)-\(name)")
        let receipt = try FormImport.run(noun, path, options: options, on: &connection)
        #expect(receipt.rejected == 0 && receipt.new == 0, "\(noun.form.noun) \(name)")
        #expect(receipt.alreadyHeld >= rows && receipt.batch == nil, "\(noun.form.noun) \(name)")
      }
    }
  }

  @Test("a packed file in an older encoding is read as it is told, and its receipt says so")
  func encoded() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let latin = Array("slug;title\nz-une;Soci".utf8) + [0xE9] + Array("t\n".utf8)
    let path = try folder.write(latin, to: "a.csv")
    var options = ImportOptions()
    options.encoding = "windows-1252"
    let receipt = try FormImport.run(Source.self, path, options: options, on: &connection)
    #expect((receipt.new, receipt.dialect.encoding, receipt.dialect.delimiter) == (1, "windows-1252", ";"))
    #expect(
      try connection.value("SELECT title FROM source WHERE slug = 'z-une'", as: String.self) == "Sociét")
  }

  @Test("thousands of refused rows come back as they stood, in their order, once each")
  func rejects() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let rows = (1...3000).map {
      "\($0 % 3 == 0 ? "KEN" : "Nowhere \($0)"),USA,proposed,,\"note\n\($0)\",s\($0); t"
    }
    let path = try folder.write(
      "state,partner,event,on,note,sources\n" + rows.joined(separator: "\n") + "\n", to: "a.csv")
    let receipt = try FormImport.run(Agreement.self, path, options: ImportOptions(), on: &connection)
    #expect((receipt.rows, receipt.rejected, receipt.new) == (3000, 3000, 0))
    let name = URL(fileURLWithPath: try #require(receipt.rejectsFile)).lastPathComponent
    var reader = CSVReader(CSVSource(bytes: Array(try folder.text(name).utf8), name: name))
    var lines: [Int] = []
    _ = try reader.readHeader()
    while try reader.nextRecord() {
      let cells = reader.strings()
      lines.append(Int(cells[6]) ?? 0)
      #expect(cells[4] == "note\n\(lines.count)")
      #expect(cells[8].contains("unknown"))
    }
    #expect(lines == (0..<3000).map { 2 + 2 * $0 })
  }
}
