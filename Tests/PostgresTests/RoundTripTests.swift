import Foundation
import PostgresTesting
import Testing

@testable import Postgres

/// Encoding and decoding are inverse, and both agree with the server's own text for the value.
@Suite(.database) struct RoundTripTests {
  private func check<Value: PostgresCodable & Equatable>(
    _ values: [Value], _ texts: [String]? = nil, _ location: SourceLocation = #_sourceLocation
  ) throws {
    var connection = try Database.current.connect()
    for (index, value) in values.enumerated() {
      let back = try connection.value("SELECT \(value)", as: Value.self)
      #expect(back == value, sourceLocation: location)
      let optional = try connection.value("SELECT \(Optional(value))", as: Value?.self)
      #expect(optional == .some(value), sourceLocation: location)
      if let texts {
        #expect(
          try connection.value("SELECT \(value)::text", as: String.self) == texts[index],
          sourceLocation: location)
      }
    }
    #expect(
      try connection.value("SELECT NULL::text", as: Value?.self) == .some(nil), sourceLocation: location)
  }

  typealias PostgresCodable = PostgresEncodable & PostgresDecodable

  @Test("Bool") func bool() throws { try check([true, false], ["true", "false"]) }

  @Test("Whole numbers of every width to their ends, those above bigint as numeric")
  func integers() throws {
    func texts<Number: FixedWidthInteger>(_ values: [Number]) -> [String] { values.map { "\($0)" } }
    let ints = [0, 1, -1, 255, 256, -256, .max, .min, .max - 1, .min + 1]
    try check(ints, texts(ints))
    let longs: [Int64] = [0, 1, -1, .max, .min, 1 << 32, -1 << 32]
    try check(longs, texts(longs))
    let shorts: [Int32] = [0, 1, -1, .max, .min, 1 << 16]
    try check(shorts, texts(shorts))
    try check([0, 1, -1, .max, .min] as [Int16], ["0", "1", "-1", "32767", "-32768"])
    try check([0, 1, -1, .max, .min] as [Int8], ["0", "1", "-1", "127", "-128"])
    try check([0, 1, .max] as [UInt8], ["0", "1", "255"])
    try check([0, 1, .max] as [UInt16], ["0", "1", "65535"])
    try check([0, 1, .max] as [UInt32], ["0", "1", "4294967295"])
    let unsigned: [UInt64] = [0, 1, 1 << 63 - 1, 1 << 63, .max, .max - 1]
    try check(unsigned, texts(unsigned))
    try check([0, .max] as [UInt], ["0", "18446744073709551615"])
  }

  @Test("Double, bit by bit: NaN with its payload, infinities, minus zero, the smallest and the largest")
  func double() throws {
    var connection = try Database.current.connect()
    let values: [Double] = [
      0, -0.0, 1, 0.1 + 0.2, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
      -.greatestFiniteMagnitude, .infinity,
      -.infinity, .nan, -.nan, .pi,
    ]
    for value in values {
      let back = try connection.value("SELECT \(value)", as: Double.self)
      #expect(back?.bitPattern == value.bitPattern)
    }
    try check([1.5, -0.25, 1e300], ["1.5", "-0.25", "1e+300"])
    #expect(try connection.value("SELECT 0.1::real", as: Double.self) == Double(Float(0.1)))
    #expect(try connection.value("SELECT 'NaN'::real", as: Double.self)?.isNaN == true)
  }

  @Test("Float, bit by bit; from double precision only where nothing is lost")
  func float() throws {
    var connection = try Database.current.connect()
    let values: [Float] = [
      0, -0.0, 0.1, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity, .nan, -.nan, .pi,
    ]
    for value in values {
      #expect(try connection.value("SELECT \(value)", as: Float.self)?.bitPattern == value.bitPattern)
      let wide = try connection.value("SELECT \(value)::float8", as: Float.self)
      #expect(wide == value || (wide?.isNaN == true && value.isNaN))
    }
    try check([1.5, -0.25, 0.1] as [Float], ["1.5", "-0.25", "0.1"])
    for lossy in ["0.1::float8", "1e300::float8", "16777217::float8"] {
      let error = try refusal { _ = try connection.value("SELECT \(trusted: lossy)", as: Float.self) }
      #expect(error.kind == .decoding)
    }
  }

  @Test("String of every kind that the server has")
  func strings() throws {
    let texts = ["", " ", "a", "é€\u{1F468}", "e\u{301}", String(repeating: "x", count: 100_000), "\r\n\t"]
    try check(texts, texts)
    var connection = try Database.current.connect()
    try connection.script("CREATE TYPE mood AS ENUM ('calm'); CREATE DOMAIN short AS varchar(9)")
    for type in ["text", "varchar", "char(4)", "name", "xml", "mood", "short", "json"] {
      let value = type == "json" ? "\"calm\"" : "calm"
      #expect(try connection.value("SELECT \(value)::\(trusted: type)", as: String.self) == value, "\(type)")
    }
    #expect(
      try connection.value(#"SELECT '{"b": 1, "a":[]}'::jsonb"#, as: String.self) == #"{"a": [], "b": 1}"#)
    #expect(
      try connection.value(#"SELECT '{"b": 1, "a":[]}'::json"#, as: String.self) == #"{"b": 1, "a":[]}"#)
    #expect(try connection.value("SELECT 'x'::\"char\"", as: String.self) == "x")
    #expect(try connection.value("SELECT pg_sleep(0)", as: String.self)?.isEmpty == true)
  }

  @Test("Bytes, all 256 of them, whatever the server writes bytea as")
  func bytes() throws {
    let all = Array(0...255) as [UInt8]
    try check([[], [0], [0, 0, 0], [0xDE, 0xAD]] as [[UInt8]], ["\\x", "\\x00", "\\x000000", "\\xdead"])
    var connection = try Database.current.connect()
    for output in ["hex", "escape"] {
      try connection.execute("SELECT set_config('bytea_output', \(output), false)")
      #expect(try connection.value("SELECT \(all)", as: [UInt8].self) == all)
      for byte in all { #expect(try connection.value("SELECT \([byte])", as: [UInt8].self) == [byte]) }
    }
  }

  @Test("Arrays of text and of numbers, with what would need quoting in text")
  func arrays() throws {
    try check(
      [[], ["a"], ["NULL", "", "null"], ["{", "}", ",", "\"", "\\", " a "], ["é", "€"]],
      ["{}", "{a}", #"{"NULL","","null"}"#, #"{"{","}",",","\"","\\"," a "}"#, "{é,€}"])
    try check(
      [[], [0], [.min, .max, -1]] as [[Int64]],
      ["{}", "{0}", "{-9223372036854775808,9223372036854775807,-1}"])
    let many = (0..<20_000).map { Int64($0) }
    try check([many])
  }

  @Test("PostgresDate from the first day to the last that the server knows")
  func dates() throws {
    try check(
      [0, -1, 1, 60, -730_119, 990, -2_451_545, 2_145_031_948].map { PostgresDate(daysSince2000: $0) },
      [
        "2000-01-01", "1999-12-31", "2000-01-02", "2000-03-01", "0001-01-01", "2002-09-17", "4714-11-24 BC",
        "5874897-12-31",
      ])
  }

  @Test(
    "PostgresInstant to the microsecond, before 1970 and before 2000 too, whatever the session's time zone")
  func instants() throws {
    let texts = [
      "2000-01-01 00:00:00+00", "2000-01-01 00:00:00.000001+00", "1999-12-31 23:59:59.999999+00",
      "1969-12-31 23:59:59.999999+00", "2002-09-17 12:00:00+00", "4714-11-24 00:00:00+00 BC",
      "294276-12-31 23:59:59.999999+00",
    ]
    let values: [Int64] = [
      0, 1, -1, -946_684_800_000_001, 85_579_200_000_000, -211_813_488_000_000_000, 9_223_371_331_199_999_999,
    ]
    var connection = try Database.current.connect()
    for zone in ["UTC", "Asia/Calcutta", "America/St_Johns"] {
      for (text, value) in zip(texts, values) {
        try connection.script("SET TimeZone TO '\(zone)'; SET DateStyle TO 'German'")
        let instant = PostgresInstant(microsecondsSince2000: value)
        #expect(try connection.value("SELECT \(instant)", as: PostgresInstant.self) == instant)
        try connection.script("SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO'")
        #expect(try connection.value("SELECT \(instant)::text", as: String.self) == text)
      }
    }
  }

  @Test("UUID in the order in which it is written")
  func uuids() throws {
    let texts = [
      "00010203-0405-0607-0809-0a0b0c0d0e0f", "00000000-0000-0000-0000-000000000000",
      "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ]
    try check(texts.compactMap { UUID(uuidString: $0) }, texts)
  }
}
