import Foundation
import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct ArrayTests {
  private func check<Value: PostgresEncodable & PostgresDecodable & Equatable>(
    _ value: Value, _ text: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    var connection = try Database.current.connect()
    #expect(try connection.value("SELECT \(value)", as: Value.self) == value, sourceLocation: location)
    #expect(
      try connection.value("SELECT \(value)::text", as: String.self) == text, sourceLocation: location)
  }

  @Test("Arrays of every type go to the server and back, with NULLs where elements may be nil")
  func types() throws {
    try check([true, nil], "{t,NULL}")
    try check([1, nil, -1] as [Int?], "{1,NULL,-1}")
    try check([.min, .max] as [Int16], "{-32768,32767}")
    try check([.min, .max] as [Int8], "{-128,127}")
    try check([.min, .max] as [Int32], "{-2147483648,2147483647}")
    try check([0, .max] as [UInt16], "{0,65535}")
    try check([0, .max] as [UInt32], "{0,4294967295}")
    try check([0, 7, .max] as [UInt64], "{0,7,18446744073709551615}")
    try check([7, nil, .max] as [UInt?], "{7,NULL,18446744073709551615}")
    try check([1.5, -.infinity] as [Double], "{1.5,-Infinity}")
    try check([0.1, nil] as [Float?], "{0.1,NULL}")
    try check([[], [0, 255]] as [[UInt8]], #"{"\\x","\\x00ff"}"#)
    try check([[1], nil] as [[UInt8]?], #"{"\\x01",NULL}"#)
    try check([1, nil] as [UInt8?], "{1,NULL}")
    try check(["foo", nil, "NULL", "", " a ", "{\\\"}"], #"{foo,NULL,"NULL",""," a ","{\\\"}"}"#)
    try check(["1.50", "NaN"].compactMap { PostgresNumeric($0) }, "{1.50,NaN}")
    try check([Decimal(string: "0.1"), nil], "{0.1,NULL}")
    try check([PostgresDate.infinity, PostgresDate(daysSince2000: 0)], "{infinity,2000-01-01}")
    try check([PostgresTime(hour: 24, minute: 0)], "{24:00:00}")
    try check([PostgresTimestamp(microsecondsSince2000: -1)], #"{"1999-12-31 23:59:59.999999"}"#)
    try check([PostgresInterval(days: 1), nil], #"{"1 day",NULL}"#)
    try check(
      [UUID(uuidString: "00010203-0405-0607-0809-0A0B0C0D0E0F")], "{00010203-0405-0607-0809-0a0b0c0d0e0f}")
    try check([PostgresInstant](), "{}")
    try check([PostgresRange<Int32>.empty, nil], "{empty,NULL}")
    try check([try JSON([1]), nil], "{[1],NULL}")
  }

  @Test("An array keeps its dimensions and its first indexes")
  func shapes() throws {
    let matrix = try #require(PostgresArray(rows: [[1, 2, nil], [4, 5, 6]] as [[Int32?]]))
    try check(matrix, "{{1,2,NULL},{4,5,6}}")
    #expect(matrix[1, 3] == .some(nil) && matrix[2, 1] == 4 && matrix[0, 1] == nil && matrix[1] == nil)
    let shifted = try #require(
      PostgresArray(dimensions: [.init(lowerBound: 0, count: 2)], elements: ["a", "b"]))
    try check(shifted, "[0:1]={a,b}")
    #expect(shifted[0] == "a" && shifted[1] == "b" && shifted[2] == nil)
    let six = try #require(
      PostgresArray(
        dimensions: [.init(lowerBound: -5, count: 2)] + (0..<5).map { _ in .init(count: 1) },
        elements: [1.5, 2.5]))
    try check(six, "[-5:-4][1:1][1:1][1:1][1:1][1:1]={{{{{{1.5}}}}},{{{{{2.5}}}}}}")
    try check(PostgresArray([String]()), "{}")
    try check(PostgresArray(rows: [[Int]]()).map { $0 } ?? PostgresArray([1]), "{}")
    var connection = try Database.current.connect()
    #expect(try connection.value("SELECT '[0:1]={7,8}'::int[]", as: [Int].self) == [7, 8])
    #expect(try connection.value("SELECT '1 2'::int2vector", as: [Int].self) == [1, 2])
    #expect(try connection.value("SELECT ''::oidvector", as: [UInt32].self) == [])
  }

  @Test("A ragged array cannot be built, and the server refuses its text")
  func ragged() throws {
    #expect(PostgresArray(rows: [[1, 2], [3]]) == nil)
    #expect(PostgresArray(rows: [[1], []]) == nil)
    let dimension = PostgresArray<Int>.Dimension.self
    for (dimensions, count) in [
      ([dimension.init(count: 2)], 3), ([.init(count: 0)], 0), ([.init(count: -1)], 1), ([], 1),
      ([.init(lowerBound: .max, count: 1)], 1), ([.init(count: 2), .init(count: 2)], 2),
      (Array(repeating: .init(count: 1), count: 7), 1), (Array(repeating: .init(count: .max), count: 6), 1),
    ] {
      #expect(PostgresArray(dimensions: dimensions, elements: Array(repeating: 1, count: count)) == nil)
    }
    var connection = try Database.current.connect()
    let error = try refusal { _ = try connection.run("SELECT \("{{1,2},{3}}")::int[]") }
    #expect(error.sqlState?.rawValue == "22P02")
  }

  @Test("Arrays of a domain, an enumeration and a composite of the database's own are read by their elements")
  func added() throws {
    var connection = try Database.current.connect()
    try connection.script(
      "CREATE TYPE mood AS ENUM ('calm'); CREATE TYPE pair AS (n int, word text); CREATE TABLE t (moods mood[])"
    )
    #expect(try connection.value("SELECT '{calm,NULL}'::mood[]", as: [String?].self) == ["calm", nil])
    let pairs = try connection.value("SELECT ARRAY[(1, 'a')::pair]", as: PostgresArray<PostgresRecord>.self)
    #expect(try pairs?.elements.first?.value(1, as: String.self) == "a")
    let error = try refusal { _ = try connection.value("SELECT '{calm}'::mood[]", as: [Int].self) }
    #expect(error.kind == .decoding)
  }
}
