internal import Postgres

/// Books the changes of counts. No row of the tally is ever changed: an act adds its differences.
enum SignatureTally {
  /// A new act, by its number.
  static func act(
    _ kind: String, petition: Int64, batch: Int64?, reason: String? = nil, in transaction: inout Transaction
  ) throws -> Int64 {
    let act = try transaction.value(
      """
      INSERT INTO signature_act (petition_id, kind, batch_id, reason)
      VALUES (\(petition), \(kind), \(batch), \(reason)) RETURNING act_id
      """, as: Int64.self)
    guard let act else { throw RollError(.defect, "an act has no number") }
    return act
  }

  /// Signatures that an act changes: their cells before are remembered, and the difference is booked after.
  struct Affected {
    let petition: Int64
    /// A query that gives their `signatory_id`.
    let ids: SQL

    private var cells: SQL {
      """
      SELECT country, status, signed_on, effective_on, sum(change) AS change FROM signature_cell
      WHERE petition_id = \(petition) AND signatory_id IN (\(fragment: ids))
      GROUP BY country, status, signed_on, effective_on
      """
    }

    func remember(in transaction: inout Transaction) throws {
      try transaction.execute("CREATE TEMPORARY TABLE cells_before ON COMMIT DROP AS \(fragment: cells)")
    }

    func book(_ act: Int64, in transaction: inout Transaction) throws {
      try transaction.execute(
        """
        INSERT INTO signature_tally (act_id, petition_id, country, status, signed_on, effective_on, change)
        SELECT \(act), \(petition), country, status, signed_on, effective_on, sum(change) FROM (
          SELECT * FROM (\(fragment: cells)) after
          UNION ALL SELECT country, status, signed_on, effective_on, -change FROM cells_before
        ) d GROUP BY country, status, signed_on, effective_on HAVING sum(change) <> 0
        """)
      try transaction.execute("DROP TABLE cells_before")
    }
  }

  /// Gives signatures the status of the latest event that any of their rows states.
  static func refreshStatus(petition: Int64, ids: SQL, in transaction: inout Transaction) throws {
    try transaction.execute(
      """
      UPDATE signature s SET status = l.stated_status, status_at = coalesce(l.stated_status_at, s.signed_at),
        status_on = CASE WHEN l.stated_status = 'withdrawn' THEN l.stated_status_on ELSE s.signed_on END
      FROM (
        SELECT DISTINCT ON (signatory_id) signatory_id, stated_status, stated_status_at, stated_status_on FROM (
          SELECT signatory_id, stated_status, stated_status_at, stated_status_on FROM signature
          WHERE petition_id = \(petition) AND signatory_id IN (\(fragment: ids))
          UNION ALL
          SELECT signatory_id, stated_status, stated_status_at, stated_status_on FROM signature_restatement
          WHERE petition_id = \(petition) AND signatory_id IN (\(fragment: ids))
        ) a ORDER BY signatory_id, \(fragment: SignatureMerge.latest())
      ) l
      WHERE s.petition_id = \(petition) AND s.signatory_id = l.signatory_id
        AND (s.status, s.status_at, s.status_on) IS DISTINCT FROM (l.stated_status,
          coalesce(l.stated_status_at, s.signed_at),
          CASE WHEN l.stated_status = 'withdrawn' THEN l.stated_status_on ELSE s.signed_on END)
      """)
  }
}
