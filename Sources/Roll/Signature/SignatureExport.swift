internal import CSV
public import Postgres

/// Writes a petition's signatures as CSV: what was stated, and where each stands. Sorted by the exported columns in byte
/// order, so that two databases with the same signatures give the same bytes. Streamed; memory does not grow.
public enum SignatureExport {
  /// The columns, in their order. An import recognises the file by them.
  public static let columns = [
    "email", "given_name", "family_name", "full_name", "organization", "street", "city", "region",
    "postal_code",
    "country", "phone", "signed_at", "confirmed_at", "withdrawn_at", "invalidated_at", "status", "comment",
    "consent",
    "consent_text", "locale", "source", "external_id", "display",
  ]

  /// Writes every signature of the petition with this slug to `sink`, in blocks.
  /// - Throws: `RollError` where nobody knows the petition; what `sink` throws.
  public static func run(
    petition slug: String, on connection: inout Connection, sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    let rules = try PetitionRules.find(slug, in: &connection)
    try Audit.record(.export, "signature", subject: rules.slug, on: &connection)
    var writer = CSVWriter<any Error>(sink: sink)
    try writer.record(columns)
    try connection.forEachRow(select(rules.id)) { row in
      for column in columns.indices {
        try writer.field(CSVFormula.protect(try row.value(column, as: String?.self) ?? ""))
      }
      try writer.endRecord()
    }
    try writer.finish()
  }

  /// A moment in the zone that the file stated, so that the day of signing comes back as it was.
  private static func select(_ petition: Int64) -> SQL {
    let cells = columns.map { column -> SQL in
      switch column {
      // What was written, unless it is blank: then the country that was stated for the whole file. Also the code for what
      // only the file it came in made clear: `NA` and numbers in a column of codes.
      case "country":
        """
        CASE WHEN country_written ~ '[^\\x01-\\x20]' AND (country IS NULL OR country_written !~* '^\\s*(na|[0-9]{1,3})\\s*$')
          THEN country_written ELSE country END
        """
      case "signed_at": "signature_time(signed_at, signed_on, signed_zone)"
      // The status that counts, with its own time, also where another row than the one shown states it. The zone is left
      // out: in another database it would be the one of the signing's offset.
      case "withdrawn_at":
        """
        CASE status WHEN 'withdrawn' THEN signature_time(status_at, status_on, NULL)
          ELSE signature_time(withdrawn_at, NULL, NULL) END
        """
      case "confirmed_at": decisive(column, "validated")
      case "invalidated_at": decisive(column, "invalidated")
      case "status": "status::text"
      default: "\(identifier: column)"
      }
    }
    let list = SQL.joined(cells, separator: ", ")
    let order = SQL(trusted: columns.indices.map { "\($0 + 1) NULLS FIRST" }.joined(separator: ", "))
    return
      "SELECT \(fragment: list) FROM signature WHERE petition_id = \(petition) ORDER BY \(fragment: order)"
  }

  /// The time of the status that counts, where it is another than that of signing; else the row's own.
  private static func decisive(_ column: String, _ status: String) -> SQL {
    """
    signature_time(CASE WHEN status::text = \(status) AND status_at IS DISTINCT FROM signed_at THEN status_at
      ELSE \(identifier: column) END, NULL, NULL)
    """
  }
}
