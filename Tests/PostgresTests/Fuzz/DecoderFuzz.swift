import Foundation

@testable import Postgres

/// Every type that a column can be read as, from any bytes said to be of any type of the server.
///
/// The first byte of an input chooses the Swift type, the second the type of the server, the rest is the field. New ones
/// are added at the ends of the two lists, so that what was found before keeps its meaning.
enum DecoderFuzz {
  static let readers: [Reader] = [
    Reader(Bool.self),
    Reader(Int.self, canonical: [.int8]),
    Reader(Int64.self, canonical: [.int8]),
    Reader(Int32.self, canonical: [.int4]),
    Reader(Double.self, canonical: [.float8]),
    Reader(String.self, canonical: [.text, .varchar, .bpchar, .name, .json]),
    Reader([UInt8].self, canonical: [.bytea]),
    Reader([String].self),
    Reader([Int64].self),
    Reader(PostgresDate.self, canonical: [.date]),
    Reader(PostgresInstant.self, canonical: [.timestamptz]),
    Reader(UUID.self, canonical: [.uuid]),
    Reader(Int8.self),
    Reader(Int16.self, canonical: [.int2]),
    Reader(UInt8.self),
    Reader(UInt16.self),
    Reader(UInt32.self),
    Reader(UInt64.self),
    Reader(UInt.self),
    Reader(Float.self, canonical: [.float4]),
    Reader(PostgresNumeric.self),
    Reader(Decimal.self),
    Reader(PostgresTime.self, canonical: [.time]),
    Reader(PostgresTimestamp.self, canonical: [.timestamp]),
    Reader(PostgresInterval.self, canonical: [.interval]),
    Reader(JSON<[String: Decimal]>.self),
    Reader(JSON<[Bool?]>.self),
    Reader(Level.self),
    Reader(PostgresRange<PostgresDate>.self),
    Reader(PostgresRange<Int32>.self),
    Reader(PostgresRange<Int64>.self),
    Reader(PostgresRange<PostgresNumeric>.self),
    Reader(PostgresRange<PostgresTimestamp>.self),
    Reader(PostgresRange<PostgresInstant>.self),
    Reader([Bool?].self),
    Reader([Int16].self),
    Reader([UInt64?].self),
    Reader([Float].self),
    Reader([Double?].self),
    Reader([Decimal].self),
    Reader([PostgresNumeric?].self),
    Reader([UUID].self),
    Reader([PostgresTime].self),
    Reader([PostgresInterval].self),
    Reader([String?].self),
    Reader([[UInt8]].self),
    Reader([[UInt8]?].self),
    Reader([JSON<Int>].self),
    Reader([PostgresRange<Int32>].self),
    Reader([Level].self, isWrittenAsLiteral: true),
    Reader(PostgresArray<Int32>.self),
    Reader(PostgresArray<String?>.self),
    Reader(PostgresArray<[UInt8]>.self),
    Reader(Int?.self),
    Reader(String?.self),
    Reader(record: PostgresRecord.self),
  ]

  static let types: [PostgresType] = [
    .bool, .bytea, .name, .int8, .int2, .int4, .text, .oid, .json, .float4, .float8, .bpchar, .varchar,
    .textArray, .int8Array, .date, .timestamptz, .uuid, .jsonb, .inferred,
    // An enum, or another type that a database adds.
    PostgresType(rawValue: 16384),
    .singleByteCharacter, .xid, .xml, .time, .timestamp, .interval, .numeric, .record, .int4range, .numrange,
    .tsrange, .tstzrange, .daterange, .int8range, .xid8, .boolArray, .byteaArray, .singleByteCharacterArray,
    .nameArray, .int2Array, .int4Array, .oidArray, .xidArray, .jsonArray, .xmlArray, .float4Array,
    .float8Array, .bpcharArray, .varcharArray, .dateArray, .timeArray, .timestampArray, .timestamptzArray,
    .intervalArray, .numericArray, .recordArray, .uuidArray, .jsonbArray, .int4rangeArray, .numrangeArray,
    .tsrangeArray, .tstzrangeArray, .daterangeArray, .int8rangeArray, .xid8Array,
    // int2vector and oidvector
    PostgresType(rawValue: 22), PostgresType(rawValue: 30),
  ]

  static func lawBroken(by input: [UInt8]) -> String? {
    guard input.count >= 2, Int(input[0]) < readers.count, Int(input[1]) < types.count else { return nil }
    return readers[Int(input[0])].lawBroken(Array(input.dropFirst(2)), types[Int(input[1])])
  }

  /// An enumeration of the server.
  enum Level: String, CaseIterable, PostgresArrayElement {
    case calm, loud
  }

  /// One Swift type.
  struct Reader: Sendable {
    let lawBroken: @Sendable ([UInt8], PostgresType) -> String?

    /// - Parameters:
    ///   - canonical: the types of the server of which a value has one form in bytes only.
    ///   - isWrittenAsLiteral: whether only the server reads what is written.
    init<Value: PostgresEncodable & PostgresDecodable>(
      _ type: Value.Type, canonical: Set<PostgresType> = [], isWrittenAsLiteral: Bool = false
    ) {
      lawBroken = { bytes, oid in
        guard let value = Value.decode(bytes.span, type: oid) else { return nil }
        let parameter = value.parameter
        guard let written = parameter.bytes else { return "\(value), read from \(oid), is written as NULL" }
        if canonical.contains(oid), written != bytes {
          return "\(value), read from \(oid), is written as other bytes: \(written)"
        }
        if isWrittenAsLiteral { return nil }
        let own = parameter.type == .inferred ? PostgresType.text : parameter.type
        guard let again = Value.decode(written.span, type: own) else {
          return "\(value), read from \(oid), cannot be read again from \(own)"
        }
        return again.parameter == parameter ? nil : "\(value), read from \(oid), is \(again) when read again"
      }
    }

    /// A composite, which is never written: each of its fields is read as bytes and as text.
    init(record: PostgresRecord.Type) {
      lawBroken = { bytes, oid in
        guard let value = PostgresRecord.decode(bytes.span, type: oid) else { return nil }
        for index in 0..<value.count {
          _ = try? value.value(index, as: [UInt8]?.self)
          _ = try? value.value(index, as: String?.self)
        }
        return nil
      }
    }
  }
}
