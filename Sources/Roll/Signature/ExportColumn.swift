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
    // only the file it came in made clear: `Georgia`, and `NA` and numbers in a column of codes.
    case .country:
      // The first test, of the first character, is there for speed: no such code begins like that.
      """
      CASE WHEN country IS DISTINCT FROM 'GEO' AND ascii(country_written) > 57 AND ascii(country_written) NOT IN (78, 110)
          OR country_written ~ '[^\\x01-\\x20]' AND (country IS NULL OR country_written !~* '^\\s*(na|[0-9]{1,3})\\s*$'
            AND NOT (country = 'GEO' AND normalize(country_written, NFKD) ~* '\(trusted: Self.georgia)'))
        THEN \(fragment: foreign("country_written")) ELSE country END
      """
    case .name: foreign("coalesce(full_name, nullif(concat_ws(' ', given_name, family_name), ''))")
    case .signedOn: "to_char(signed_on, 'YYYY-MM-DD') COLLATE \"C\""
    // A moment in the zone that the file stated, so that the day of signing comes back as it was.
    case .signedAt: "signature_time(signed_at, signed_on, signed_zone) COLLATE \"C\""
    case .confirmedAt, .invalidatedAt: "signature_time(\(identifier: rawValue), NULL, NULL) COLLATE \"C\""
    // Where it is the withdrawal that counts, with an offset that gives the day which is counted. The zone is left out: in
    // another database it would be the one of the signing's offset.
    case .withdrawnAt:
      """
      signature_time(withdrawn_at, CASE WHEN status = 'withdrawn' AND withdrawn_at = status_at THEN status_on END, NULL)
        COLLATE "C"
      """
    case .statusAt:
      """
      (CASE WHEN status_at IS DISTINCT FROM \(fragment: Self.timeOfStatus)
        THEN signature_time(status_at, CASE status WHEN 'withdrawn' THEN status_on END, NULL) END) COLLATE "C"
      """
    case .status: "status::text COLLATE \"C\""
    default: foreign("\(identifier: rawValue)")
    }
  }

  /// The name of the country that is a state of the USA too, as `CountryIndex` knows it: whatever stands between its letters,
  /// but a flag.
  private static let georgia: String = {
    let between = "[^a-z\\U0001F1E6-\\U0001F1FF]*"
    return "^\(between)\("georgia".map(String.init).joined(separator: between))\(between)$"
  }()

  /// When the signature got its status, by the columns that the row itself states: what an import takes where `status_at` is
  /// blank. It differs where another row gave the status, or where nobody stated the day of a withdrawal.
  private static let timeOfStatus: SQL = """
    CASE status WHEN 'withdrawn' THEN withdrawn_at WHEN 'pending' THEN signed_at
      ELSE coalesce(CASE status WHEN 'validated' THEN confirmed_at ELSE invalidated_at END, signed_at) END
    """
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
