/// A type of the server, by its object identifier (`pg_type.oid`). The constants are those of the built-in types, which
/// PostgreSQL never changes (src/include/catalog/pg_type.dat).
public struct PostgresType: RawRepresentable, Sendable, Hashable {
  /// The object identifier.
  public var rawValue: UInt32
  /// A type by its object identifier.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

// Computed, so that a client's code has the numbers and need not ask for them.
extension PostgresType {
  /// Left to the server.
  @inlinable public static var inferred: PostgresType { PostgresType(rawValue: 0) }
  /// `boolean`
  @inlinable public static var bool: PostgresType { PostgresType(rawValue: 16) }
  /// `bytea`
  @inlinable public static var bytea: PostgresType { PostgresType(rawValue: 17) }
  /// `"char"`
  @inlinable public static var singleByteCharacter: PostgresType { PostgresType(rawValue: 18) }
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
  /// `xid`
  @inlinable public static var xid: PostgresType { PostgresType(rawValue: 28) }
  /// `json`
  @inlinable public static var json: PostgresType { PostgresType(rawValue: 114) }
  /// `xml`
  @inlinable public static var xml: PostgresType { PostgresType(rawValue: 142) }
  /// `real`
  @inlinable public static var float4: PostgresType { PostgresType(rawValue: 700) }
  /// `double precision`
  @inlinable public static var float8: PostgresType { PostgresType(rawValue: 701) }
  /// `character`
  @inlinable public static var bpchar: PostgresType { PostgresType(rawValue: 1042) }
  /// `character varying`
  @inlinable public static var varchar: PostgresType { PostgresType(rawValue: 1043) }
  /// `date`
  @inlinable public static var date: PostgresType { PostgresType(rawValue: 1082) }
  /// `time without time zone`
  @inlinable public static var time: PostgresType { PostgresType(rawValue: 1083) }
  /// `timestamp without time zone`
  @inlinable public static var timestamp: PostgresType { PostgresType(rawValue: 1114) }
  /// `timestamp with time zone`
  @inlinable public static var timestamptz: PostgresType { PostgresType(rawValue: 1184) }
  /// `interval`
  @inlinable public static var interval: PostgresType { PostgresType(rawValue: 1186) }
  /// `numeric`
  @inlinable public static var numeric: PostgresType { PostgresType(rawValue: 1700) }
  /// `record`
  @inlinable public static var record: PostgresType { PostgresType(rawValue: 2249) }
  /// `uuid`
  @inlinable public static var uuid: PostgresType { PostgresType(rawValue: 2950) }
  /// `jsonb`
  @inlinable public static var jsonb: PostgresType { PostgresType(rawValue: 3802) }
  /// `int4range`
  @inlinable public static var int4range: PostgresType { PostgresType(rawValue: 3904) }
  /// `numrange`
  @inlinable public static var numrange: PostgresType { PostgresType(rawValue: 3906) }
  /// `tsrange`
  @inlinable public static var tsrange: PostgresType { PostgresType(rawValue: 3908) }
  /// `tstzrange`
  @inlinable public static var tstzrange: PostgresType { PostgresType(rawValue: 3910) }
  /// `daterange`
  @inlinable public static var daterange: PostgresType { PostgresType(rawValue: 3912) }
  /// `int8range`
  @inlinable public static var int8range: PostgresType { PostgresType(rawValue: 3926) }
  /// `xid8`
  @inlinable public static var xid8: PostgresType { PostgresType(rawValue: 5069) }
}

extension PostgresType {
  /// `boolean[]`
  @inlinable public static var boolArray: PostgresType { PostgresType(rawValue: 1000) }
  /// `bytea[]`
  @inlinable public static var byteaArray: PostgresType { PostgresType(rawValue: 1001) }
  /// `"char"[]`
  @inlinable public static var singleByteCharacterArray: PostgresType { PostgresType(rawValue: 1002) }
  /// `name[]`
  @inlinable public static var nameArray: PostgresType { PostgresType(rawValue: 1003) }
  /// `bigint[]`
  @inlinable public static var int8Array: PostgresType { PostgresType(rawValue: 1016) }
  /// `smallint[]`
  @inlinable public static var int2Array: PostgresType { PostgresType(rawValue: 1005) }
  /// `integer[]`
  @inlinable public static var int4Array: PostgresType { PostgresType(rawValue: 1007) }
  /// `text[]`
  @inlinable public static var textArray: PostgresType { PostgresType(rawValue: 1009) }
  /// `oid[]`
  @inlinable public static var oidArray: PostgresType { PostgresType(rawValue: 1028) }
  /// `xid[]`
  @inlinable public static var xidArray: PostgresType { PostgresType(rawValue: 1011) }
  /// `json[]`
  @inlinable public static var jsonArray: PostgresType { PostgresType(rawValue: 199) }
  /// `xml[]`
  @inlinable public static var xmlArray: PostgresType { PostgresType(rawValue: 143) }
  /// `real[]`
  @inlinable public static var float4Array: PostgresType { PostgresType(rawValue: 1021) }
  /// `double precision[]`
  @inlinable public static var float8Array: PostgresType { PostgresType(rawValue: 1022) }
  /// `character[]`
  @inlinable public static var bpcharArray: PostgresType { PostgresType(rawValue: 1014) }
  /// `character varying[]`
  @inlinable public static var varcharArray: PostgresType { PostgresType(rawValue: 1015) }
  /// `date[]`
  @inlinable public static var dateArray: PostgresType { PostgresType(rawValue: 1182) }
  /// `time without time zone[]`
  @inlinable public static var timeArray: PostgresType { PostgresType(rawValue: 1183) }
  /// `timestamp without time zone[]`
  @inlinable public static var timestampArray: PostgresType { PostgresType(rawValue: 1115) }
  /// `timestamp with time zone[]`
  @inlinable public static var timestamptzArray: PostgresType { PostgresType(rawValue: 1185) }
  /// `interval[]`
  @inlinable public static var intervalArray: PostgresType { PostgresType(rawValue: 1187) }
  /// `numeric[]`
  @inlinable public static var numericArray: PostgresType { PostgresType(rawValue: 1231) }
  /// `record[]`
  @inlinable public static var recordArray: PostgresType { PostgresType(rawValue: 2287) }
  /// `uuid[]`
  @inlinable public static var uuidArray: PostgresType { PostgresType(rawValue: 2951) }
  /// `jsonb[]`
  @inlinable public static var jsonbArray: PostgresType { PostgresType(rawValue: 3807) }
  /// `int4range[]`
  @inlinable public static var int4rangeArray: PostgresType { PostgresType(rawValue: 3905) }
  /// `numrange[]`
  @inlinable public static var numrangeArray: PostgresType { PostgresType(rawValue: 3907) }
  /// `tsrange[]`
  @inlinable public static var tsrangeArray: PostgresType { PostgresType(rawValue: 3909) }
  /// `tstzrange[]`
  @inlinable public static var tstzrangeArray: PostgresType { PostgresType(rawValue: 3911) }
  /// `daterange[]`
  @inlinable public static var daterangeArray: PostgresType { PostgresType(rawValue: 3913) }
  /// `int8range[]`
  @inlinable public static var int8rangeArray: PostgresType { PostgresType(rawValue: 3927) }
  /// `xid8[]`
  @inlinable public static var xid8Array: PostgresType { PostgresType(rawValue: 271) }
}
