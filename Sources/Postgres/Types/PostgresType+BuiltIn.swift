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

  /// The Swift type that it is best read as, for the words of an error; nil where it is none of the constants.
  var reader: String? {
    if let element { return element.reader.map { "an array of \($0), optional where there are NULLs" } }
    return Self.readers[self]
  }

  private static let readers = Dictionary(uniqueKeysWithValues: builtIn.map { ($0.type, $0.reader) })

  private static let builtIn: [(type: PostgresType, array: PostgresType, name: String, reader: String)] = [
    (.bool, .boolArray, "boolean", "Bool"),
    (.bytea, .byteaArray, "bytea", "[UInt8]"),
    (.singleByteCharacter, .singleByteCharacterArray, "\"char\"", "String"),
    (.name, .nameArray, "name", "String"),
    (.int8, .int8Array, "bigint", "Int64"),
    (.int2, .int2Array, "smallint", "Int16"),
    (.int4, .int4Array, "integer", "Int32"),
    (.text, .textArray, "text", "String"),
    (.oid, .oidArray, "oid", "UInt32"),
    (.xid, .xidArray, "xid", "UInt32"),
    (.json, .jsonArray, "json", "JSON or String"),
    (.xml, .xmlArray, "xml", "String"),
    (.float4, .float4Array, "real", "Float or Double"),
    (.float8, .float8Array, "double precision", "Double"),
    (.bpchar, .bpcharArray, "character", "String"),
    (.varchar, .varcharArray, "character varying", "String"),
    (.date, .dateArray, "date", "PostgresDate"),
    (.time, .timeArray, "time without time zone", "PostgresTime"),
    (.timestamp, .timestampArray, "timestamp without time zone", "PostgresTimestamp"),
    (.timestamptz, .timestamptzArray, "timestamp with time zone", "PostgresInstant"),
    (.interval, .intervalArray, "interval", "PostgresInterval"),
    (.numeric, .numericArray, "numeric", "PostgresNumeric"),
    (.record, .recordArray, "record", "PostgresRecord"),
    (.uuid, .uuidArray, "uuid", "UUID"),
    (.jsonb, .jsonbArray, "jsonb", "JSON or String"),
    (.int4range, .int4rangeArray, "int4range", "PostgresRange<Int32>"),
    (.numrange, .numrangeArray, "numrange", "PostgresRange<PostgresNumeric>"),
    (.tsrange, .tsrangeArray, "tsrange", "PostgresRange<PostgresTimestamp>"),
    (.tstzrange, .tstzrangeArray, "tstzrange", "PostgresRange<PostgresInstant>"),
    (.daterange, .daterangeArray, "daterange", "PostgresRange<PostgresDate>"),
    (.int8range, .int8rangeArray, "int8range", "PostgresRange<Int64>"),
    (.xid8, .xid8Array, "xid8", "UInt64"),
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
