import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database(from: .rules))
struct PositionTests {
  private static let text = """
    actor_kind,actor,office,about_kind,about,stance,role,since,standing,sources
    organization,Alliance,,bill,Bill 7,for,,2015-02-01,,s1
    organization,a,,bill,Bill 7,undecided,,2014,,s1
    organization,a,,organization,Bund,against,,2013-05-01,,s1
    organization,a,,campaign,k,for,,2016-01-01,,s1
    legislator,Zoe Example,Deputy,bill,Bill 7,for,sponsor,2015-03-01,,s1
    legislator,Abel Example,Deputy,bill,Bill 7,for,cosponsor,2015-03-01,,s1
    legislator,Abel Example,Deputy,organization,b,not_stated,,,,s1
    official,Carla Example,Minister,bill,Bill 7,against,,2015-03-01,,s1
    state,Kenya,,bill,Bill 7,abstained,,..2015-03-01,,s1
    state,KEN,,bill,Bill 7,for,,2015-04-01,other,s1

    """

  private func read(_ day: String?, _ connection: inout Connection) throws -> PositionsHeld {
    try Forms.load(HeldPosition.self, Self.text, on: &connection)
    return try PositionsHeld.read(Clocks(asOf: day.flatMap { Day($0) }), on: &connection)
  }

  private func names(_ stands: [PositionsHeld.Stand]) -> [String] {
    stands.map { stand in
      let cells = ["actor", "stance", "role"].compactMap { stand.row[HeldPosition.form, $0] }
      return cells.joined(separator: " ")
    }
  }

  @Test("who is for stands first, sponsors before others, each by the newest position of the day")
  func stands() throws {
    var connection = try Database.current.connect()
    let held = try read("2026-01-01", &connection)
    #expect(
      names(held.stands(on: "Bill 7")) == [
        "Zoe Example for sponsor", "Abel Example for cosponsor", "a for", "Carla Example against",
        "KEN abstained",
      ])
    let early = try PositionsHeld.read(Clocks(asOf: Day("2015-01-31")), on: &connection)
    #expect(names(early.stands(on: "Bill 7")) == ["a undecided"])
    #expect(held.stands(on: "Bill 8").isEmpty)
  }

  @Test("beside each stands what other sources say, and what the actor held before, on other things too")
  func before() throws {
    var connection = try Database.current.connect()
    let stands = try read(nil, &connection).stands(on: "Bill 7")
    func said(_ actor: String) -> [String] {
      let stand = stands.first { $0.row[HeldPosition.form, "actor"] == actor }
      return stand?.before.map { row in
        ["about", "stance"].compactMap { row[HeldPosition.form, $0] }.joined(separator: " ")
      } ?? ["nobody"]
    }
    #expect(said("a") == ["Bill 7 undecided", "b against"])
    #expect(said("Abel Example") == ["b not_stated"])
    #expect(said("Zoe Example") == [])
    let kenya = try #require(stands.first { $0.row[HeldPosition.form, "actor"] == "KEN" })
    #expect(kenya.contradictions.count == 1 && kenya.before.isEmpty)
  }

  @Test("a bill and a person on record are the same in other letters")
  func letters() throws {
    var connection = try Database.current.connect()
    _ = try read(nil, &connection)
    let row = FormRow(
      HeldPosition.form,
      [
        "actor_kind": "legislator", "actor": "ZOE EXAMPLE", "office": "Deputy", "about_kind": "bill",
        "about": "bill 7", "stance": "against", "since": "2015-05-01", "sources": "s1",
      ])
    try FormEntry.add(HeldPosition.self, row, on: &connection)
    let held = try PositionsHeld.read(Clocks(), on: &connection)
    #expect(held.names("about") == ["Bill 7", "b", "k"] && !held.names("actor").contains("ZOE EXAMPLE"))
    #expect(names(held.stands(on: "Bill 7")).contains("Zoe Example against"))
  }

  @Test("a name on record is found in other letters and by its other names, an unknown one with the nearest")
  func resolved() throws {
    var connection = try Database.current.connect()
    let held = try read(nil, &connection)
    #expect(try held.name("bill 7", "about", on: &connection) == "Bill 7")
    #expect(try held.name("BUND", "about", on: &connection) == "b")
    #expect(try held.name("Republic of Kenya", "actor", on: &connection) == "KEN")
    let unknown = #expect(throws: RollError.self) { try held.name("Bil 7", "about", on: &connection) }
    #expect(unknown?.kind == .data && unknown?.hint == "Did you mean ‘Bill 7’?")
  }

  @Test("export, import into an empty database and export again give the same bytes")
  func inverse() throws {
    var connection = try Database.current.connect()
    _ = try read(nil, &connection)
    let exported = try Forms.export(HeldPosition.self, on: &connection)
    #expect(
      exported.contains("organization,a,,,organization,b,against") && exported.contains("state,KEN,,,bill"))
    var other = try Cluster.shared.connectToCopy(of: .rules)
    #expect(try Forms.load(HeldPosition.self, exported, on: &other.connection).new == 10)
    #expect(try Forms.export(HeldPosition.self, on: &other.connection) == exported)
  }
}
