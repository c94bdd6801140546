// An enumeration of the server is read and written as a Swift enum of strings that says it conforms:
// `enum Mood: String, PostgresEncodable, PostgresDecodable`; with `PostgresArrayElement` in their place arrays of it are, too.

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
  /// That of the raw value. Of a string's the server infers it, so that a label becomes a value of the enumeration.
  public static var parameterType: PostgresType { RawValue.parameterType }
  /// The raw value.
  public var parameter: Parameter { rawValue.parameter }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
  /// From what the raw value is read from. A label or number that is no case does not fit.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Self? {
    RawValue.decode(bytes, type: type).flatMap { Self(rawValue: $0) }
  }
}

extension PostgresArrayElement
where Self: RawRepresentable, RawValue: FixedWidthInteger, RawValue: PostgresArrayElement {
  /// That of the raw value.
  public static var elementType: PostgresType { RawValue.elementType }
  /// The raw value.
  public var elementParameter: Parameter { rawValue.elementParameter }
}
