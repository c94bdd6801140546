/// One parameter as it goes to the server.
public struct Parameter: Sendable, Equatable {
  /// The type's object identifier; 0 lets the server infer the type from where the parameter stands.
  public var type: PostgresType
  /// The value in `format`, or nil for NULL.
  public var bytes: [UInt8]?
  /// Whether `bytes` is in PostgreSQL's binary format. Text is sent as text so that a bare string can become a date,
  /// a number or an enum value where the statement asks for one.
  public var isBinary: Bool

  /// NULL, of whatever type the statement expects.
  public static let null = Parameter(type: .inferred, bytes: nil, isBinary: false)

  /// NULL of a given type.
  static func null(_ type: PostgresType) -> Parameter { Parameter(type: type, bytes: nil, isBinary: false) }

  static func binary(_ type: PostgresType, _ bytes: [UInt8]) -> Parameter {
    Parameter(type: type, bytes: bytes, isBinary: true)
  }

  static func integer<Number: FixedWidthInteger & BitwiseCopyable>(_ type: PostgresType, _ value: Number)
    -> Parameter
  {
    .binary(type, bigEndianBytes(value))
  }
}

/// The bytes of an integer, most significant first, as PostgreSQL's binary format has them.
func bigEndianBytes<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number) -> [UInt8] {
  // The bytes are copied inside the closure.
  unsafe withUnsafeBytes(of: value.bigEndian) { unsafe Array($0) }
}
