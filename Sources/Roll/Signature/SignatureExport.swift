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
      case "country": "coalesce(country_written, country)"
      case "signed_at": "signature_time(signed_at, signed_on, signed_zone)"
      // The status that counts, with its own day, also where another import than the one shown states it.
      case "withdrawn_at":
        """
        CASE status WHEN 'withdrawn' THEN signature_time(status_at, status_on, signed_zone)
          ELSE signature_time(withdrawn_at, NULL, NULL) END
        """
      case "confirmed_at", "invalidated_at": "signature_time(\(identifier: column), NULL, NULL)"
      case "status": "status::text"
      default: "\(identifier: column)"
      }
    }
    let list = SQL.joined(cells, separator: ", ")
    let order = SQL(trusted: columns.indices.map { "\($0 + 1) NULLS FIRST" }.joined(separator: ", "))
    return
      "SELECT \(fragment: list) FROM signature WHERE petition_id = \(petition) ORDER BY \(fragment: order)"
  }
}
