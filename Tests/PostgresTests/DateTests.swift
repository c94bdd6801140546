import PostgresTesting
import Testing

@testable import Postgres

@Suite struct DateTests {
  @Test("Counting the days and naming them are inverse, over every day of eight hundred years and far beyond")
  func calendar() throws {
    var number = CivilDay.number(year: -400, month: 1, day: 1)
    for year in -400...400 {
      for month in 1...12 {
        for day in 1...CivilDay.length(year: year, month: month) {
          #expect(CivilDay.parts(of: number) == (year, month, day))
          #expect(CivilDay.number(year: year, month: month, day: day) == number)
          number += 1
        }
      }
    }
    #expect(CivilDay.number(year: 2000, month: 1, day: 1) == 0)
    #expect(CivilDay.number(year: 1970, month: 1, day: 1) == -10_957)
    for number in [Int(Int32.min), Int(Int32.max), -106_751_992, 106_751_991] {
      let (year, month, day) = CivilDay.parts(of: number)
      #expect(CivilDay.number(year: year, month: month, day: day) == number)
    }
  }

  @Test("A day that there is not has no value, nor one beyond the server's days")
  func noDays() throws {
    for (year, month, day) in [
      (2001, 2, 29), (1900, 2, 29), (2000, 2, 30), (2000, 4, 31), (2000, 0, 1), (2000, 13, 1), (2000, 1, 0),
      (2000, 1, 32), (5_874_898, 1, 1), (-4713, 11, 23), (-4714, 12, 31), (.max, 1, 1), (.min, 1, 1),
    ] {
      #expect(PostgresDate(year: year, month: month, day: day) == nil, "\(year)-\(month)-\(day)")
    }
    #expect(PostgresDate(year: -43, month: 3, day: 15)?.description == "0044-03-15 BC")
    #expect(PostgresDate(year: 0, month: 2, day: 29)?.description == "0001-02-29 BC")
    let parts = try #require(PostgresDate(year: -43, month: 3, day: 15)?.parts)
    #expect(parts == (-43, 3, 15))
    for text in [
      "", "2000-1-1", "2000-01-01 ", " 2000-01-01", "0000-01-01", "2001-02-29", "-2000-01-01",
      "2000-01-01 AD",
      "2000-01-01BC", "01.01.2000", "20000101", "99999999-01-01", "5874898-01-01", "Infinity",
      "4714-11-23 BC",
      "200-01-01", "２000-01-01",
    ] {
      #expect(PostgresDate(text) == nil, "\(text)")
    }
  }

  @Test("The infinities are before and after every day and moment, and are none")
  func infinities() {
    #expect(PostgresDate.minusInfinity < PostgresDate(daysSince2000: .min + 1))
    #expect(PostgresDate.infinity > PostgresDate(daysSince2000: .max - 1))
    #expect(!PostgresDate.infinity.isFinite && !PostgresDate.minusInfinity.isFinite)
    #expect(PostgresDate.infinity.parts == nil && PostgresDate(daysSince2000: 0).isFinite)
    #expect(PostgresInstant.infinity > PostgresInstant(microsecondsSince2000: .max - 1))
    #expect(!PostgresInstant.minusInfinity.isFinite && PostgresInstant(microsecondsSince2000: 0).isFinite)
    #expect(PostgresTimestamp.infinity.date == .infinity && PostgresTimestamp.minusInfinity.time == nil)
  }

