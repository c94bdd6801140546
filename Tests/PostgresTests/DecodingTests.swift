import Foundation
import PostgresTesting
import Testing

@testable import Postgres

/// What does not fit is an error that says where; nothing is cut, wrapped or rounded to fit.
@Suite(.database) struct DecodingTests {
  /// The error of reading the one value of the second row, second column as `type`.
  private func misfit<Value: PostgresDecodable>(
    _ expression: SQL, _ type: Value.Type, _ location: SourceLocation = #_sourceLocation
  ) throws -> PostgresError {
    var connection = try Database.current.connect()
    let sql: SQL =
      "SELECT 1 AS first, CASE WHEN n = 2 THEN \(fragment: expression) END AS odd FROM generate_series(1, 3) n"
    let result = try connection.run(sql)
    let error = try refusal(location) {
      _ = try result.map { (row) throws(PostgresError) in try row.value(1, as: Value?.self) }
    }
    #expect(error.kind == .decoding && error.spoils == .nothing, sourceLocation: location)
    #expect(
      error.message.contains("column 2 (odd) of row 2") && error.message.contains("\(type)"),
      "\(error.message)",
      sourceLocation: location)
    var streamed = 0
    let again = try refusal(location) {
      try connection.forEachRow(sql) { row in
        streamed += 1
        _ = try row.value(1, as: Value?.self)
      }
    }
    #expect(again.message == error.message && streamed == 2, sourceLocation: location)
    return error
  }

  @Test("A number that is out of the type's range is an error that names column, row and both types")
  func ranges() throws {
    #expect(try misfit("2147483648::bigint", Int32.self).message.contains("bigint"))
    #expect(try misfit("-2147483649::bigint", Int32.self).message.contains("bigint"))
    #expect(try misfit("9223372036854775808", Int64.self).message.contains("numeric"))
    #expect(try misfit("18446744073709551616", UInt64.self).message.contains("numeric"))
    #expect(try misfit("1.5", Int.self).message.contains("numeric"))
    #expect(try misfit("'NaN'::numeric", Int.self).message.contains("numeric"))
    #expect(try misfit("1e30", Int.self).message.contains("numeric"))
    #expect(try misfit("128::int", Int8.self).message.contains("integer"))
    #expect(try misfit("(-1)::int", UInt8.self).message.contains("integer"))
    #expect(try misfit("(-1)::bigint", UInt64.self).message.contains("bigint"))
    #expect(try misfit("65536::int", UInt16.self).message.contains("integer"))
    #expect(try misfit("4294967295::oid", Int32.self).message.contains("oid"))
    var connection = try Database.current.connect()
    #expect(try connection.value("SELECT 4294967295::oid", as: Int.self) == 4_294_967_295)
    #expect(try connection.value("SELECT 4294967295::oid", as: UInt32.self) == .max)
    #expect(try connection.value("SELECT '4294967295'::xid", as: UInt32.self) == .max)
    #expect(try connection.value("SELECT '18446744073709551615'::xid8", as: UInt64.self) == .max)
    #expect(try connection.value("SELECT \(UInt32.max)::oid::text", as: String.self) == "4294967295")
    #expect(try connection.value("SELECT 120000000.000", as: Int.self) == 120_000_000)
    #expect(try connection.value("SELECT -128.0", as: Int8.self) == -128)
    #expect(try connection.value("SELECT -9223372036854775808.00", as: Int64.self) == .min)
    #expect(try connection.value("SELECT (-32768)::smallint", as: Int32.self) == -32_768)
    #expect(try connection.value("SELECT (-2147483648)::int", as: Int64.self) == -2_147_483_648)
    let server = try refusal { _ = try connection.run("SELECT \(Int64.max) + 1") }
    #expect(server.sqlState?.rawValue == "22003")
  }

  @Test("The error of a value that does not fit says what to read it as")
  func advice() throws {
    #expect(try misfit("1.5", Int.self).message.hasSuffix("read it as PostgresNumeric"))
    #expect(try misfit("'a'::text", Int.self).message.hasSuffix("read it as String"))
    let array = try misfit("ARRAY[1.5]", Int.self).message
    #expect(array.contains("is numeric[], ") && array.contains("array of PostgresNumeric, optional"))
    #expect(try misfit("point(0, 0)", Int.self).message.hasSuffix("does not fit Optional<Int>"))
  }

  @Test("A type is never taken for another, even where the bytes would do")
  func otherTypes() throws {
    _ = try misfit("1.5::float8", Int.self)
    _ = try misfit("1::bigint", Double.self)
    _ = try misfit("1::bigint", Bool.self)
    _ = try misfit("'1'::text", Int.self)
    _ = try misfit("1::int", PostgresDate.self)
    _ = try misfit("1::bigint", PostgresInstant.self)
    _ = try misfit("'2000-01-01'::timestamp", PostgresInstant.self)
    _ = try misfit("'2000-01-01'::date", PostgresInstant.self)
    _ = try misfit("'0123456789abcdef'::bytea", UUID.self)
    _ = try misfit("'a'::text", [UInt8].self)
    _ = try misfit("ARRAY[1]", [Bool].self)
    _ = try misfit("1::real", PostgresNumeric.self)
    _ = try misfit("'12:00'::time", PostgresInterval.self)
    _ = try misfit("'1 day'::interval", PostgresTime.self)
    _ = try misfit("'2000-01-01'::timestamptz", PostgresTimestamp.self)
    _ = try misfit("int4range(1, 2)", PostgresRange<Int64>.self)
    _ = try misfit("'{}'::text", JSON<[String: Int]>.self)
    _ = try misfit("ARRAY[1::bigint]", [String].self)
  }

  @Test("A type whose binary form is no text is never read as text, even where the bytes happen to be UTF-8")
  func noTexts() throws {
    var connection = try Database.current.connect()
    try connection.script(
      "CREATE TYPE added AS (n int, word text); CREATE TYPE added_range AS RANGE (SUBTYPE = int4)")
    let expressions = [
      "0::numeric", "1::int", "65::bigint", "'A'::bytea", "'2000-01-01'::timestamp", "'00:00'::time",
      "'1 day'::interval",
      "'10.0.0.1'::inet", "point(0, 0)", "ARRAY['a']", "ARRAY[[1]]", "(1, 'a')", "int4range(1, 2)",
      "'a'::tsvector",
      "0::money", "1::oid", "'pg_class'::regclass", "true", "0::real", "now()", "current_date",
      "'00000000-0000-0000-0000-000000000000'::uuid", "'0/0'::pg_lsn", "'$'::jsonpath", "B'01000001'",
      "'(1,A)'::added",
      "added_range(1, 2)",
    ]
    for expression in expressions {
      let error = try refusal { _ = try connection.value("SELECT \(trusted: expression)", as: String.self) }
      #expect(error.kind == .decoding, "\(expression)")
    }
  }

  @Test("NULL, NULLs in arrays and arrays of two dimensions are errors where nothing stands for them")
  func noValues() throws {
    var connection = try Database.current.connect()
    func check<Value: PostgresDecodable>(_ expression: String, _: Value.Type) throws {
      let error = try refusal {
        _ = try connection.value("SELECT \(trusted: expression) AS odd", as: Value.self)
      }
      #expect(error.kind == .decoding && error.message.contains("column 1 (odd) of row 1"), "\(expression)")
    }
    try check("NULL::int", Int.self)
    try check("NULL::text", String.self)
    try check("NULL::bytea", [UInt8].self)
    try check("ARRAY['a', NULL]", [String].self)
    try check("ARRAY[NULL::bigint]", [Int64].self)
    try check("ARRAY[['a'], ['b']]", [String].self)
    try check("ARRAY[[1, 2]]::bigint[]", [Int64].self)
  }

  @Test("A column that is not there is an error that says how many there are")
  func missingColumn() throws {
    var connection = try Database.current.connect()
    let result = try connection.run("SELECT 1, 2")
    for column in [2, 3, -1, .max, .min] {
      let error = try refusal {
        _ = try result.first { (row) throws(PostgresError) in try row.value(column, as: Int.self) }
      }
      #expect(error.kind == .decoding && error.message.contains("only 2"))
    }
    let error = try refusal {
      _ = try result.map { (row) throws(PostgresError) in try row.columns((Int, Int, Int).self) }
    }
    #expect(error.kind == .decoding)
  }
}
