/// What a column of a signature file can mean.
public enum SignatureField: String, Sendable, CaseIterable, Codable {
  case email
  case givenName = "given_name"
  case familyName = "family_name"
  case fullName = "full_name"
  case organization
  case street
  case city
  case region
  case postalCode = "postal_code"
  case country
  case phone
  case signedAt = "signed_at"
  case confirmedAt = "confirmed_at"
  case withdrawnAt = "withdrawn_at"
  case invalidatedAt = "invalidated_at"
  case deletedAt = "deleted_at"
  case status
  /// When the signature got its status, where no other column gives it. Means nothing without a status.
  case statusAt = "status_at"
  case comment
  case consent
  case consentText = "consent_text"
  case locale
  case source
  case externalID = "external_id"
  case display

  /// Fields that are kept as they are written, in the columns of the same name.
  static let kept: [SignatureField] = [
    .email, .givenName, .familyName, .fullName, .organization, .street, .city, .region, .postalCode, .phone,
    .comment,
    .consent, .consentText, .locale, .source, .externalID, .display,
  ]

  /// Fields that hold a time of a status.
  static let statusTimes: [SignatureField] = [
    .confirmedAt, .withdrawnAt, .invalidatedAt, .deletedAt, .statusAt,
  ]
}
