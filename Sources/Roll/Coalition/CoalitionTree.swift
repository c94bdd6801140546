public import Postgres

/// An organization in the tree of a coalition.
public struct CoalitionNode: Sendable, Codable, Equatable {
  /// Its slug.
  public var organization: String
  /// Its name.
  public var name: String
  /// How it belongs to what stands above it; nil at the top.
  public var relation: String?
  /// What the source calls it, where that says more.
  public var role: String?
  /// Who belongs to it.
  public var members: [CoalitionNode]
}

/// Reads who belongs to whom.
public enum CoalitionTreeReader {
  /// The key that a name stands for, or stood for at the moment of knowledge.
  /// - Throws: `RollError` with the nearest name where nobody knows it.
  public static func key(
    of name: String, noun: String, _ clocks: Clocks = Clocks(), on connection: inout Connection
  ) throws -> String {
    guard let key = try Lookup.key(noun, name, clocks, in: &connection) else {
      throw try Lookup.unknown(noun, name, clocks, in: &connection)
    }
    return key
  }

  /// The memberships of one coalition.
  public static func members(
    of coalition: String, _ clocks: Clocks, on connection: inout Connection
  ) throws -> FormListing {
    let slug = try key(of: coalition, noun: "coalition", clocks, on: &connection)
    let all = try FormListing.read(Membership.self, clocks, on: &connection)
    return FormListing(form: Membership.form, rows: all.rows.filter { $0.cells[0] == slug })
  }

  /// The tree below a coalition, or below each that belongs to no other.
  public static func tree(
    of coalition: String?, _ clocks: Clocks, on connection: inout Connection
  ) throws -> [CoalitionNode] {
    let names = Dictionary(
      try FormListing.read(Organization.self, Clocks(knownOn: clocks.knownOn), on: &connection).rows.map {
        ($0.cells[0] ?? "", $0.cells[1] ?? "")
      },
      uniquingKeysWith: { first, _ in first })
    let rows = try FormListing.read(Membership.self, clocks, on: &connection).rows
    let below = Dictionary(grouping: rows) { $0.cells[0] ?? "" }
    func node(_ slug: String, _ relation: String?, _ role: String?, above: Set<String>) -> CoalitionNode {
      // Partners may point at each other; nobody is drawn below itself.
      let members = above.contains(slug) ? [] : (below[slug] ?? [])
      return CoalitionNode(
        organization: slug, name: names[slug] ?? slug, relation: relation, role: role,
        members: members.map { node($0.cells[1] ?? "", $0.cells[2], $0.cells[3], above: above.union([slug])) }
      )
    }
    if let coalition {
      return [node(try key(of: coalition, noun: "coalition", clocks, on: &connection), nil, nil, above: [])]
    }
    let members = Set(
      rows.filter { ["member", "affiliate"].contains($0.cells[2] ?? "") }.compactMap { $0.cells[1] })
    let coalitions = try FormListing.read(Coalition.self, clocks, on: &connection).rows.compactMap {
      $0.cells[0]
    }
    return coalitions.filter { !members.contains($0) }.map { node($0, nil, nil, above: []) }
  }
}
