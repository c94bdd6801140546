internal import Postgres

/// A column of an export of signatures, and what stands in it.
enum ExportColumn: String, CaseIterable {
  case email
  case givenName = "given_name"
  case familyName = "family_name"
  case fullName = "full_name"
  case organization, street, city, region
  case postalCode = "postal_code"
  case country, phone
  case signedAt = "signed_at"
  case confirmedAt = "confirmed_at"
  case withdrawnAt = "withdrawn_at"
  case invalidatedAt = "invalidated_at"
  case status
  case statusAt = "status_at"
  case comment, consent
  case consentText = "consent_text"
  case locale, source
  case externalID = "external_id"
  case display
  /// The name in one piece.
  case name
  /// The day of signing.
  case signedOn = "signed_on"

  /// All that a row states: the columns of an internal export, which an import brings back as they were.
  static let stated = allCases.filter { $0 != .name && $0 != .signedOn }

  /// The usual columns of a public export.
  static let usualInPublic: [ExportColumn] = [.name, .country, .signedOn]

  /// What a public export may have.
  static let allowedInPublic: [ExportColumn] = [
    .name, .givenName, .familyName, .fullName, .organization, .country, .signedOn, .status,
  ]

  /// All that was stated; text in byte order, or NULL. Protected from spreadsheets, if asked for, is what people write; the
  /// rest is ours, and never begins like a formula.
  func cell(protected: Bool) -> SQL {
    func foreign(_ cell: SQL) -> SQL { protected ? .protected(cell) : cell }
    return switch self {
    // What was written, unless it is blank: then the country that was stated for the whole file. Also the code for what
    // only the file it came in made clear: `NA` and numbers in a column of codes.
    case .country:
      // The first test, of the first character, is there for speed: no such code begins like that.
      """
      CASE WHEN ascii(country_written) > 57 AND ascii(country_written) NOT IN (78, 110)
          OR country_written ~ '[^\\x01-\\x20]' AND (country IS NULL OR country_written !~* '^\\s*(na|[0-9]{1,3})\\s*$')
        THEN \(fragment: foreign("country_written")) ELSE country END
      """
    case .name: foreign("coalesce(full_name, nullif(concat_ws(' ', given_name, family_name), ''))")
    case .signedOn: "to_char(signed_on, 'YYYY-MM-DD') COLLATE \"C\""
    // A moment in the zone that the file stated, so that the day of signing comes back as it was.
    case .signedAt: "signature_time(signed_at, signed_on, signed_zone) COLLATE \"C\""
    case .confirmedAt: moment(Self.decisive(self, "validated"))
    case .invalidatedAt: moment(Self.decisive(self, "invalidated"))
    // The status that counts, with its own time, also where another row than the one shown states it. The zone is left
    // out: in another database it would be the one of the signing's offset.
    case .withdrawnAt:
      """
      (CASE status WHEN 'withdrawn' THEN signature_time(status_at, status_on, NULL)
        ELSE signature_time(withdrawn_at, NULL, NULL) END) COLLATE "C"
      """
    case .statusAt: moment(Self.remainingTime)
    case .status: "status::text COLLATE \"C\""
    default: foreign("\(identifier: rawValue)")
    }
  }

  private func moment(_ value: SQL) -> SQL { "signature_time(\(fragment: value), NULL, NULL) COLLATE \"C\"" }

  /// The time of the status that counts, where it is another than that of signing; else the row's own.
  private static func decisive(_ column: ExportColumn, _ status: String) -> SQL {
    """
    CASE WHEN status = '\(trusted: status)' AND status_at IS DISTINCT FROM signed_at THEN status_at
      ELSE \(identifier: column.rawValue) END
    """
  }

  /// The time of the status that counts, where no other column gives it: a signature that waits again after it was confirmed,
  /// or one that counts from its signing although it was confirmed, or found invalid, at another time.
  private static var remainingTime: SQL {
    """
    CASE WHEN status = 'pending' AND status_at IS DISTINCT FROM signed_at
        OR status = 'validated' AND status_at = signed_at AND confirmed_at <> signed_at
        OR status = 'invalidated' AND status_at = signed_at AND invalidated_at <> signed_at
      THEN status_at END
    """
  }
}

extension SQL {
  /// The cell with an apostrophe in front where a spreadsheet would run it, as `CSVFormula.protect` does it. The first tests
  /// are there for speed.
  static func protected(_ cell: SQL) -> SQL {
    """
    CASE WHEN ascii(\(fragment: cell)) < 65 AND ascii(\(fragment: cell)) IN (9, 13, 39, 43, 45, 61, 64)
        AND (\(fragment: cell)) ~ '^''*[-=+@\\t\\r]'
      THEN '''' || (\(fragment: cell)) ELSE \(fragment: cell) END
    """
  }
}
