import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

/// Names, places and comments are kept as they were written, whatever script they are in.
@Suite(.database(from: .petitions))
struct KeptTextTests {
  private static let pieces = [
    "محمد", "שלום", "Ελένη", "Владимир", "ნინო", "नमस्ते", "ನಾಗರಾಜ", "ไทย", "李雷", "김철수", "たろう", "Nguyễn",
    "e\u{301}", "é", "Åse",
    "A\u{30A}se", "D'Arcy", "O’Neill", "Łódź", "ı", "İ", "ß", "ﬁ", "👩🏽‍🚀", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "\u{200F}", "\u{202E}x\u{202C}",
    "\u{200D}", "\u{A0}", "\u{3000}",
    " ", "  ", ",", "\"", "\"\"", "\n", "\r\n", ";", "=1+1", "'=x", "''@", "-", "+", "\\N", "NULL", "\\x",
    "\u{FFFD}", "\u{1F}", "\t",
    "\u{10FFFF}", String(repeating: "ab", count: 150), String(repeating: "字", count: 300),
  ]

  @Test(
    "any name comes back from the database byte for byte, and from an export of an import of an export",
    arguments: 1...3)
  func roundTrip(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    var names: [String] = []
    for place in 0..<200 {
      // Each piece by itself first, then mixtures; none blank, since a row must state something.
      let text =
        place < Self.pieces.count
        ? Self.pieces[place]
        : (0..<(1 + random.below(6))).map { _ in Self.pieces[random.below(Self.pieces.count)] }.joined()
      names.append(text)
    }
    let fields = [
      "given_name", "family_name", "full_name", "organization", "street", "city", "region", "comment",
    ]
    let lines = names.enumerated().map { place, name in
      let cell = "\"" + name.replacing("\"", with: "\"\"") + "\""
      return "a\(place)@example.org," + Array(repeating: cell, count: fields.count).joined(separator: ",")
    }
    let text = "email," + fields.joined(separator: ",") + "\n" + lines.joined(separator: "\n") + "\n"
    let receipt = try Signing.load(text, into: "p1", on: &connection)
    #expect(receipt.new == names.count && receipt.rejected == 0)
    for field in fields {
      let kept = try connection.values(
        "SELECT coalesce(\(identifier: field), '') FROM signature ORDER BY line", as: String.self)
      for (kept, name) in zip(kept, names) { #expect(Array(kept.utf8) == Array(name.utf8), "\(field)") }
    }
    let export = try Signing.export("p1", on: &connection)
    let again = try Signing.load(export, into: "p2", on: &connection)
    #expect(again.new == names.count && again.rejected == 0)
    #expect(Array(try Signing.export("p2", on: &connection).utf8) == Array(export.utf8))
  }

  @Test("a row with a name and a bad address is refused, never taken for one without an address")
  func badAddress() throws {
    var connection = try Database.current.connect()
    let bad = ["x", "a@b", "a@b.org c@d.org", "a@b.org.", "\u{200B}x\u{200B}", "?", "-", "n/a"]
    let text = "email,full_name\n" + bad.map { "\"\($0)\",Ann\n" }.joined() + ",Bo\n \u{200B},Cy\n"
    let (receipt, rejections) = try Signing.tryLoad(text, into: "p1", on: &connection)
    #expect(receipt.rejected == bad.count && receipt.new == 2 && receipt.weak == 2)
    #expect(
      rejections.allSatisfy {
        $0.reason.hasPrefix("column 1 (email): ") && $0.reason.contains("is not an e-mail address: ")
      })
  }

  @Test("an address that a spreadsheet would run is the same person again when an export is imported")
  func protected() throws {
    var connection = try Database.current.connect()
    let text =
      "email,full_name\n+x@example.org,Ann\n=y@example.org,Bo\n'+z@example.org,Cy\n-w@example.org,Di\n"
    let receipt = try Signing.load(text, into: "p1", on: &connection)
    #expect(receipt.new == 4)
    let again = try Signing.load(try Signing.export("p1", on: &connection), into: "p1", on: &connection)
    #expect(again.alreadyHeld == 4 && again.new == 0)
  }

  @Test("the receipt counts what was done to addresses, and what people wrote is kept")
  func mendings() throws {
    var connection = try Database.current.connect()
    let text = """
      email,city
       a@example.org,Oslo
      A@example.org,Oslo
      a.b+c@gmail.com,Oslo
      Mailto:D@Example.org,Oslo
      plain@example.org,Oslo
      bad,Oslo

      """
    let receipt = try Signing.load(text, into: "p1", on: &connection)
    #expect(receipt.addresses == AddressMendings(trimmed: 2, folded: 2, shortened: 1))
    #expect(receipt.new == 4 && receipt.duplicate == 1)
    #expect(try Signing.export("p1", on: &connection).contains("Mailto:D@Example.org,"))
  }
}
