import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

/// A letter that 121 organizations signed, of which the record names eight.
@Suite(.database(from: .record))
struct LetterTests {
  private static let named = [
    "Amnesty International USA, United States", "Global Justice Center, United States",
    "Human Rights First, United States", "Human Rights Now, Japan",
  ]

  @Test("eight of 121 named: in the list under the letter, in every form of it, and in the report")
  func eight() throws {
    var connection = try Database.current.connect()
    let letter = try Letter.read("biden-icc-2024-05", Clocks(), on: &connection)
    #expect(letter.endorsed.count == 8 && letter.claimed?.value == "121")
    let text = LetterPrint.text.render(letter, isNumbered: true).split(separator: "\n").map(String.init)
    #expect(text.count == 9 && text[0] == "8 of 121 organizations named")
    for name in Self.named { #expect(text.contains { $0.hasSuffix(". \(name)") }, "\(text)") }
    let html = LetterPrint.html.render(letter, isNumbered: false)
    #expect(
      html.hasPrefix(
        "<p>8 of 121 organizations named</p>\n<ul>\n<li>Amnesty International USA, United States</li>"))
    #expect(LetterPrint.markdown.render(letter, isNumbered: false).contains("\n- Human Rights Now, Japan\n"))
    let report = try Record.report(on: &connection)
    let status = try #require(report.petitions.first { $0.petition == "biden-icc-2024-05" })
    #expect(status.endorsements == 8 && status.endorsementsClaimed?.value == .number(121))
    #expect(status.endorsementsInWords == "8 of 121 named")
    #expect(status.endorsementsClaimed?.sources.isEmpty == false)
    let csv = report.csv()
    #expect(csv.contains("letter,biden-icc-2024-05,2024-05-23,endorsements_claimed,121,"))
    #expect(try report.json().contains("\"endorsements_claimed\""))
    // Before anybody claimed it.
    let early = try Letter.read("biden-icc-2024-05", Clocks(asOf: Day("2024-05-22")), on: &connection)
    #expect(early.endorsed.isEmpty && early.claimed == nil)
  }

  @Test("how many are named of those who were claimed is said as it is")
  func words() {
    for (named, claimed, qualifier, expected) in [
      (8, nil, nil, "8"), (8, "121", nil, "8 of 121 named"), (8, "8", nil, "8"),
      (3, "1000", "more than", "3 of more than 1,000 named"), (9, "8", nil, "9 named, 8 claimed"),
      (1200, "2500", nil, "1,200 of 2,500 named"), (0, "76", nil, "0 of 76 named"),
    ] as [(Int, String?, String?, String)] {
      #expect(NamedOfClaimed.words(named, of: claimed, qualifier: qualifier) == expected)
    }
  }

  @Test("a list under a letter has its order, leaves out who withdrew, and no name in it can be markup")
  func printed() throws {
    func given(_ name: String, _ position: Int?, _ authority: String? = nil) -> LetterEndorsement {
      LetterEndorsement(
        organization: .init(
          slug: name.lowercased(), name: name, kind: nil, country: "FRA", countryName: "France", website: nil),
        on: "2024", withdrawn: nil, authority: authority, withdrawnAuthority: nil, position: position,
        note: nil, sources: nil, holds: true)
    }
    let all = LetterEndorsement.sorted([
      given("Zeta", nil), given("<b>\u{338}Éta & 'Co'", nil, "J. *Roe*, \u{202E}Chair"), given("Xi", 2),
      given("Chi", 1),
    ])
    var letter = Letter(
      petition: "l", title: "L", addressee: nil,
      known: AsKnown(asOf: Day(number: 20_000), knownOn: Instant(microseconds: 0)), endorsed: all,
      withdrawn: [],
      claimed: nil, leftOut: 0)
    #expect(
      LetterPrint.text.render(letter, isNumbered: true) == """
        4 organizations

        1. Chi, France
        2. Xi, France
        3. <b>\u{338}Éta & 'Co', France; J. *Roe*, \\u{202E}Chair
        4. Zeta, France

        """)
    let html = LetterPrint.html.render(letter, isNumbered: true)
    #expect(
      html.contains("<li>&lt;b&gt;\u{338}Éta &amp; &#39;Co&#39;, France; J. *Roe*, \\u{202E}Chair</li>"),
      "\(html)")
    #expect(html.hasSuffix("</ol>\n"))
    #expect(LetterPrint.markdown.render(letter, isNumbered: true).contains("J. \\*Roe\\*"))
    letter.endorsed = [all[0]]
    #expect(LetterPrint.text.render(letter, isNumbered: false) == "1 organization\n\nChi, France\n")
    letter.claimed = ClaimedFigure(value: "0", qualifier: nil, on: nil, sources: [])
    #expect(LetterPrint.heading(letter) == "Organizations: 1 named, 0 claimed")
    letter.endorsed = []
    #expect(LetterPrint.markdown.render(letter, isNumbered: false) == "0 organizations\n")
  }
}
