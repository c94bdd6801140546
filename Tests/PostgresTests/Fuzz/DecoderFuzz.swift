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
  ]

  static let types: [PostgresType] = [
    .bool, .bytea, .name, .int8, .int2, .int4, .text, .oid, .json, .float4, .float8, .bpchar, .varchar,
    .textArray, .int8Array, .date, .timestamptz, .uuid, .jsonb, .inferred,
    // An enum, or another type that a database adds.
    PostgresType(rawValue: 16384),
  ]

  static func lawBroken(by input: [UInt8]) -> String? {
    guard input.count >= 2, Int(input[0]) < readers.count, Int(input[1]) < types.count else { return nil }
    return readers[Int(input[0])].lawBroken(Array(input.dropFirst(2)), types[Int(input[1])])
  }

  /// One Swift type.
  struct Reader: Sendable {
    let lawBroken: @Sendable ([UInt8], PostgresType) -> String?

    /// - Parameter canonical: the types of the server of which a value has one form in bytes only.
    init<Value: PostgresEncodable & PostgresDecodable>(
      _ type: Value.Type, canonical: Set<PostgresType> = []
    ) {
      lawBroken = { bytes, oid in
        guard let value = Value.decode(bytes.span, type: oid) else { return nil }
        let parameter = value.parameter
        guard let written = parameter.bytes else { return "\(value), read from \(oid), is written as NULL" }
        if canonical.contains(oid), written != bytes {
          return "\(value), read from \(oid), is written as other bytes: \(written)"
        }
        let own = parameter.type == .inferred ? PostgresType.text : parameter.type
        guard let again = Value.decode(written.span, type: own) else {
          return "\(value), read from \(oid), cannot be read again from \(own)"
        }
        return again.parameter == parameter ? nil : "\(value), read from \(oid), is \(again) when read again"
      }
    }
  }
}
