import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct IntervalTests {
  @Test("Months, days and microseconds of an interval are three numbers, each with its own sign")
  func parts() throws {
    var connection = try Database.current.connect()
    let mixed = try connection.value(
      "SELECT interval '-14 months 3 days -04:05:06.789'", as: PostgresInterval.self)
    #expect(mixed == PostgresInterval(months: -14, days: 3, microseconds: -14_706_789_000))
    for interval in [
      PostgresInterval(), PostgresInterval(months: 1, days: -31, microseconds: 86_400_000_000),
      PostgresInterval(months: .max, days: .min, microseconds: .max),
      PostgresInterval(months: .min, days: .max, microseconds: .min + 1),
    ] {
      #expect(try connection.value("SELECT \(interval)", as: PostgresInterval.self) == interval)
      #expect(try connection.value("SELECT \(interval)::text", as: String.self) == interval.description)
    }
    let end = try connection.value(
      "SELECT date '2024-01-31' + \(PostgresInterval(months: 1))", as: PostgresTimestamp.self)
    #expect(end?.description == "2024-02-29 00:00:00")
    #expect(PostgresInterval(days: 30) != PostgresInterval(months: 1))
  }

  @Test("A hundred intervals of random parts have the server's text")
  func random() throws {
    var connection = try Database.current.connect()
    for _ in 0..<100 {
      let interval = PostgresInterval(
        months: .random(in: -30...30), days: .random(in: -3...3),
        microseconds: .random(in: -9_999_999_999...9_999_999_999))
      #expect(try connection.value("SELECT \(interval)::text", as: String.self) == interval.description)
    }
  }

  @Test("The infinite intervals of PostgreSQL 17 are the extreme parts")
  func infinite() throws {
    #expect(!PostgresInterval.infinity.isFinite && !PostgresInterval.minusInfinity.isFinite)
    var connection = try Database.current.connect()
    let version = try #require(
      try connection.value("SELECT current_setting('server_version_num')::int", as: Int.self))
    guard version >= 170_000 else { return }
    for (text, value) in [("infinity", PostgresInterval.infinity), ("-infinity", .minusInfinity)] {
      #expect(try connection.value("SELECT \(text)::interval", as: PostgresInterval.self) == value)
      #expect(try connection.value("SELECT \(value)::text", as: String.self) == text)
    }
  }
}
