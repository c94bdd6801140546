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
}
