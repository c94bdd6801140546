import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// What is claimed beside what is named.
@Suite(.database(from: .alliances))
struct CoalitionSizeTests {
  private func prepare(_ connection: inout Connection) throws {
    try Forms.load(
      Membership.self,
      """
      coalition,member,relation,from,until,sources
      a,b,member,1998,,s1
      a,c,affiliate,2000,2003-06-30,s1
      a,d,host,2000,,s1
      a,e,member,2010,,s1
      a,f,member,,,s1
      b,g,member,2000,,s1

      """, on: &connection)
    try Forms.load(
      Claim.self,
      """
      subject,predicate,value,qualifier,as_of,measure,measured,list,sources
      A,size,2,,2001,coalition.members,a,complete,s1
      A,size,40,more than,2001,coalition.members,a,incomplete,s2
      A,size,1,at least,2004,coalition.members,a,complete,s1
      A,size,2,more than,2012,coalition.members,a,complete,s1; s2
      A,size,9,,,coalition.members,a,complete,s1
      B,size,5,,2001,coalition.members,b,complete,s1

      """, on: &connection)
  }

  @Test("each claim stands beside the members named for its own day, and agrees as its words say")
  func sizes() throws {
    var connection = try Database.current.connect()
    try prepare(&connection)
    let all = try CoalitionMembers.sizes(of: "alliance", Clocks(), on: &connection)
    let told = all.map {
      "\($0.claimed.on?.description ?? "-") \($0.claimed.value) \($0.named) \($0.agrees.map { "\($0)" } ?? "open")"
    }
    #expect(
      told == ["2001 2 2 true", "2001 40 2 open", "2004 1 1 true", "2012 2 2 false", "- 9 3 false"])
    let early = try CoalitionMembers.sizes(of: "a", Clocks(asOf: Day("2004-12-30")), on: &connection)
    #expect(early.map(\.claimed.value) == ["2", "40"])
    #expect(all[3].claimed.sources == ["s1", "s2"])
  }

  @Test("a tree has the newest claim by its day, of one day the greatest, and counts members and affiliates")
  func newest() throws {
    var connection = try Database.current.connect()
    try prepare(&connection)
    for (day, named, claimed) in [
      ("1999-01-01", 1, nil), ("2001-12-31", 2, "40"), ("2003-06-30", 1, "40"), ("2009-01-01", 1, "1"),
      ("2015-01-01", 2, "2"), (nil, 3, "2"),
    ] as [(String?, Int, String?)] {
      let tree = try CoalitionTree.read("a", Clocks(asOf: day.flatMap { Day($0) }), on: &connection)
      let root = try #require(tree.roots.first)
      #expect(root.named == named && root.claimed?.value == claimed, "\(day ?? "now")")
    }
    let root = try #require(try CoalitionTree.read("a", Clocks(), on: &connection).roots.first)
    #expect(
      root.members.map { "\($0.organization) \($0.term?.relation ?? "")" } == [
        "b member", "e member", "f member", "d host",
      ])
    #expect(root.members.first?.members.map(\.organization) == ["g"])
  }
}
