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

  /// Names that files use for a field besides its own, in canonical form. Two columns that mean the same field are not
  /// guessed between.
  static let otherNames: [String: SignatureField] = [
    "e mail": .email, "email address": .email, "e mail address": .email, "mail": .email,
    "supporter email": .email,
    "first name": .givenName, "firstname": .givenName, "forename": .givenName, "given names": .givenName,
    "last name": .familyName, "lastname": .familyName, "surname": .familyName, "name": .fullName,
    "organisation": .organization, "address": .street, "street address": .street, "town": .city,
    "state": .region,
    "province": .region, "county": .region, "postcode": .postalCode, "post code": .postalCode,
    "zip": .postalCode,
    "zip code": .postalCode, "zipcode": .postalCode, "country code": .country, "country name": .country,
    "countrycode": .country, "country iso": .country, "country iso code": .country,
    "iso country code": .country,
    "country iso2": .country, "country iso3": .country,
    "phone number": .phone, "telephone": .phone, "created at": .signedAt, "signed on": .signedAt,
    "date": .signedAt,
    "date signed": .signedAt, "date created": .signedAt, "timestamp": .signedAt, "comments": .comment,
    "language": .locale, "id": .externalID,
  ]
}
