public import Postgres

/// A day and a moment: what was true on the one, as it was known at the other.
public struct AsKnown: Sendable, Equatable {
  /// The day whose truth is asked for.
  public var asOf: Day
  /// The moment whose knowledge is asked for.
  public var knownOn: Instant
  /// A day and a moment.
  public init(asOf: Day, knownOn: Instant) {
    self.asOf = asOf
    self.knownOn = knownOn
  }

  /// `stands(…)` for a table with this alias.
  func stands(_ alias: String) -> SQL {
    "stands(\(trusted: alias).recorded_at, \(trusted: alias).retracted_at, \(knownOn))"
  }

  /// Whether a membership with this alias holds on the day.
  func term(_ alias: String) -> SQL {
    "holds(\(trusted: alias).from_not_after, \(trusted: alias).until_written, \(trusted: alias).until_not_after, \(asOf), \(knownOn))"
  }

  /// Whether an endorsement with this alias holds on the day.
  func endorsement(_ alias: String) -> SQL {
    """
    holds(\(trusted: alias).on_not_after, \(trusted: alias).withdrawn_written, \(trusted: alias).withdrawn_not_after,
      \(asOf), \(knownOn))
    """
  }

  /// `counts(…)` for a column.
  func counts(_ column: String) -> SQL { "counts(\(trusted: column), \(asOf), \(knownOn))" }
}

/// A campaign's own data.
public struct CampaignFacts: Statement {
  /// What is on record.
  public struct Output: Sendable {
    /// Number inside this database.
    public var id: Int64
    /// The name by which people refer to it.
    public var slug: String
    /// Its title.
    public var title: String
    /// What it wants.
    public var aim: String?
    /// The state that asks for the agreements.
    public var partner: String?
    /// The states it concerns; empty for all.
    public var states: [String]
  }

  /// The query.
  public let sql: SQL

  /// The campaign with this slug, as it is on record at the moment.
  public init(slug: String, _ known: AsKnown) {
    sql = """
      SELECT c.campaign_id, c.slug, c.title, c.aim, c.partner,
        coalesce(string_to_array(c.states, '; '), '{}')::text[]
      FROM campaign_version c WHERE c.slug = \(slug) AND \(fragment: known.stands("c"))
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (id, slug, title, aim, partner, states) = try row.columns(
      (Int64, String, String, String?, String?, [String]).self)
    return Output(id: id, slug: slug, title: title, aim: aim, partner: partner, states: states)
  }
}

/// A campaign's petitions and letters.
public struct PetitionsOfCampaign: Statement {
  /// What is on record of one.
  public struct Output: Sendable {
    /// Number inside this database.
    public var id: Int64
    /// The name by which people refer to it.
    public var slug: String
    /// Its title.
    public var title: String
    /// `petition` or `letter`.
    public var kind: String
    /// How many signatures are wanted.
    public var goal: Int64?
    /// First day.
    public var opened: Day?
    /// Last day.
    public var closed: Day?
    /// Whom it asks.
    public var addressee: String?
    /// Slugs of its sources.
    public var sources: [String]
    /// Organizations that endorsed it and have not withdrawn.
    public var endorsements: Int
    /// Whether signatures that count were made up.
    public var isSynthetic: Bool
    /// Day of the last import that stands.
    public var lastImport: Instant?
    /// Rows that imports refused.
    public var rejected: Int
  }

  /// The query.
  public let sql: SQL

  /// Those that were open, or dated, by the day; one without a day is always among them.
  public init(campaign: Int64, _ known: AsKnown) {
    sql = """
      SELECT p.petition_id, p.slug, p.title, p.kind, p.goal, p.opened, p.closed, p.addressee,
        coalesce(string_to_array((SELECT sources FROM fact_sources f WHERE f.fact_id = p.fact_id), '; '), '{}'),
        (SELECT count(*) FROM endorsement e WHERE e.petition_id = p.petition_id AND \(fragment: known.stands("e"))
          AND \(fragment: known.endorsement("e"))),
        coalesce(i.synthetic, false), i.last_import, coalesce(i.rejected, 0)::bigint
      FROM petition_version p LEFT JOIN LATERAL (
        SELECT bool_or(b.synthetic AND b.new + b.already_held > 0) AS synthetic, max(b.recorded_at) AS last_import,
          sum(b.rejected) AS rejected
        FROM import_batch b WHERE b.noun = 'signature' AND b.petition = p.slug AND stands(b.recorded_at, b.undone_at, \(known.knownOn))
      ) i ON true
      WHERE p.campaign_id = \(campaign) AND \(fragment: known.stands("p"))
        AND (coalesce(p.opened, p.published) IS NULL OR coalesce(p.opened, p.published) <= \(known.asOf))
      ORDER BY p.kind DESC, p.opened, p.slug
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (id, slug, title, kind, goal, opened, closed, addressee) = try row.columns(
      (Int64, String, String, String, Int64?, Day?, Day?, String?).self)
    return Output(
      id: id, slug: slug, title: title, kind: kind, goal: goal, opened: opened, closed: closed,
      addressee: addressee,
      sources: try row.value(8), endorsements: try row.value(9), isSynthetic: try row.value(10),
      lastImport: try row.value(11), rejected: try row.value(12))
  }
}

/// A campaign's activities by a day.
public struct ActivitiesOfCampaign: Statement {
  /// One activity.
  public struct Output: Sendable {
    /// When, as it is known.
    public var on: DateSpan?
    /// What kind.
    public var kind: String
    /// What happened.
    public var title: String
    /// Who acted.
    public var actor: String?
    /// Slugs of its sources.
    public var sources: [String]
  }

  /// The query.
  public let sql: SQL

  /// In the order in which they happened.
  public init(campaign: Int64, _ known: AsKnown) {
    sql = """
      SELECT a.on_not_before, a.on_not_after, a.kind, a.title, a.actor,
        coalesce(string_to_array((SELECT sources FROM fact_sources f WHERE f.fact_id = a.fact_id), '; '), '{}')
      FROM activity a WHERE a.campaign_id = \(campaign) AND \(fragment: known.stands("a"))
        AND \(fragment: known.counts("a.on_not_after"))
      ORDER BY a.on_not_after NULLS LAST, a.on_not_before, a.title
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (first, last, kind, title, actor, sources) = try row.columns(
      (Day?, Day?, String, String, String?, [String]).self)
    return Output(
      on: DateSpan(notBefore: first, notAfter: last), kind: kind, title: title, actor: actor, sources: sources
    )
  }
}

/// What readers need to know of sources.
public struct SourcesBySlug: Statement {
  /// One source.
  public struct Output: Sendable {
    /// The name by which the record refers to it.
    public var slug: String
    /// What it is.
    public var title: String
    /// Who published it.
    public var publisher: String?
    /// Where it can be read.
    public var address: String?
    /// When it was published, as written.
    public var published: String?
  }

  /// The query.
  public let sql: SQL

  /// The sources with these slugs, in any order, as they were known at the moment.
  public init(_ slugs: [String], knownOn: Instant) {
    sql = """
      SELECT DISTINCT ON (slug) slug, title, publisher, address, published FROM source_version
      WHERE slug = ANY (\(slugs)) ORDER BY slug, stands(recorded_at, retracted_at, \(knownOn)) DESC, recorded_at DESC
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (slug, title, publisher, address, published) = try row.columns(
      (String, String, String?, String?, String?).self)
    return Output(slug: slug, title: title, publisher: publisher, address: address, published: published)
  }
}
