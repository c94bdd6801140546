import Testing

@testable import Postgres

/// Whether value and server agree on texts: a literal that the server reads is decoded to a value whose own text is that which
/// the server writes, and the value that is sent back has that text too.
func expectAgreement<Value: PostgresEncodable & PostgresDecodable>(
  _ connection: inout Connection, _ literals: [String], as type: String,
  _ location: SourceLocation = #_sourceLocation, text: ((Value) -> String)?
) throws {
  for literal in literals {
    let expression = "\(SQL.quoted(literal: literal))::\(type)"
    let written = try #require(
      try connection.value("SELECT (\(trusted: expression))::text", as: String.self), sourceLocation: location
    )
    let value = try #require(
      try connection.value("SELECT \(trusted: expression)", as: Value.self), sourceLocation: location)
    if let text {
      #expect(text(value) == written, "decoded from \(literal)", sourceLocation: location)
    }
    let back = try connection.value("SELECT \(value)::\(trusted: type)::text", as: String.self)
    #expect(back == written, "sent back for \(literal)", sourceLocation: location)
  }
}

/// The same for a type whose text is the server's.
func expectAgreement<Value: PostgresEncodable & PostgresDecodable & LosslessStringConvertible>(
  _ connection: inout Connection, _ literals: [String], as type: String, _: Value.Type,
  _ location: SourceLocation = #_sourceLocation
) throws {
  try expectAgreement(&connection, literals, as: type, location) { (value: Value) in
    #expect(
      Value(value.description)?.description == value.description, "\(value) read again",
      sourceLocation: location)
    return value.description
  }
}

extension SQL {
  /// A literal of standard SQL.
  static func quoted(literal: String) -> String {
    "'\(literal.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
  }
}
