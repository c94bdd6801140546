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

  static func integer<Number: FixedWidthInteger>(_ type: PostgresType, _ value: Number) -> Parameter {
    .binary(type, bigEndianBytes(value))
  }
}

/// The bytes of an integer, most significant first, as PostgreSQL's binary format has them.
func bigEndianBytes<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
  (0..<(Number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> (Number.bitWidth - 8 - $0 * 8)) }
}

/// A type of the server, by its object identifier (`pg_type.oid`). The constants are those of the built-in types, which
/// PostgreSQL never changes (src/include/catalog/pg_type.dat).
public struct PostgresType: RawRepresentable, Sendable, Hashable {
  /// The object identifier.
  public var rawValue: UInt32
  /// A type by its object identifier.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Left to the server.
  public static let inferred = PostgresType(rawValue: 0)
  /// `boolean`
  public static let bool = PostgresType(rawValue: 16)
  /// `bytea`
  public static let bytea = PostgresType(rawValue: 17)
  /// `name`
  public static let name = PostgresType(rawValue: 19)
  /// `bigint`
  public static let int8 = PostgresType(rawValue: 20)
  /// `smallint`
  public static let int2 = PostgresType(rawValue: 21)
  /// `integer`
  public static let int4 = PostgresType(rawValue: 23)
  /// `text`
  public static let text = PostgresType(rawValue: 25)
  /// `oid`
  public static let oid = PostgresType(rawValue: 26)
  /// `json`
  public static let json = PostgresType(rawValue: 114)
  /// `real`
  public static let float4 = PostgresType(rawValue: 700)
  /// `double precision`
  public static let float8 = PostgresType(rawValue: 701)
  /// `character(n)`
  public static let bpchar = PostgresType(rawValue: 1042)
  /// `character varying`
  public static let varchar = PostgresType(rawValue: 1043)
  /// `text[]`
  public static let textArray = PostgresType(rawValue: 1009)
  /// `bigint[]`
  public static let int8Array = PostgresType(rawValue: 1016)
  /// `date`
  public static let date = PostgresType(rawValue: 1082)
  /// `timestamp with time zone`
  public static let timestamptz = PostgresType(rawValue: 1184)
  /// `uuid`
  public static let uuid = PostgresType(rawValue: 2950)
  /// `jsonb`
  public static let jsonb = PostgresType(rawValue: 3802)
}

extension PostgresType: CustomStringConvertible {
  /// The type's name, or its object identifier where the type is none of the constants.
  public var description: String {
    switch self {
    case .inferred: "unknown"
    case .bool: "boolean"
    case .bytea: "bytea"
    case .name: "name"
    case .int8: "bigint"
    case .int2: "smallint"
    case .int4: "integer"
    case .text: "text"
    case .oid: "oid"
    case .json: "json"
    case .float4: "real"
    case .float8: "double precision"
    case .bpchar: "character"
    case .varchar: "character varying"
    case .textArray: "text[]"
    case .int8Array: "bigint[]"
    case .date: "date"
    case .timestamptz: "timestamp with time zone"
    case .uuid: "uuid"
    case .jsonb: "jsonb"
    default: "oid \(rawValue)"
    }
  }
}
