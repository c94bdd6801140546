extension Bool: PostgresEncodable, PostgresDecodable {
  /// `boolean`
  public static var parameterType: PostgresType { .bool }
  /// `boolean`
  public var parameter: Parameter { .binary(.bool, [self ? 1 : 0]) }
  /// From `boolean`.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Bool? {
    type == .bool && bytes.count == 1 ? bytes[0] != 0 : nil
  }
}
