extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  /// That of the value.
  public static var parameterType: PostgresType { Wrapped.parameterType }
  /// The value itself, or NULL.
  public var parameter: Parameter { self?.parameter ?? .null(Wrapped.parameterType) }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  /// nil
  @inlinable public static var null: Wrapped?? { .some(nil) }
  /// The value itself.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Wrapped?? {
    Wrapped.decode(bytes, type: type).map { .some($0) }
  }
}
