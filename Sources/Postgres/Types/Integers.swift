/// From every integer type of the server and, where the value is whole, from `numeric`; nil where it does not fit.
@inlinable func decodeWhole<Number: FixedWidthInteger>(_ bytes: Span<UInt8>, type: PostgresType) -> Number? {
  switch type {
  case .int8: decodeInteger(bytes, as: Int64.self).flatMap { Number(exactly: $0) }
  case .int4: decodeInteger(bytes, as: Int32.self).flatMap { Number(exactly: $0) }
  case .int2: decodeInteger(bytes, as: Int16.self).flatMap { Number(exactly: $0) }
  case .oid, .xid: decodeInteger(bytes, as: UInt32.self).flatMap { Number(exactly: $0) }
  case .xid8: decodeInteger(bytes, as: UInt64.self).flatMap { Number(exactly: $0) }
  case .numeric: decodeWholeNumeric(bytes).flatMap { Number(exactly: $0) }
  default: nil
  }
}

/// Not inlined, as it is rarely needed.
@usableFromInline @inline(never) func decodeWholeNumeric(_ bytes: Span<UInt8>) -> Int128? {
  PostgresNumeric.decode(bytes, type: .numeric).flatMap { Int128(exactly: $0) }
}

extension Int: PostgresEncodable, PostgresDecodable {
  /// `bigint`
  public static var parameterType: PostgresType { .int8 }
  /// `bigint`
  public var parameter: Parameter { .integer(.int8, Int64(self)) }
  /// From any integer type of the server and from `numeric`, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Int? {
    decodeWhole(bytes, type: type)
  }
}

extension Int64: PostgresEncodable, PostgresDecodable {
  /// `bigint`
  public static var parameterType: PostgresType { .int8 }
  /// `bigint`
  public var parameter: Parameter { .integer(.int8, self) }
  /// From any integer type of the server and from `numeric`, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Int64? {
    decodeWhole(bytes, type: type)
  }
}

extension Int32: PostgresEncodable, PostgresDecodable {
  /// `integer`
  public static var parameterType: PostgresType { .int4 }
  /// `integer`
  public var parameter: Parameter { .integer(.int4, self) }
  /// From any integer type of the server and from `numeric`, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Int32? {
    decodeWhole(bytes, type: type)
  }
}

extension Int16: PostgresEncodable, PostgresDecodable {
  /// `smallint`
  public static var parameterType: PostgresType { .int2 }
  /// `smallint`
  public var parameter: Parameter { .integer(.int2, self) }
  /// From any integer type of the server and from `numeric`, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Int16? {
    decodeWhole(bytes, type: type)
  }
}

extension Int8: PostgresEncodable, PostgresDecodable {
  /// `smallint`
  public static var parameterType: PostgresType { .int2 }
  /// `smallint`
  public var parameter: Parameter { .integer(.int2, Int16(self)) }
  /// From any integer type of the server and from `numeric`, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Int8? {
    decodeWhole(bytes, type: type)
  }
}

extension UInt8: PostgresEncodable, PostgresDecodable {
  /// `smallint`
  public static var parameterType: PostgresType { .int2 }
  /// `smallint`
  public var parameter: Parameter { .integer(.int2, Int16(self)) }
  /// From any integer type of the server and from `numeric`, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> UInt8? {
    decodeWhole(bytes, type: type)
  }
}

extension UInt16: PostgresEncodable, PostgresDecodable {
  /// `integer`
  public static var parameterType: PostgresType { .int4 }
  /// `integer`
  public var parameter: Parameter { .integer(.int4, Int32(self)) }
  /// From any integer type of the server and from `numeric`, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> UInt16? {
    decodeWhole(bytes, type: type)
  }
}

extension UInt32: PostgresEncodable, PostgresDecodable {
  /// `bigint`
  public static var parameterType: PostgresType { .int8 }
  /// `bigint`
  public var parameter: Parameter { .integer(.int8, Int64(self)) }
  /// From any integer type of the server and from `numeric`, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> UInt32? {
    decodeWhole(bytes, type: type)
  }
}

extension UInt64: PostgresEncodable, PostgresDecodable {
  /// `bigint`, also where the value is above it: NULL has no size.
  public static var parameterType: PostgresType { .int8 }
  /// `bigint`, so that an index on such a column is used; `numeric` where the value is above its range.
  public var parameter: Parameter {
    Int64(exactly: self).map { .integer(.int8, $0) } ?? PostgresNumeric(self).parameter
  }
  /// From any integer type of the server and from `numeric`, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> UInt64? {
    decodeWhole(bytes, type: type)
  }
}

extension UInt: PostgresEncodable, PostgresDecodable {
  /// `bigint`, also where the value is above it: NULL has no size.
  public static var parameterType: PostgresType { .int8 }
  /// `bigint`, so that an index on such a column is used; `numeric` where the value is above its range.
  public var parameter: Parameter {
    Int64(exactly: self).map { .integer(.int8, $0) } ?? PostgresNumeric(self).parameter
  }
  /// From any integer type of the server and from `numeric`, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> UInt? {
    decodeWhole(bytes, type: type)
  }
}
