public import Postgres

/// What happened to agreements, day by day, as far as a latest day is known.
public struct AgreementMoves: Statement {
  /// One event.
  public struct Output: Sendable, Equatable {
    /// The state.
    public var state: String
    /// What happened, as in `AgreementStanding`.
    public var event: String
    /// The latest day it can have been.
    public var day: Day
  }

  /// The query.
  public let sql: SQL

  /// Agreements with `partner`; with `states` empty, of every state. In the order of the days.
  public init(partner: String?, states: [String], _ known: AsKnown) {
    sql = """
      SELECT a.state, e.event::text, e.on_not_after FROM agreement a JOIN agreement_event e USING (agreement_id)
      WHERE (\(partner)::text IS NULL OR a.partner = \(partner))
        AND (cardinality(\(states)) = 0 OR a.state = ANY (\(states)))
        AND \(fragment: known.stands("e")) AND e.standing = 'followed' AND e.on_not_after <= \(known.asOf)
      ORDER BY e.on_not_after, a.state, e.event
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (state, event, day) = try row.columns((String, String, Day).self)
    return Output(state: state, event: event, day: day)
  }
}
