internal import Postgres

/// The columns that a campaign's export adds to a form: when each row was recorded and taken back, and by whom.
enum FormClocks {
  static let columns = [
    "_recorded_at", "_recorded_by", "_retracted_at", "_retracted_by", "_retraction_reason",
  ]

  /// The same from a form's view.
  static var selection: SQL {
    """
    signature_time(recorded_at, NULL, NULL), recorded_by, signature_time(retracted_at, NULL, NULL), retracted_by,
    retraction_reason
    """
  }

  /// Columns of `form_stage`.
  static let stageColumns: SQL = """
    recorded_at timestamptz, recorded_by text COLLATE "C", retracted_at timestamptz, retracted_by text COLLATE "C",
    retraction_reason text COLLATE "C"
    """

  /// Marks what a restored row repeats: equal cells, recorded and retracted at the same moments.
  static func markHeld(_ form: Form) -> SQL {
    """
    UPDATE form_stage s SET verdict = 'held' WHERE verdict IS NULL
      AND ROW (\(fragment: form.columnList), recorded_at, retracted_at)::text IN (
        SELECT ROW (\(fragment: form.columnList), recorded_at, retracted_at)::text FROM \(identifier: form.view))
    """
  }

  /// One act of recording: rows that share their times.
  struct Group: Statement {
    var recordedAt: Instant?
    var recordedBy: String?
    var retractedAt: Instant?
    var retractedBy: String?
    var reason: String?

    typealias Output = Group
    static let all: SQL = """
      SELECT DISTINCT recorded_at, recorded_by, retracted_at, retracted_by, retraction_reason FROM form_stage
      WHERE verdict IS NULL ORDER BY retracted_at NULLS LAST, recorded_at
      """
    var sql: SQL { Self.all }

    static func decode(_ row: borrowing Row) throws(PostgresError) -> Group {
      let (at, by, retractedAt, retractedBy, reason) = try row.columns(
        (Instant?, String?, Instant?, String?, String?).self)
      return Group(
        recordedAt: at, recordedBy: by, retractedAt: retractedAt, retractedBy: retractedBy, reason: reason)
    }

    /// Chooses the group's rows, and makes their time that of what is recorded next.
    func take(in transaction: inout Transaction) throws {
      try transaction.execute(
        """
        UPDATE form_stage SET take = verdict IS NULL AND recorded_at IS NOT DISTINCT FROM \(recordedAt)::timestamptz
          AND recorded_by IS NOT DISTINCT FROM \(recordedBy)::text
          AND retracted_at IS NOT DISTINCT FROM \(retractedAt)::timestamptz
          AND retracted_by IS NOT DISTINCT FROM \(retractedBy)::text
          AND retraction_reason IS NOT DISTINCT FROM \(reason)::text
        """)
      try transaction.execute("SELECT set_config('rollcall.moment', \(recordedAt?.description ?? ""), true)")
      try transaction.execute("SELECT set_config('rollcall.recorder', \(recordedBy ?? ""), true)")
    }

    /// Takes back what was taken back there.
    func retract(_ form: Form, in transaction: inout Transaction) throws {
      guard retractedAt != nil else { return }
      try transaction.execute(
        """
        UPDATE \(identifier: form.table) t SET retracted_at = s.retracted_at, retracted_by = s.retracted_by,
          retraction_reason = s.retraction_reason
        FROM form_stage s WHERE s.take AND s.fact_id = t.fact_id
        """)
    }
  }
}
