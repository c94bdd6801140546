import Foundation
import PostgresTesting
import Testing

@testable import Postgres

/// More than a hundred extreme values over all types: their text here is that of the server, both ways, in binary format.
@Suite(.database) struct ExtremeValueTests {
  @Test("Numbers: base-10000 groups, scales, signs, NaN, infinities, and the longest that there are")
  func numbers() throws {
    var connection = try Database.current.connect()
    try expectAgreement(
      &connection,
      [
        "0", "0.0", "-0.000", "1", "-1", "9999", "10000", "10001", "99999999", "100000000", "0.0001",
        "0.00001",
        "0.000000001", "10000.0001", "1234567890.0987654321", "100.123456790000000000000000", "0.1", "1.10",
        "790226039477542363.6032384900176272473", "-0.9999", "1e-16383", "1e131071", "-1e1000", "NaN",
        "Infinity", "-Infinity", "123456789012345678901234567890123456789012345678901234567890.123",
        String(repeating: "9", count: 131_072), "-" + String(repeating: "12345678", count: 16_384) + ".5",
        "0." + String(repeating: "0", count: 16_382) + "1",
      ], as: "numeric", PostgresNumeric.self)
    try expectAgreement(
      &connection, ["9223372036854775807", "-9223372036854775808", "0"], as: "bigint", Int64.self)
    try expectAgreement(&connection, ["2147483647", "-2147483648"], as: "integer", Int32.self)
    try expectAgreement(&connection, ["32767", "-32768"], as: "smallint", Int16.self)
    try expectAgreement(&connection, ["4294967295", "0"], as: "oid", UInt32.self)
    try expectAgreement(&connection, ["18446744073709551615"], as: "numeric", UInt64.self)
    let floats = [
      "NaN", "Infinity", "-Infinity", "-0", "5e-324", "1.7976931348623157e308", "0.30000000000000004",
    ]
    try expectAgreement(&connection, floats, as: "float8", text: nil as ((Double) -> String)?)
    let singles = ["NaN", "Infinity", "-Infinity", "-0", "1e-45", "3.4028235e38", "0.1"]
    try expectAgreement(&connection, singles, as: "float4", text: nil as ((Float) -> String)?)
  }

  @Test("Days and moments: BC, years past 9999, before 1970 and 2000, the ends of the calendar, infinities")
  func times() throws {
    var connection = try Database.current.connect()
    try connection.script("SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO'")
    try expectAgreement(
      &connection,
      [
        "4714-11-24 BC", "0100-01-01 BC", "0044-03-15 BC", "0001-12-31 BC", "0001-01-01", "0100-02-28",
        "1582-10-04", "1600-02-29", "1900-02-28", "1969-12-31", "1999-12-31", "2000-02-29", "9999-12-31",
        "10000-01-01", "12200-06-30", "5874897-12-31", "infinity", "-infinity",
      ], as: "date", PostgresDate.self)
    try expectAgreement(
      &connection,
      ["00:00", "00:00:00.000001", "23:59:59.999999", "24:00:00", "12:34:56.1", "23:59:60", "12:00:60.5"],
      as: "time", PostgresTime.self)
    let moments = [
      "4714-11-24 00:00:00 BC", "0044-03-15 12:00:00.000001 BC", "0001-12-31 23:59:59.999999 BC",
      "0001-01-01 00:00:00", "1900-02-28 23:59:59.5", "1969-12-31 23:59:59.999999",
      "1970-01-01 00:00:00.000001",
      "1999-12-31 23:59:59.999999", "1999-12-31 24:00:00", "2016-12-31 23:59:60", "10000-01-01 00:00:00",
      "2020-01-01 00:00:00.999999", "294276-12-31 23:59:59.999999", "infinity", "-infinity",
    ]
    try expectAgreement(&connection, moments, as: "timestamp", PostgresTimestamp.self)
    try expectAgreement(
      &connection, moments + ["1900-01-01 00:00:00+05:53:28", "2016-01-18 01:02:03+0042"],
      as: "timestamptz", PostgresInstant.self)
  }

  @Test("Intervals: parts of different sign, none, and the largest")
  func intervals() throws {
    var connection = try Database.current.connect()
    try expectAgreement(
      &connection,
      [
        "0", "1 month -1 day 1 second", "-1 month 1 day -1 microsecond",
        "1 year 2 months 3 days 04:05:06.789",
        "-1 year -2 months", "-13 months", "13 months -1 day", "1 day", "-1 day", "-1 day +00:00:01", "1 mon",
        "100:00:00", "-00:00:00.000001", "178956970 years", "2147483646 days", "2562047788:00:54.775807",
        "-178956970 years -8 months",
      ], as: "interval"
    ) { (value: PostgresInterval) in value.description }
  }

  @Test("Text, bytes, arrays, ranges, JSON and identifiers: escapes, emptiness, nesting")
  func others() throws {
    var connection = try Database.current.connect()
    let texts = ["", " ", "\\", "\\N", "'", "\"", "{}", "NULL", "\u{1}", "\u{10FFFF}", "e\u{301}", "\r\n"]
    try expectAgreement(&connection, texts, as: "text", String.self)
    try expectAgreement(
      &connection, ["\\x", "\\x00", "\\x00ff5c27", "\\\\"], as: "bytea", text: nil as (([UInt8]) -> String)?)
    try expectAgreement(
      &connection, ["00000000-0000-0000-0000-000000000000", "FFFFFFFF-ffff-4fff-bfff-ffffffffffff"],
      as: "uuid"
    ) { (value: UUID) in value.uuidString.lowercased() }
    try expectAgreement(&connection, ["t", "f"], as: "bool", Bool.self)
    try expectAgreement(
      &connection, ["{}", "{NULL}", #"{foo,NULL,"NULL",""," a ","\"","\\","{","}",","}"#, "[0:1]={a,b}"],
      as: "text[]", text: nil as ((PostgresArray<String?>) -> String)?)
    try expectAgreement(
      &connection,
      ["{{1,2},{3,NULL}}", "{{{{{{1}}}}}}", "[0:1][-5:-4]={{1,2},{3,4}}", "[2147483646:2147483646]={7}"],
      as: "int[]", text: nil as ((PostgresArray<Int32?>) -> String)?)
    try expectAgreement(
      &connection, ["empty", "(,)", "[1,1]", "(1,5]", "(,5)", "[-2147483648,)"], as: "int4range"
    ) { (value: PostgresRange<Int32>) in value.description }
    try expectAgreement(&connection, ["(1.5,2.50]", "[NaN,NaN]", "(,1]"], as: "numrange") {
      (value: PostgresRange<PostgresNumeric>) in value.description
    }
    try expectAgreement(
      &connection, [#"{"a": 12345678901234567890.12345678901234567890}"#, "{}", #"{"\"": -0.5}"#],
      as: "jsonb", text: nil as ((JSON<[String: Decimal]>) -> String)?)
  }
}
