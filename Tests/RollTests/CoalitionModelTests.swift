import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Random joins and leaves, as of every day, against the model.
@Suite(.database(from: .alliances))
struct CoalitionModelTests {
  private static let first = 12_000
  private static let span = 36
  private static let organizations = ["a", "b", "c", "d", "e", "f", "g"]

  private static var days: [Day] {
    [Day(number: first - 9000)] + (first - 2..<first + span + 12).map { Day(number: $0) }
      + [Day(number: first + 90_000)]
  }

  /// A day, bounds, an open bound, or nothing.
  private func written(_ random: inout SplitMix64) -> String? {
    let day = Day(number: Self.first + random.below(Self.span))
    let later = Day(number: day.number + random.below(8))
    return ["\(day)", "\(day)", "\(day)", "..\(day)", "\(day)..", "\(day)..\(later)", nil][random.below(7)]
  }

  private func term(_ random: inout SplitMix64) -> CoalitionModel.Term {
    let relations = ["member", "member", "affiliate", "affiliate", "partner", "host"]
    return .init(
      coalition: Self.organizations[random.below(5)], member: Self.organizations[random.below(7)],
      relation: relations[random.below(6)], from: written(&random),
      until: random.below(3) > 0 ? nil : written(&random))
  }

  /// The same rows to the model and to an import; what the one refuses the other must.
  private func join(
    _ random: inout SplitMix64, on connection: inout Connection
  ) throws -> CoalitionModel {
    var model = CoalitionModel(days: Self.days)
    var accepted: [String] = []
    var rows: [String] = []
    while rows.count < 55 {
      let term = term(&random)
      guard !rows.contains(term.cells) else { continue }
      rows.append(term.cells)
      if model.take(term) { accepted.append(term.cells) }
    }
    let (receipt, reasons) = try Forms.tryLoad(
      Membership.self, "coalition,member,relation,from,until,sources\n\(rows.joined(separator: "\n"))\n",
      on: &connection)
    #expect(receipt.new == accepted.count && receipt.new > 18 && receipt.rejected > 8)
    try compareRecord(model, on: &connection)
    for why in ["circle", "overlaps", "would end before it begins"] {
      #expect(reasons.contains { $0.contains(why) }, "no row was refused for: \(why)")
    }
    return model
  }

  private func compareRecord(_ model: CoalitionModel, on connection: inout Connection) throws {
    let held = try FormListing.read(Membership.self, on: &connection).rows.map { row in
      row.cells.prefix(3).map { $0 ?? "" }.joined(separator: ",")
        + ",\(row.cells[4] ?? ""),\(row.cells[5] ?? ""),s1"
    }
    #expect(held.sorted() == model.terms.map(\.cells).sorted())
  }

  /// Ends some of the open terms by the command's own path.
  private func leave(
    _ model: inout CoalitionModel, _ random: inout SplitMix64, on connection: inout Connection
  ) throws {
    for term in model.terms where term.until == nil && random.below(2) == 0 {
      guard let day = written(&random) else { continue }
      let isEnded = model.end(term, day)
      do {
        _ = try Departure.leave(
          term.coalition, term.member, relation: term.relation, StatedEnd(on: day, sources: "s1"),
          on: &connection)
        #expect(isEnded, "\(term) \(day)")
      } catch let error as RollError {
        #expect(!isEnded && error.kind == .data, "\(term) \(day): \(error)")
      }
    }
  }

  @Test(
    "tree, members at every level and the rules that keep them are those of the model, on every day and at both moments",
    arguments: 1...4)
  func model(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    let before = try join(&random, on: &connection)
    let then = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    var after = before
    try leave(&after, &random, on: &connection)
    #expect(after.terms != before.terms)
    try compareRecord(after, on: &connection)
    let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    for day in Self.days + [now.day] {
      try compare(before, Clocks(asOf: day, knownOn: then), today: then.day, on: &connection)
      try compare(after, Clocks(asOf: day, knownOn: now), today: now.day, on: &connection)
    }
  }

