public import Postgres

/// Where each state stands towards the Rome Statute on a day; one that did nothing is among them.
public struct StatuteByState: Statement {
  /// One state.
  public struct Output: Sendable, Equatable {
    /// Its code.
    public var iso3: String
    /// Its name.
    public var name: String
    /// Whether it had deposited an instrument and had not left.
    public var isDeposited: Bool
    /// Whether it had signed, and had not taken that back.
    public var isSignatory: Bool
  }

  /// The query.
  public let sql: SQL

  /// All states, by code. Deposits are taken as `StatuteStanding` takes them.
  public init(_ known: AsKnown) {
    sql = """
      WITH event AS (
        SELECT e.state, e.event, e.on_not_after FROM statute_event e
        WHERE \(fragment: known.stands("e")) AND e.standing = 'followed' AND \(fragment: known.counts("e.on_not_after"))
      )
      SELECT s.iso3, c.name,
        EXISTS (
          SELECT FROM event d WHERE d.state = s.iso3 AND d.event IN ('ratified', 'acceded', 'accepted', 'succeeded')
            AND NOT EXISTS (
              SELECT FROM event w WHERE w.state = d.state AND w.event = 'withdrawal_effective'
                AND (w.on_not_after > d.on_not_after) IS NOT FALSE)),
        EXISTS (SELECT FROM event g WHERE g.state = s.iso3 AND g.event = 'signed')
          AND NOT EXISTS (SELECT FROM event g WHERE g.state = s.iso3 AND g.event = 'signature_withdrawn')
      FROM state s JOIN country c USING (iso3) ORDER BY s.iso3
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (iso3, name, deposited, signatory) = try row.columns((String, String, Bool, Bool).self)
    return Output(iso3: iso3, name: name, isDeposited: deposited, isSignatory: signatory)
  }
}
