public import Postgres

/// A letter held against a coalition on a day: who of its members endorsed it, who has not yet, and who endorsed it from
/// outside. Nothing in it is a person's.
public struct CallList: Sendable, Equatable {
  /// A member of the coalition.
  public struct Entry: Sendable, Equatable {
    /// Who it is, and through what it belongs.
    public var member: MemberBelow
    /// Its endorsement, given or withdrawn by the day.
    public var endorsement: LetterEndorsement?
  }

  /// The letter.
  public var letter: Letter
  /// Slug of the coalition.
  public var coalition: String
  /// Members that have endorsed it, by name.
  public var endorsed: [Entry]
  /// Members that have not, or not any more, by name: whom to call.
  public var missing: [Entry]
  /// Endorsements by organizations that are no members, in the order of the printed list.
  public var outside: [LetterEndorsement]
  /// Memberships, at any level, that the day leaves out, since no source gives their first day.
  public var leftOut: Int

  /// Reads it.
  /// - Parameter isDirect: only members of the coalition itself, not members of its members.
  /// - Throws: `RollError` with the nearest name where nobody knows the petition or the coalition.
  public static func read(
    _ petition: String, _ coalition: String, isDirect: Bool, _ clocks: Clocks, on connection: inout Connection
  ) throws -> CallList {
    let petition = try CoalitionTreeReader.key(of: petition, noun: "petition", clocks, on: &connection)
    let coalition = try CoalitionTreeReader.key(of: coalition, noun: "coalition", clocks, on: &connection)
    return try connection.transaction(.snapshot) { transaction in
      let known = try clocks.known(in: &transaction)
      let letter = try Letter.read(slug: petition, known, in: &transaction)
      let members = try transaction.every(MembersBelow(coalition, isDirect: isDirect, known))
      let given = Dictionary(
        (letter.endorsed + letter.withdrawn).map { ($0.organization.slug, $0) }
      ) { first, _ in first }
      let entries = PeopleOrder.sorted(
        members, by: \.organization.name, then: \.organization.slug
      ).map { Entry(member: $0, endorsement: given[$0.organization.slug]) }
      let slugs = Set(members.map(\.organization.slug))
      return CallList(
        letter: letter, coalition: coalition, endorsed: entries.filter { $0.endorsement?.holds == true },
        missing: entries.filter { $0.endorsement?.holds != true },
        outside: letter.endorsed.filter { !slugs.contains($0.organization.slug) },
        leftOut: try transaction.one(
          BelongingsLeftOut(of: [coalition] + (isDirect ? [] : slugs.sorted()), known)) ?? 0)
    }
  }
}