  private func compare(
    _ model: CoalitionModel, _ clocks: Clocks, today: Day, on connection: inout Connection
  ) throws {
    let day = try #require(clocks.asOf)
    let tree = try CoalitionTree.read(nil, clocks, on: &connection)
    let members = Set(
      model.terms.filter { $0.isCounted && $0.holds(on: day, today: today) }.map(\.member))
    #expect(tree.roots.map(\.organization) == ["a", "b", "c", "d", "e"].filter { !members.contains($0) })
    for root in tree.roots {
      let found = Self.paths(root, above: nil).sorted()
      let expected = model.paths(from: root.organization, on: day, today: today).sorted()
      guard found == expected else {
        Issue.record("\(day): \(found), by the model \(expected)")
        return
      }
    }
    for (_, node) in tree.roots.flatMap({ $0.flattened() }) where node.named != nil {
      let direct = model.members(of: node.organization, isDirect: true, on: day, today: today)
      #expect(node.named == direct.count, "\(day) \(node.organization)")
    }
    let undated = model.terms.filter { $0.begins == nil }
    #expect(tree.leftOut == (day >= today ? 0 : undated.count), "\(day)")
  }

  private static func paths(_ node: CoalitionNode, above: String?) -> [String] {
    let path = above.map { "\($0)/\(node.organization)" } ?? node.organization
    let own = node.term.map { ["\(path) \($0.relation) \($0.from ?? "")-\($0.until ?? "")"] } ?? []
    return own + node.members.flatMap { paths($0, above: path) }
  }

  @Test(
    "who has not endorsed a letter is the difference of members and endorsements, who did from outside the reverse",
    arguments: 11...13)
  func callList(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    let model = try join(&random, on: &connection)
    var given: [String: CoalitionModel.Term] = [:]
    for organization in Self.organizations where random.below(4) > 0 {
      let (on, withdrawn) = (written(&random), random.below(2) == 0 ? nil : written(&random))
      let (receipt, _) = try Forms.tryLoad(
        Endorsement.self,
        "petition,organization,on,withdrawn,sources\nletter,\(organization),\(on ?? ""),\(withdrawn ?? ""),s1\n",
        on: &connection)
      guard receipt.new == 1 else { continue }
      given[organization] = .init(
        coalition: "letter", member: organization, relation: "member", from: on, until: withdrawn)
    }
    let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    for day in Self.days + [now.day] {
      let endorsed = Set(given.values.filter { $0.holds(on: day, today: now.day) }.map(\.member))
      for (coalition, isDirect) in [("a", false), ("a", true), ("b", false), ("e", false)] {
        let list = try CallList.read(
          "letter", coalition, isDirect: isDirect, Clocks(asOf: day, knownOn: now), on: &connection)
        let members = model.members(of: coalition, isDirect: isDirect, on: day, today: now.day)
        #expect(list.missing.map(\.member.organization.slug) == members.subtracting(endorsed).sorted())
        #expect(list.endorsed.map(\.member.organization.slug) == members.intersection(endorsed).sorted())
        #expect(list.outside.map(\.organization.slug) == endorsed.subtracting(members).sorted())
        #expect(Set(list.letter.endorsed.map(\.organization.slug)) == endorsed)
      }
    }
  }
}

extension DatabaseTemplate {
  /// Seven organizations, five of them coalitions, a letter, a source.
  static let alliances = DatabaseTemplate("alliances") { connection in
    try Migrator.migrate(&connection)
    try Forms.load(Source.self, "slug,title\ns1,A source\ns2,Another\n", on: &connection)
    try Forms.load(
      Organization.self,
      "slug,name,country,aliases\na,Alliance,FRA,AA\nb,Bund,DEU,\nc,Conseil,,\nd,Dachverband,,\ne,Enclave,,\n"
        + "f,Forum,USA,\ng,Guild,,\n", on: &connection)
    try Forms.load(
      Coalition.self, "coalition,sources\na,s1\nb,s1\nc,s1\nd,s1\ne,s1\n", on: &connection)
    try Forms.load(Campaign.self, "slug,title\nk,Campaign\n", on: &connection)
    try Forms.load(Petition.self, "slug,campaign,title,kind\nletter,k,A letter,letter\n", on: &connection)
  }
}
