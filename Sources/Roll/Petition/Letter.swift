public import Postgres

/// An organization's endorsement on a day.
public struct LetterEndorsement: Sendable, Equatable {
  /// Who endorsed.
  public var organization: NamedOrganization
  /// When, as written.
  public var on: String?
  /// When it was withdrawn, as written; also where that day is still to come.
  public var withdrawn: String?
  /// Who signed for it: the capacity that a printed list shows.
  public var authority: String?
  /// Who withdrew it.
  public var withdrawnAuthority: String?
  /// Place in the printed list.
  public var position: Int?
  /// What a reader should know of it.
  public var note: String?
  /// Slugs of its sources, or `own observation`.
  public var sources: String?
  /// Whether it holds on the day; else it was withdrawn by then.
  public var holds: Bool

  /// The order of the printed list: by place, then those without one by name.
  static func sorted(_ endorsements: [LetterEndorsement]) -> [LetterEndorsement] {
    PeopleOrder.sorted(endorsements, by: \.organization.name, then: \.organization.slug).enumerated()
      .sorted {
        ($0.element.position ?? .max, $0.offset) < ($1.element.position ?? .max, $1.offset)
      }.map(\.element)
  }
}

/// The endorsements of one petition or letter that had been given by a day, those that were withdrawn by then included.
public struct EndorsementsGiven: Statement {
  /// The query.
  public let sql: SQL

  /// Of the petition or letter with this slug.
  public init(of petition: String, _ known: AsKnown) {
    sql = """
      SELECT f."on", f.withdrawn, f.authority, f.withdrawn_authority, t.position, f.note, f.sources,
        \(fragment: known.endorsement("t")), \(fragment: NamedOrganization.columns("f.organization"))
      FROM endorsement_form f JOIN endorsement t USING (fact_id)
        \(fragment: NamedOrganization.join("f.organization", known))
      WHERE f.petition = \(petition) AND \(fragment: known.stands("t")) AND \(fragment: known.counts("t.on_not_after"))
      ORDER BY f.organization
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> LetterEndorsement {
    LetterEndorsement(
      organization: try NamedOrganization.read(row, from: 8), on: try row.value(0),
      withdrawn: try row.value(1), authority: try row.value(2), withdrawnAuthority: try row.value(3),
      position: try row.value(4, as: Int32?.self).map { Int($0) }, note: try row.value(5),
      sources: try row.value(6), holds: try row.value(7))
  }
}

/// A petition or letter with the organizations under it, on a day.
public struct Letter: Sendable, Equatable {
  /// Its slug.
  public var petition: String
  /// Its title.
  public var title: String
  /// Whom it asks.
  public var addressee: String?
  /// The day and the moment of knowledge that were read.
  public var known: AsKnown
  /// Endorsements that hold, in the order of the printed list.
  public var endorsed: [LetterEndorsement]
  /// Endorsements that were withdrawn by the day, in the same order.
  public var withdrawn: [LetterEndorsement]
  /// How many organizations somebody says that there are.
  public var claimed: ClaimedFigure?
  /// Endorsements that the day leaves out, since no source gives theirs.
  public var leftOut: Int

  /// Reads it.
  /// - Throws: `RollError` with the nearest name where nobody knows the petition.
  public static func read(
    _ petition: String, _ clocks: Clocks, on connection: inout Connection
  ) throws -> Letter {
    let slug = try CoalitionTreeReader.key(of: petition, noun: "petition", clocks, on: &connection)
    return try connection.transaction(.snapshot) { transaction in
      try read(slug: slug, clocks.known(in: &transaction), in: &transaction)
    }
  }

  static func read(slug: String, _ known: AsKnown, in transaction: inout Transaction) throws -> Letter {
    let given = LetterEndorsement.sorted(try transaction.every(EndorsementsGiven(of: slug, known)))
    let heading = try transaction.run(
      """
      SELECT title, "to" FROM petition_form WHERE slug = \(slug)
      ORDER BY stands(recorded_at, retracted_at, \(known.knownOn)) DESC, recorded_at DESC LIMIT 1
      """
    ).first { (row) throws(PostgresError) in try row.columns((String, String?).self) }
    let undated = try transaction.value(
      """
      SELECT count(*) FROM endorsement_form f JOIN endorsement t USING (fact_id)
      WHERE f.petition = \(slug) AND \(fragment: known.stands("t")) AND t.on_not_after IS NULL
        AND \(fragment: known.counts("t.on_not_after")) IS NOT TRUE
      """, as: Int.self)
    return Letter(
      petition: slug, title: heading?.0 ?? slug, addressee: heading?.1, known: known,
      endorsed: given.filter(\.holds), withdrawn: given.filter { !$0.holds },
      claimed: try transaction.one(NewestClaims("petition.endorsements", of: slug, known))?.claimed,
      leftOut: undated ?? 0)
  }
}
