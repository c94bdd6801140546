internal import Pages
internal import Reports
internal import Roll

/// A coalition's tree for a terminal, as JSON and as CSV.
enum CoalitionFace {
  /// `Beta Bar Association (member, since 2002): 3 of more than 40 named`
  static func text(_ node: CoalitionNode) -> Tree {
    var label = node.term == nil ? Inline.strong(node.name) : Inline(node.name)
    if let term = node.term {
      let parts = [relation(term), since(term)].compactMap { $0 }
      label = label + Inline(" (\(parts.joined(separator: ", ")))")
    }
    if let size = size(node) { label = label + Inline(": \(size)") }
    return Tree(label, node.members.map(text))
  }

  /// `host of the secretariat` says that it is a host.
  private static func relation(_ term: Belonging) -> String {
    guard let role = term.role else { return term.relation }
    let words = role.lowercased().split { !$0.isLetter }
    return words.contains { $0 == term.relation } ? role : "\(term.relation), \(role)"
  }

  private static func since(_ term: Belonging) -> String? {
    switch (term.from, term.until) {
    case (nil, nil): nil
    case (let from?, nil): "since \(from)"
    case (nil, let until?): "until \(until)"
    case (let from?, let until?): "\(from) to \(until)"
    }
  }

  /// Nothing where nobody is named and nobody claims anything, and none for what only stands beside a coalition.
  private static func size(_ node: CoalitionNode) -> String? {
    guard node.term?.isCounted ?? true, let named = node.named, named > 0 || node.claimed != nil else {
      return nil
    }
    let words = NamedOfClaimed.words(named, of: node.claimed?.value, qualifier: node.claimed?.qualifier)
    let day = node.claimed?.on.map { " (\($0))" } ?? ""
    return words + (words.contains(" ") ? "" : " named") + day
  }

  static func json(_ node: CoalitionNode) -> JSONValue {
    let term = node.term
    return .object([
      "organization": .string(node.organization), "name": .string(node.name),
      "country": .optional(term?.member.country), "relation": .optional(term?.relation),
      "role": .optional(term?.role), "from": .optional(term?.from), "until": .optional(term?.until),
      "authority": .optional(term?.authority), "until_authority": .optional(term?.untilAuthority),
      "sources": .optional(term?.sources), "named": node.named.map { .number(Int64($0)) } ?? .null,
      "claimed": node.claimed.map(json) ?? .null, "members": .array(node.members.map(json)),
    ])
  }

  /// The shape that the status report gives to a claimed size, its sources by their slugs.
  static func json(_ claimed: ClaimedFigure) -> JSONValue {
    .object([
      "value": Int64(claimed.value).map { .number($0) } ?? .string(claimed.value),
      "qualifier": .optional(claimed.qualifier), "as_of": .optional(claimed.on?.description),
      "source": .optional(claimed.sources.first), "sources": .array(claimed.sources.map { .string($0) }),
    ])
  }

  static let columns = [
    "root", "level", "coalition", "member", "name", "country", "relation", "role", "from", "until",
    "authority", "until_authority", "sources", "members_named", "size_claimed", "size_qualifier",
    "size_as_of", "size_sources",
  ]

  /// A row a node, from top to bottom.
  static func rows(_ roots: [CoalitionNode]) -> [[String?]] {
    roots.flatMap { root in
      root.flattened().map { level, node -> [String?] in
        let (term, claimed) = (node.term, node.claimed)
        return [
          root.organization, String(level), term?.coalition, node.organization, node.name,
          term?.member.country, term?.relation, term?.role, term?.from, term?.until, term?.authority,
          term?.untilAuthority, term?.sources, node.named.map { String($0) }, claimed?.value,
          claimed?.qualifier, claimed?.on?.description, claimed?.sources.joined(separator: "; "),
        ]
      }
    }
  }
}
