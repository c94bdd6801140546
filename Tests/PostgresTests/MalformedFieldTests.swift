import Foundation
import Testing

@testable import Postgres

private enum Word: String, PostgresArrayElement { case one }

/// A server that lies, or a byte that was lost, must not bring the program down.
@Suite struct MalformedFieldTests {
  private static let types: [PostgresType] =
    [
      .bool, .bytea, .int2, .int4, .int8, .oid, .xid8, .float4, .float8, .numeric, .text, .jsonb, .json,
      .uuid, .date,
      .time, .timestamp, .timestamptz, .interval, .daterange, .int4range, .numrange, .record, .int4Array,
      .numericArray, .byteaArray, .textArray, .int4rangeArray, .jsonbArray,
    ] + [22, 30, 16_384, .max].map { PostgresType(rawValue: $0) }

  /// Decodes the bytes as everything that there is; what comes out is written and sent again.
  private func decodeAll(_ bytes: [UInt8], type: PostgresType) {
    func decode<Value: PostgresDecodable & PostgresEncodable>(_: Value.Type) {
      guard let value = Value.decode(bytes.span, type: type) else { return }
      _ = (value.parameter, "\(value)")
    }
    decode(Bool.self)
    decode(Int.self)
    decode(Int8.self)
    decode(UInt64.self)
    decode(Float.self)
    decode(Double.self)
    decode(PostgresNumeric.self)
    decode(Decimal.self)
    decode(String.self)
    decode([UInt8].self)
    decode(UUID.self)
    decode(PostgresDate.self)
    decode(PostgresTime.self)
    decode(PostgresTimestamp.self)
    decode(PostgresInstant.self)
    decode(PostgresInterval.self)
    decode(PostgresRange<PostgresDate>.self)
    decode(PostgresRange<Int32>.self)
    decode(PostgresRange<PostgresNumeric>.self)
    decode(JSON<[Int]>.self)
    decode(Word.self)
    decode([Int?].self)
    decode([String].self)
    decode([Word?].self)
    decode([[UInt8]].self)
    decode(PostgresArray<PostgresNumeric?>.self)
    decode(PostgresArray<PostgresRange<Int32>>.self)
    _ = PostgresRecord.decode(bytes.span, type: type)
    takeApart(bytes, type: type)
  }

  /// What a value is made of must be there for every value.
  private func takeApart(_ bytes: [UInt8], type: PostgresType) {
    if let timestamp = PostgresTimestamp.decode(bytes.span, type: type) {
      _ = (timestamp.date, timestamp.time)
    }
    if let date = PostgresDate.decode(bytes.span, type: type) { _ = date.parts }
    if let numeric = PostgresNumeric.decode(bytes.span, type: type) {
      _ = (Int(exactly: numeric), Double(nearest: numeric), numeric.hashValue, numeric < 0)
    }
  }

  @Test("No bytes whatever make a decoder trap")
  func random() {
    var numbers = SystemRandomNumberGenerator()
    for _ in 0..<3_000 {
      // Small and extreme bytes are the likely lengths, counts and flags.
      let bytes = (0..<Int.random(in: 0...40, using: &numbers)).map { _ in
        [0, 0, 0, 1, 2, 4, 0x27, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &numbers)].randomElement(
          using: &numbers) ?? 0
      }
      for type in Self.types { decodeAll(bytes, type: type) }
    }
  }

  @Test("Values that were cut, or of which one byte is another, do not make a decoder trap")
  func mutated() throws {
    let values: [any PostgresEncodable] = [
      try #require(PostgresNumeric("-12345678.000900001")), [1, nil, 3] as [Int32?], ["a", nil] as [String?],
      PostgresRange(1..<5 as Range<Int32>),
      try #require(PostgresArray(rows: [[1, 2], [3, 4]] as [[Int32]])),
      PostgresInterval(months: .min, days: .max, microseconds: .min), try JSON([1]), PostgresInstant.infinity,
      [PostgresNumeric(7)], Double.nan, [[1], []] as [[UInt8]],
    ]
    for value in values {
      let bytes = value.parameter.bytes ?? []
      for index in bytes.indices {
        decodeAll(Array(bytes[..<index]), type: value.parameter.type)
        for byte in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
          var other = bytes
          other[index] = byte
          decodeAll(other, type: value.parameter.type)
        }
      }
    }
  }
}
