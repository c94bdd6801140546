import Foundation
import Pages
import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

enum Faces {
  /// Reports of an empty past, of the day of the petition's delivery, of the present and of a difference.
  static func reports(_ connection: inout Connection) throws -> [StatusReport] {
    let rows = (0..<60).map {
      "a\($0)@example.org,\(["FR", "DE", "NO", "", "JP"][$0 % 5]),2002-10-\(10 + $0 % 9)"
    }
    try Record.sign(
      "no-impunity", "email,country,signed_at\n\(rows.joined(separator: "\n"))\n", synthetic: true,
      on: &connection)
    return try [
      Record.report("no-impunity", "1990-01-01", audience: .public, on: &connection),
      Record.report("no-impunity", "2003-01-29", audience: .public, on: &connection),
      Record.report("no-impunity", nil, on: &connection),
      Record.report("no-impunity", "2005-01-01", since: "2002-12-31", on: &connection),
    ]
  }
}

@Suite(.database(from: .record))
struct FacesTests {
  private func reports(_ connection: inout Connection) throws -> [StatusReport] {
    try Faces.reports(&connection)
  }

  @Test("a report comes back from its JSON equal")
  func roundTrip() throws {
    var connection = try Database.current.connect()
    for report in try reports(&connection) {
      let text = try report.json()
      #expect(try StatusReport(json: text) == report)
      #expect(try StatusReport(json: text).json() == text)
    }
  }

  @Test("every key that users rely on is there, with null where nothing is known")
  func keys() throws {
    var connection = try Database.current.connect()
    let keys = [
      "":
        "campaign as_of known_on since synthetic petitions agreements statute coalitions claims activities sources",
      "petitions":
        "petition kind goal signatures on_paper endorsements pending invalidated by_country unknown_country other by_day",
      "petitions.by_country": "iso3 signatures", "petitions.other": "countries signatures",
      "petitions.by_day": "day signatures",
      "agreements": "signed ratified in_force refused states",
      "agreements.states": "iso3 status not_before not_after",
      "statute": "deposited in_force signatories", "coalitions": "coalition members claimed",
      "claims": "subject predicate claimed counted agrees source",
      "activities": "date precision kind title source",
      "sources": "id title",
    ]
    for report in try reports(&connection) {
      let document = try JSONSerialization.jsonObject(with: Data(try report.json().utf8))
      for (path, names) in keys {
        for object in Self.objects(document, at: path.split(separator: ".").map(String.init)) {
          for name in names.split(separator: " ") { #expect(object[String(name)] != nil, "\(path).\(name)") }
        }
      }
    }
  }

  private static func objects(_ value: Any, at path: [String]) -> [[String: Any]] {
    if let list = value as? [Any] { return list.flatMap { objects($0, at: path) } }
    guard let object = value as? [String: Any] else { return [] }
    guard let first = path.first else { return [object] }
    return object[first].map { objects($0, at: Array(path.dropFirst())) } ?? []
  }

  @Test(
    "every number of a source stands for one in the list, every source is referred to, and they are numbered from 1"
  )
  func sources() throws {
    var connection = try Database.current.connect()
    for report in try reports(&connection) {
      let document = try JSONSerialization.jsonObject(with: Data(try report.json().utf8))
      #expect(Set(Self.numbers(document)) == Set(report.sources.map(\.id)))
      #expect(report.sources.map(\.id) == Array(1..<(report.sources.count + 1)))
      #expect(Set(report.sources.map(\.slug)).count == report.sources.count)
    }
  }

  private static func numbers(_ value: Any) -> [Int] {
    if let list = value as? [Any] { return list.flatMap(numbers) }
    guard let object = value as? [String: Any] else { return [] }
    return object.flatMap { key, value in
      key == "sources" ? (value as? [Int]) ?? numbers(value) : numbers(value)
    }
  }

  @Test("the text page is at most as wide as it may be, and plain")
  func text() throws {
    var connection = try Database.current.connect()
    for report in try reports(&connection) {
      for width in [40, 80, 120] {
        let text = TextPage.render(report.page(), width: width)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
          #expect(DisplayWidth.columns(of: String(line)) <= width, "\(line)")
        }
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
      }
    }
  }

  @Test(
    "every face says that signatures are synthetic while they are, and states the command that makes the report again"
  )
  func synthetic() throws {
    var connection = try Database.current.connect()
    let clean = try Record.report("no-impunity", "2003-01-29", audience: .public, on: &connection)
    #expect(!clean.synthetic && !TextPage.render(clean.page()).contains("synthetic"))
    let receipt = try Record.sign(
      "no-impunity", "email,signed_at\na@example.org,2002-10-01\n", synthetic: true, on: &connection)
    let report = try Record.report("no-impunity", "2003-01-29", audience: .public, on: &connection)
    #expect(report.synthetic && report.petitions.contains { $0.synthetic && $0.petition == "no-impunity" })
    #expect(report.petitions.filter(\.synthetic).count == 1)
    let faces = [
      TextPage.render(report.page()), MarkdownPage.render(report.page()), try report.json(), report.csv(),
    ]
    for face in faces { #expect(face.contains("synthetic")) }
    let command =
      "rollcall report no-impunity --as-of 2003-01-29 --known-on \(report.knownOn) --audience public --format json"
    #expect(report.command == command && faces[2...].allSatisfy { $0.contains(command) })
    _ = try ImportUndo.run(batch: try #require(receipt.batch), on: &connection)
    #expect(try Record.report("no-impunity", "2003-01-29", on: &connection).synthetic == false)
    #expect(
      try Record.report("no-impunity", "2003-01-29", knownOn: report.knownOn, on: &connection).synthetic)
  }
}

@Suite(.database(from: .small))
struct ForeignTextTests {
  @Test("no text of the record is markup, a control character or a formula in any face")
  func inert() throws {
    var connection = try Database.current.connect()
    let nasty = "<script>alert(1)</script> [x](http://evil.example) **b** `c` | d \u{1B}[31m \u{202E}rtl"
    try Record.form(
      Petition.self, "slug,campaign,title,kind,opened,sources\nnasty,none,\(nasty),letter,2002-01-01,s1\n",
      on: &connection)
    try Record.form(
      Activity.self, "on,kind,title,actor,campaign,sources\n2002-01-02,event,\(nasty),'=1+1,none,s2\n",
      on: &connection)
    let report = try Record.report("none", "2003-01-29", on: &connection)
    let (text, markdown) = (TextPage.render(report.page()), MarkdownPage.render(report.page()))
    for face in [text, markdown] {
      #expect(!face.unicodeScalars.contains("\u{1B}") && !face.unicodeScalars.contains("\u{202E}"))
      #expect(face.contains("script"))
    }
    for markup in ["<script>", "[x](", " **b**", " `c`", " | d"] {
      #expect(!markdown.contains(markup), "\(markup)")
    }
    #expect(!report.csv().contains(",=1+1") && report.csv().contains("Nobody's petition") == false)
    #expect(try StatusReport(json: report.json()) == report)
  }
}
