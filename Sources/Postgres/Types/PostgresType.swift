/// A type of the server, by its object identifier (`pg_type.oid`). The constants are those of the built-in types, which
/// PostgreSQL never changes (src/include/catalog/pg_type.dat).
public struct PostgresType: RawRepresentable, Sendable, Hashable {
  /// The object identifier.
  public var rawValue: UInt32
  /// A type by its object identifier.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Left to the server.
  @inlinable public static var inferred: PostgresType { PostgresType(rawValue: 0) }
  /// `boolean`
  @inlinable public static var bool: PostgresType { PostgresType(rawValue: 16) }
  /// `bytea`
  @inlinable public static var bytea: PostgresType { PostgresType(rawValue: 17) }
  /// `name`
  @inlinable public static var name: PostgresType { PostgresType(rawValue: 19) }
  /// `bigint`
  @inlinable public static var int8: PostgresType { PostgresType(rawValue: 20) }
  /// `smallint`
  @inlinable public static var int2: PostgresType { PostgresType(rawValue: 21) }
  /// `integer`
  @inlinable public static var int4: PostgresType { PostgresType(rawValue: 23) }
  /// `text`
  @inlinable public static var text: PostgresType { PostgresType(rawValue: 25) }
  /// `oid`
  @inlinable public static var oid: PostgresType { PostgresType(rawValue: 26) }
  /// `json`
  @inlinable public static var json: PostgresType { PostgresType(rawValue: 114) }
  /// `real`
  @inlinable public static var float4: PostgresType { PostgresType(rawValue: 700) }
  /// `double precision`
  @inlinable public static var float8: PostgresType { PostgresType(rawValue: 701) }
  /// `character(n)`
  @inlinable public static var bpchar: PostgresType { PostgresType(rawValue: 1042) }
  /// `character varying`
  @inlinable public static var varchar: PostgresType { PostgresType(rawValue: 1043) }
  /// `text[]`
  @inlinable public static var textArray: PostgresType { PostgresType(rawValue: 1009) }
  /// `bigint[]`
  @inlinable public static var int8Array: PostgresType { PostgresType(rawValue: 1016) }
  /// `date`
  @inlinable public static var date: PostgresType { PostgresType(rawValue: 1082) }
  /// `timestamp with time zone`
  @inlinable public static var timestamptz: PostgresType { PostgresType(rawValue: 1184) }
  /// `uuid`
  @inlinable public static var uuid: PostgresType { PostgresType(rawValue: 2950) }
  /// `jsonb`
  @inlinable public static var jsonb: PostgresType { PostgresType(rawValue: 3802) }
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
