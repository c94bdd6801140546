/// A Swift value that can stand as a parameter.
public protocol PostgresEncodable: Sendable {
  /// The value as it goes to the server.
  var parameter: Parameter { get }
  /// The type that NULL has in place of such a value, the same as that of the values; inferred unless a type says more.
  static var parameterType: PostgresType { get }
}

extension PostgresEncodable {
  /// Left to the server.
  public static var parameterType: PostgresType { .inferred }
}

extension String: PostgresEncodable {
  /// Text whose type the server infers. A NUL inside is refused when the statement is run: libpq would cut there.
  public var parameter: Parameter { Parameter(type: .inferred, bytes: Array(utf8), isBinary: false) }
}

extension Bool: PostgresEncodable {
  /// `boolean`
  public static var parameterType: PostgresType { .bool }
  /// `boolean`
  public var parameter: Parameter { .binary(.bool, [self ? 1 : 0]) }
}

extension Int: PostgresEncodable {
  /// `bigint`
  public static var parameterType: PostgresType { .int8 }
  /// `bigint`
  public var parameter: Parameter { .integer(.int8, Int64(self)) }
}

extension Int64: PostgresEncodable {
  /// `bigint`
  public static var parameterType: PostgresType { .int8 }
  /// `bigint`
  public var parameter: Parameter { .integer(.int8, self) }
}

extension Int32: PostgresEncodable {
  /// `integer`
  public static var parameterType: PostgresType { .int4 }
  /// `integer`
  public var parameter: Parameter { .integer(.int4, self) }
}

extension Double: PostgresEncodable {
  /// `double precision`
  public static var parameterType: PostgresType { .float8 }
  /// `double precision`, every bit kept, NaN and infinities included
  public var parameter: Parameter { .integer(.float8, bitPattern) }
}

/// What an array of such values is on the server: an array, or `bytea` for bytes.
public protocol PostgresArrayElement: Sendable {
  /// The whole array as a parameter.
  static func parameter(for elements: [Self]) -> Parameter
  /// The whole array from a field that is not NULL.
  static func decodeArray(_ bytes: Span<UInt8>, type: PostgresType) -> [Self]?
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
  /// That of the empty array.
  public static var parameterType: PostgresType { Element.parameter(for: []).type }
  /// `bytea` for bytes, else an array of one dimension without NULLs.
  public var parameter: Parameter { Element.parameter(for: self) }
}

extension UInt8: PostgresArrayElement {
  /// `bytea`
  public static func parameter(for elements: [UInt8]) -> Parameter { .binary(.bytea, elements) }
}

extension String: PostgresArrayElement {
  /// `text[]`
  public static func parameter(for elements: [String]) -> Parameter {
    .binary(.textArray, binaryArray(elements.map { Array($0.utf8) }, element: .text))
  }
}

extension Int64: PostgresArrayElement {
  /// `bigint[]`
  public static func parameter(for elements: [Int64]) -> Parameter {
    .binary(.int8Array, binaryArray(elements.map { bigEndianBytes($0) }, element: .int8))
  }
}

extension PostgresDate: PostgresEncodable {
  /// `date`
  public static var parameterType: PostgresType { .date }
  /// `date`
  public var parameter: Parameter { .integer(.date, daysSince2000) }
}

extension PostgresInstant: PostgresEncodable {
  /// `timestamp with time zone`
  public static var parameterType: PostgresType { .timestamptz }
  /// `timestamp with time zone`
  public var parameter: Parameter { .integer(.timestamptz, microsecondsSince2000) }
}

extension PostgresUUID: PostgresEncodable {
  /// `uuid`
  public static var parameterType: PostgresType { .uuid }
  /// `uuid`
  public var parameter: Parameter { .binary(.uuid, bytes) }
}

/// A one-dimensional array in binary format: dimensions, NULL flag, element type, length, lower bound, elements.
private func binaryArray(_ elements: [[UInt8]], element: PostgresType) -> [UInt8] {
  var bytes = bigEndianBytes(Int32(elements.isEmpty ? 0 : 1)) + bigEndianBytes(Int32(0))
  bytes += bigEndianBytes(element.rawValue)
  guard !elements.isEmpty else { return bytes }
  bytes += bigEndianBytes(Int32(elements.count)) + bigEndianBytes(Int32(1))
  for element in elements {
    bytes += bigEndianBytes(Int32(element.count)) + element
  }
  return bytes
}
