internal import Postgres

// What becomes of rows whose signature the petition has.
extension SignatureMerge {
  /// Those of the held signatures whose count can change.
  private static let touched: SQL = "SELECT signatory_id FROM stage_held WHERE is_earlier OR states_other"

  /// Brings the rows of held signatures in and books what that changes. Returns how many signatures stand otherwise now.
  func restate(_ act: Int64, in transaction: inout Transaction) throws -> Int {
    let touched = try transaction.value(
      "SELECT count(*) FROM stage_held WHERE is_earlier OR states_other", as: Int.self)
    guard touched != 0 else {
      try keepRows(in: &transaction)
      return 0
    }
    let affected = SignatureTally.Affected(petition: petition, ids: Self.touched)
    try affected.remember(in: &transaction)
    try transaction.execute(
      """
      CREATE TEMPORARY TABLE status_before ON COMMIT DROP AS SELECT g.signatory_id, g.status, g.status_on
      FROM signature g WHERE g.petition_id = \(petition) AND g.signatory_id IN (\(fragment: Self.touched))
      """)
    try keepRows(in: &transaction)
    try SignatureTally.refreshStatus(petition: petition, ids: Self.touched, in: &transaction)
    try affected.book(act, in: &transaction)
    // The same status again, or the same at another time, moves nothing; a withdrawal on another day does.
    return try transaction.value(
      """
      SELECT count(*) FROM signature g JOIN status_before b USING (signatory_id) WHERE g.petition_id = \(petition)
        AND (g.status <> b.status OR g.status = 'withdrawn' AND g.status_on IS DISTINCT FROM b.status_on)
      """, as: Int.self) ?? 0
  }

  /// Keeps every row of a held signature: the earliest is shown, the others stand beside it.
  private func keepRows(in transaction: inout Transaction) throws {
    let list = Self.columnList()
    try transaction.execute(
      """
      INSERT INTO signature_restatement (\(fragment: list))
      SELECT \(fragment: stagedColumns) FROM \(fragment: stage.table) s JOIN stage_held h USING (line) WHERE NOT h.is_earlier
      """)
    let earlier = try transaction.execute(
      """
      INSERT INTO signature_restatement (\(fragment: list))
      SELECT \(fragment: Self.columnList("g.")) FROM signature g JOIN stage_held h USING (signatory_id)
      WHERE g.petition_id = \(petition) AND h.is_earlier
      """)
    guard earlier > 0 else { return }
    try transaction.execute(
      """
      DELETE FROM signature g USING stage_held h
      WHERE g.petition_id = \(petition) AND g.signatory_id = h.signatory_id AND h.is_earlier
      """)
    try transaction.execute(
      """
      INSERT INTO signature (\(fragment: list))
      SELECT \(fragment: stagedColumns) FROM \(fragment: stage.table) s JOIN stage_held h USING (line) WHERE h.is_earlier
      """)
  }
}
