import Foundation
import Postgres
import PostgresTesting
import Testing

struct Slug: Equatable, PostgresEncodable, PostgresDecodable {
  var text: String

  var parameter: Parameter { text.parameter }

  static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Slug? {
    String.decode(bytes, type: type).map { Slug(text: $0) }
  }
}

enum Stage: String, PostgresArrayElement {
  case draft, open, closed
}

struct Terms: Codable, Equatable {
  var quorum: Int
  var fee: Decimal?
}

@Suite(.database) struct TypeExamples {
  @Test("A type of one's own is written and read like any other")
  func ownType() throws {
    var connection = try connectToPetitions()
    let clean = Slug(text: "clean-air")
    let slug = try connection.value("SELECT slug FROM petition WHERE slug = \(clean)", as: Slug.self)
    #expect(slug == clean)
  }

  @Test("A Swift enum is an enumeration of the server, alone and in arrays")
  func enumeration() throws {
    var connection = try Database.current.connect()
    try connection.script(
      """
      CREATE TYPE stage AS ENUM ('draft', 'open', 'closed');
      CREATE TABLE petition (slug text, stage stage)
      """)
    try connection.execute("INSERT INTO petition VALUES ('clean-air', \(Stage.open))")
    let stages: [Stage] = [.open, .closed]
    let stage = try connection.value(
      "SELECT stage FROM petition WHERE stage = ANY(\(stages))", as: Stage.self)
    #expect(stage == .open)
  }

  @Test("A numeric keeps its digits and its decimals")
  func numeric() throws {
    var connection = try Database.current.connect()
    let sum = try connection.value("SELECT 0.10 + 0.20", as: PostgresNumeric.self)
    let rounded = try connection.value("SELECT 0.10 + 0.20", as: Decimal.self)
    #expect(sum?.description == "0.30" && rounded == Decimal(string: "0.3"))
    let error = try refusal { _ = try connection.value("SELECT 1 / 3.0", as: Int.self) }
    #expect(error.kind == .decoding)
  }

  @Test("Days, times and spans are as the server counts them")
  func times() throws {
    var connection = try Database.current.connect()
    let leapDay = PostgresDate(year: 2024, month: 2, day: 29)
    let next = try connection.value("SELECT \(leapDay) + interval '1 year'", as: PostgresTimestamp.self)
    #expect(next?.description == "2025-02-28 00:00:00")

    let span = PostgresInterval(months: 1, days: -1)
    let moment = PostgresInstant("2024-01-31T12:00:00+02:00")
    #expect(try connection.value("SELECT \(span)::text", as: String.self) == span.description)
    #expect(try connection.value("SELECT \(moment)", as: PostgresInstant.self) == moment)
  }

  @Test("JSON is read and written through Codable")
  func json() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE petition (slug text, terms jsonb)")
    let terms = Terms(quorum: 500, fee: Decimal(string: "0.10"))
    try connection.execute("INSERT INTO petition VALUES ('clean-air', \(JSON(terms)))")
    let read = try connection.value("SELECT terms FROM petition", as: JSON<Terms>.self)?.value
    #expect(read == terms)
  }

  @Test("An array is a parameter like any other, and its NULLs are nil")
  func arrays() throws {
    var connection = try connectToPetitions()
    let slugs = ["clean-air", "night-buses"]
    let notes = try connection.value(
      "SELECT array_agg(note ORDER BY slug) FROM petition WHERE slug = ANY(\(slugs))", as: [String?].self)
    #expect(notes == [nil, "on paper"])

    let board = PostgresArray(rows: [[1, 2], [3, 4]])
    let corner = try connection.value("SELECT (\(board))[2][1]", as: Int.self)
    #expect(corner == 3)
  }

  @Test("A range of Swift is a range of the server")
  func ranges() throws {
    var connection = try Database.current.connect()
    let term = PostgresRange<Int>(1..<10)
    let isWithin = try connection.value("SELECT \(term) @> 9::bigint", as: Bool.self)
    let rest = try connection.value("SELECT \(term) * '[5,)'::int8range", as: PostgresRange<Int>.self)
    #expect(isWithin == true && rest == .between(.inclusive(5), .exclusive(10)))
  }

  @Test("A composite is read field by field")
  func composite() throws {
    var connection = try connectToPetitions()
    let record = try connection.value(
      "SELECT petition FROM petition WHERE slug = 'clean-air'", as: PostgresRecord.self)
    let title = try record?.value(1, as: String.self)
    #expect(title == "Clean air")
  }
}
