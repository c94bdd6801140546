extension PostgresType {
  /// The type of arrays of it; nil where it is none of the constants.
  public var array: PostgresType? { Self.arrays[self] }

  /// The type of its elements, where it is the type of arrays of one of the constants.
  public var element: PostgresType? { Self.elements[self] }

  /// Whether a database has added the type: FirstNormalObjectId of src/include/access/transam.h.
  var isAdded: Bool { rawValue >= 16384 }

  private static let arrays = Dictionary(uniqueKeysWithValues: builtIn.map { ($0.type, $0.array) })
  private static let elements = Dictionary(uniqueKeysWithValues: builtIn.map { ($0.array, $0.type) })
  private static let names = Dictionary(uniqueKeysWithValues: builtIn.map { ($0.type, $0.name) })

  private static let builtIn: [(type: PostgresType, array: PostgresType, name: String)] = [
    (.bool, .boolArray, "boolean"),
    (.bytea, .byteaArray, "bytea"),
    (.singleByteCharacter, .singleByteCharacterArray, "\"char\""),
    (.name, .nameArray, "name"),
    (.int8, .int8Array, "bigint"),
    (.int2, .int2Array, "smallint"),
    (.int4, .int4Array, "integer"),
    (.text, .textArray, "text"),
    (.oid, .oidArray, "oid"),
    (.xid, .xidArray, "xid"),
    (.json, .jsonArray, "json"),
    (.xml, .xmlArray, "xml"),
    (.float4, .float4Array, "real"),
    (.float8, .float8Array, "double precision"),
    (.bpchar, .bpcharArray, "character"),
    (.varchar, .varcharArray, "character varying"),
    (.date, .dateArray, "date"),
    (.time, .timeArray, "time without time zone"),
    (.timestamp, .timestampArray, "timestamp without time zone"),
    (.timestamptz, .timestamptzArray, "timestamp with time zone"),
    (.interval, .intervalArray, "interval"),
    (.numeric, .numericArray, "numeric"),
    (.record, .recordArray, "record"),
    (.uuid, .uuidArray, "uuid"),
    (.jsonb, .jsonbArray, "jsonb"),
    (.int4range, .int4rangeArray, "int4range"),
    (.numrange, .numrangeArray, "numrange"),
    (.tsrange, .tsrangeArray, "tsrange"),
    (.tstzrange, .tstzrangeArray, "tstzrange"),
    (.daterange, .daterangeArray, "daterange"),
    (.int8range, .int8rangeArray, "int8range"),
    (.xid8, .xid8Array, "xid8"),
  ]
}

extension PostgresType: CustomStringConvertible {
  /// The type's name, or its object identifier where the type is none of the constants.
  public var description: String {
    if self == .inferred { return "unknown" }
    if let name = Self.names[self] { return name }
    if let element { return "\(element)[]" }
    return "oid \(rawValue)"
  }
}
