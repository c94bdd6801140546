import EmbeddedFiles
import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Laws over every name of the tables.
@Suite(.database(from: .migrated))
struct CountryNameTests {
  /// Ways to write a name that must not matter.
  private static func variants(_ name: String) -> [String] {
    let hidden = name.map { String($0) }.joined(separator: "\u{200B}")
    return [
      name, " \(name)\t", name.decomposedStringWithCanonicalMapping,
      name.precomposedStringWithCompatibilityMapping,
      name.uppercased(), name.lowercased(), name.replacing(" ", with: "\u{A0}"),
      name.replacing(" ", with: "  "),
      name.replacing("’", with: "'"), name.replacing("'", with: "`"), name.replacing("'", with: "´"), hidden,
      "\u{FEFF}\(name)\u{200E}", name.replacing("-", with: " "), name.replacing("-", with: "‑"),
    ]
  }

  @Test("every name of every language finds its country however it is typed, or is listed as ambiguous")
  func everyName() throws {
    var connection = try Database.current.connect()
    let index = try CountryIndex(from: &connection)
    #expect(CountryNames.written.count > 10_000)
    for (name, iso3) in CountryNames.written {
      let key = CountryKey(name).bytes
      let decision = CountryNames.decisions[key]
      #expect(
        decision.map { $0.candidates.contains(iso3) } ?? true, "\(name) is decided upon without \(iso3)")
      for text in Set(Self.variants(name)) {
        let found = index.read(text).iso3
        // In capitals, Vietnamese Nga is the code of Nigeria; that it is doubtful is on the list.
        let isListed = decision != nil && (found == nil || decision?.candidates.contains(found ?? "") == true)
        if found != iso3, !isListed {
          Issue.record("‘\(text)’ (\(name)) is \(found ?? "unknown"), not \(iso3)")
        }
      }
    }
  }

  @Test("Latin names find their country without accents too")
  func withoutAccents() throws {
    var connection = try Database.current.connect()
    let index = try CountryIndex(from: &connection)
    var checked = 0
    for (name, iso3) in CountryNames.written {
      let plain = name.folding(options: .diacriticInsensitive, locale: nil)
      guard plain != name, plain.unicodeScalars.allSatisfy(\.isASCII) else { continue }
      checked += 1
      guard CountryNames.decisions[CountryKey(name).bytes] == nil else { continue }
      #expect(index.read(plain).iso3 == iso3, "\(plain) for \(name)")
    }
    #expect(checked > 500)
  }

  @Test(
    "a name of two countries, or one that reads as the code of another, has a line in the list of decisions")
  func ambiguity() throws {
    var connection = try Database.current.connect()
    var names: [[UInt8]: Set<String>] = [:]
    for (name, iso3) in CountryNames.written {
      let key = CountryKey(name).bytes
      #expect(!key.isEmpty, "\(name) has no key")
      names[key, default: []].insert(iso3)
    }
    let held = try connection.run(
      "SELECT alias, iso3 FROM country_alias UNION SELECT name, iso3 FROM country"
    ).map { (row) throws(PostgresError) in try row.columns((String, String).self) }
    for (name, iso3) in held { names[CountryKey(name).bytes, default: []].insert(iso3) }
    for (key, countries) in names where CountryNames.decisions[key] == nil {
      let name = String(decoding: key, as: UTF8.self)
      #expect(countries.count == 1, "‘\(name)’ could be \(countries.sorted()) and is not decided upon")
      let code = CountryNames.codes[name.uppercased()]
      #expect(code == nil || countries == [code ?? ""], "‘\(name)’ is also the code of \(code ?? "")")
    }
  }

  @Test("a decision names countries there are, each name once, and says why")
  func decisions() throws {
    let file = try #require(EmbeddedFile.countries.first { $0.name == "ambiguous" })
    var seen: Set<[UInt8]> = []
    for line in file.text.split(separator: "\n") where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(cells.count == 4 && !cells[3].isEmpty, "\(line)")
      let candidates = cells[2].split(separator: " ").map(String.init)
      #expect(cells[1] == "unknown" || candidates.contains(cells[1]), "\(line)")
      for code in candidates { #expect(CountryNames.codes[code] == code, "\(line)") }
      for name in cells[0].split(separator: "|") {
        #expect(seen.insert(CountryKey(String(name)).bytes).inserted, "\(name) stands twice")
      }
    }
    #expect(CountryNames.decisions.count == seen.count && seen.count > 100)
  }

  @Test("everyday names in eleven languages find their country, and those of several none")
  func everyday() throws {
    var connection = try Database.current.connect()
    let index = try CountryIndex(from: &connection)
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    let list = try String(contentsOfFile: path + "/Platforms/everyday-countries.txt", encoding: .utf8)
    var checked = 0
    for line in list.split(separator: "\n") where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t").map(String.init)
      try #require(cells.count == 2, "\(line)")
      for name in cells[1].split(separator: "|").map(String.init) {
        checked += 1
        #expect(index.read(name).iso3 ?? "-" == cells[0], "\(name)")
      }
    }
    #expect(checked > 2000)
  }

  @Test("the table has the database's countries with their codes, and names in all its languages")
  func sameCountries() throws {
    var connection = try Database.current.connect()
    let held = try connection.run("SELECT iso3, iso2 FROM country")
      .map { (row) throws(PostgresError) in try row.columns((String, String).self) }
    for (iso3, iso2) in held {
      #expect(CountryNames.codes[iso3] == iso3 && CountryNames.codes[iso2] == iso3, "\(iso3)")
    }
    // Two codes for each, and a number for each but Kosovo.
    #expect(CountryNames.codes.count == held.count * 3 - 1)
    #expect(Set(CountryNames.written.map(\.iso3)) == Set(held.map(\.0)))
  }
}
