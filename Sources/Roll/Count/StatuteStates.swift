public import Postgres

/// Where each state stands towards the Rome Statute on a day. Status is never stored: it is what the events up to the day say.
public struct StatuteStates: Statement {
  /// One state.
  public struct Output: Sendable, Equatable {
    /// Its code.
    public var iso3: String
    /// Its name.
    public var name: String
    /// Its regional group.
    public var region: String
    /// `in_force`, `leaving`, `deposited`, `left`, `declined`, `signed` or `none`; see `StatuteMembership`.
    public var status: StatuteMembership
    /// When it came to stand so.
    public var since: DateSpan?
    /// When it signed; nil where it did not.
    public var signed: DateSpan?
    /// `ratified`, `acceded`, `accepted` or `succeeded`: the deposit that holds, else the last that did.
    public var deposit: String?
    /// When it deposited; nil where it did not.
    public var deposited: DateSpan?
    /// The day on which that enters, or entered, into force.
    public var inForceOn: Day?
    /// Whether that day is on record; else article 126 gives it.
    public var isInForceRecorded: Bool
    /// When it gave notice of withdrawal; nil where none stands.
    public var notified: DateSpan?
    /// The day on which that takes, or took, effect: as recorded, else by article 127.
    public var leavesOn: Day?
    /// `intent_not_to_become_party` or `signature_withdrawn`, whichever came first.
    public var declared: String?
    /// When it declared that.
    public var declaredOn: DateSpan?
    /// Slugs of the sources of the events that count.
    public var sources: [String]
  }

  /// The query.
  public let sql: SQL

  /// In byte order of the states' codes; with `state`, `region` or `statuses` given, those alone.
  public init(
    state: String? = nil, region: String? = nil, statuses: [StatuteMembership] = [], _ known: AsKnown
  ) {
    let wanted = statuses.map(\.rawValue)
    sql = """
      SELECT s.state, c.name, t.region, s.status, s.since_not_before, s.since_not_after, s.is_signed, s.signed_not_before,
        s.signed_not_after, s.deposit, s.deposited_not_before, s.deposited_not_after, s.in_force_on, s.in_force_recorded,
        s.is_notified, s.notified_not_before, s.notified_not_after, s.leaves_on, s.declared, s.declared_not_before,
        s.declared_not_after,
        ARRAY(
          SELECT DISTINCT o.slug FROM statute_event e JOIN fact_source f USING (fact_id) JOIN source o USING (source_id)
          WHERE e.state = s.state AND e.standing = 'followed' AND \(fragment: known.stands("e"))
            AND \(fragment: known.counts("e.on_not_after")) ORDER BY o.slug)::text[]
      FROM statute_standing(\(known.asOf), \(known.knownOn), \(state)) s
      JOIN country c ON c.iso3 = s.state JOIN state t ON t.iso3 = s.state
      WHERE (\(region)::text IS NULL OR t.region = \(region)) AND (cardinality(\(wanted)) = 0 OR s.status = ANY (\(wanted)))
      ORDER BY c.iso3
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (iso3, name, region, status) = try row.columns((String, String, String, String).self)
    let (isSigned, isNotified) = (try row.value(6, as: Bool.self), try row.value(14, as: Bool.self))
    let (deposit, declared) = (try row.value(9, as: String?.self), try row.value(18, as: String?.self))
    return Output(
      iso3: iso3, name: name, region: region, status: StatuteMembership(rawValue: status) ?? .absent,
      since: try row.span(4), signed: isSigned ? try row.span(7) : nil, deposit: deposit,
      deposited: deposit == nil ? nil : try row.span(10), inForceOn: try row.value(12),
      isInForceRecorded: try row.value(13, as: Bool?.self) ?? false,
      notified: isNotified ? try row.span(15) : nil,
      leavesOn: try row.value(17), declared: declared, declaredOn: declared == nil ? nil : try row.span(19),
      sources: try row.value(21))
  }
}

extension Row {
  /// The two bounds that stand in a column and the next.
  borrowing func span(_ column: Int) throws(PostgresError) -> DateSpan? {
    DateSpan(notBefore: try value(column), notAfter: try value(column + 1))
  }
}
