extension Double: PostgresEncodable, PostgresDecodable {
  /// `double precision`
  public static var parameterType: PostgresType { .float8 }
  /// `double precision`, every bit kept, NaN and infinities included
  public var parameter: Parameter { .integer(.float8, bitPattern) }
  /// From `double precision` and `real`.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Double? {
    switch type {
    case .float8: decodeInteger(bytes).map { Double(bitPattern: $0) }
    case .float4: decodeInteger(bytes).map { Double(Float(bitPattern: $0)) }
    default: nil
    }
  }
}

extension Float: PostgresEncodable, PostgresDecodable {
  /// `real`
  public static var parameterType: PostgresType { .float4 }
  /// `real`, every bit kept, NaN and infinities included
  public var parameter: Parameter { .integer(.float4, bitPattern) }
  /// From `real`, and from `double precision` where nothing is lost.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Float? {
    switch type {
    case .float4: return decodeInteger(bytes).map { Float(bitPattern: $0) }
    case .float8:
      guard let double = decodeInteger(bytes).map({ Double(bitPattern: $0) }) else { return nil }
      return double.isNaN ? Float(double) : Float(exactly: double)
    default: return nil
    }
  }
}