  @Test("A timestamp is the day and the time of day that it shows, also before 2000")
  func parts() throws {
    for text in [
      "2000-01-01 00:00:00", "1999-12-31 23:59:59.999999", "0044-03-15 12:00:00.5 BC",
      "4714-11-24 00:00:00 BC", "294276-12-31 23:59:59.999999",
    ] {
      let timestamp = try #require(PostgresTimestamp(text))
      #expect(PostgresTimestamp(timestamp.date, try #require(timestamp.time)) == timestamp)
      #expect(timestamp.description == text)
    }
    let day = try #require(PostgresDate("1999-12-31"))
    let midnight = try #require(PostgresTime("24:00"))
    #expect(PostgresTimestamp(day, midnight)?.description == "2000-01-01 00:00:00")
    #expect(PostgresTimestamp(try #require(PostgresDate("294277-01-01")), midnight) == nil)
    #expect(PostgresTimestamp(.minusInfinity, midnight) == .minusInfinity)
    #expect(PostgresTime(hour: 24, minute: 0, microsecond: 1) == nil)
    #expect(PostgresTime(hour: 23, minute: 59, second: 60) == nil && PostgresTime(hour: -1, minute: 0) == nil)
    #expect(PostgresTime(microsecondsSinceMidnight: -1) == nil)
    #expect(PostgresTime(hour: 23, minute: 59, second: 59, microsecond: 10)?.description == "23:59:59.00001")
  }

  @Test("A moment's text is read with any offset, and nothing of it is rounded")
  func moments() throws {
    let noon = try #require(PostgresInstant("2000-01-31T12:00:00.5Z"))
    for text in [
      "2000-01-31 14:00:00.5+02", "2000-01-31T06:30:00.500000-05:30", "2000-01-31 17:53:28.5+05:53:28",
    ] {
      #expect(PostgresInstant(text) == noon, "\(text)")
    }
    #expect(noon.description == "2000-01-31 12:00:00.5+00")
    for text in [
      "2000-01-31 12:00:00", "2000-01-31 12:00:00.1234567Z", "2000-01-31 12:00:00+2",
      "2000-01-31 12:00:00+16",
      "2000-01-31 12:00:61Z", "2000-01-31 12:60:00Z", "2000-01-31 25:00:00Z", "2000-01-31 24:00:00.1Z",
      "2000-01-31", "2000-01-31 12:00:00.Z", "294277-01-01 00:00:00Z", "2000-01-31 12:00:00 Z",
    ] {
      #expect(PostgresInstant(text) == nil, "\(text)")
    }
    for text in ["2000-01-31 12:00:00Z", "2000-01-31", "12:00:00", "294277-01-01 00:00:00"] {
      #expect(PostgresTimestamp(text) == nil, "\(text)")
    }
  }
}

@Suite(.database) struct DateOnServerTests {
  @Test(
    "A date is that of the text whatever the session's zone, and a moment is the same in every zone and style"
  )
  func zones() throws {
    var connection = try Database.current.connect()
    let instant = try #require(PostgresInstant("1900-01-01T00:00:00+05:53:28"))
    for zone in ["UTC", "Asia/Calcutta", "America/St_Johns", "Pacific/Apia"] {
      for style in ["ISO", "German", "SQL", "Postgres"] {
        try connection.script("SET TimeZone TO '\(zone)'; SET DateStyle TO '\(style)'")
        let date = try connection.value("SELECT '2016-01-18 01:02:03 +0042'::date", as: PostgresDate.self)
        #expect(date == PostgresDate(year: 2016, month: 1, day: 18))
        let moment = try connection.value(
          "SELECT '1900-01-01 00:00:00+05:53:28'::timestamptz", as: PostgresInstant.self)
        #expect(moment == instant)
        #expect(try connection.value("SELECT \(instant) = '1899-12-31 18:06:32Z'::timestamptz") == true)
      }
    }
  }

  @Test("Of nanoseconds the server keeps rounded microseconds; a text of ours with them is refused")
  func nanoseconds() throws {
    var connection = try Database.current.connect()
    let rounded = try connection.value(
      "SELECT '1999-12-31 23:59:59.9999999'::timestamp", as: PostgresTimestamp.self)
    #expect(rounded?.description == "2000-01-01 00:00:00")
    #expect(PostgresTimestamp("1999-12-31 23:59:59.9999999") == nil)
  }

  @Test("What is beyond the server's days is the server's error, not another day")
  func beyond() throws {
    var connection = try Database.current.connect()
    let error = try refusal {
      _ = try connection.run("SELECT \(PostgresDate(daysSince2000: .max - 1))")
    }
    #expect(error.sqlState?.rawValue == "22008")
  }
}
