import Foundation
import Testing

@testable import Roll

struct StatedTimeTests {
  private func utc(_ text: String) -> String {
    switch StatedTime.read(text) {
    case .moment(let moment):
      moment.utc?.description ?? "\(moment.day) \(moment.timeOfDay.map(String.init) ?? "-")"
    case .impossible: "impossible"
    case .unreadable: "unreadable"
    }
  }

  @Test("every offset from -14:59 to +14:59 moves the moment by itself, and leaves the day as written")
  func offsets() throws {
    let noon = Instant(startOf: try #require(Day("2002-09-17"))).microseconds + 43_200_000_000
    for minutes in stride(from: -899, through: 899, by: 1) {
      let (hour, minute) = (abs(minutes) / 60, abs(minutes) % 60)
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      let sign = minutes < 0 ? "-" : "+"
      for text in [
        "\(sign)\(two(hour)):\(two(minute))", "\(sign)\(two(hour))\(two(minute))",
        " \(sign)\(two(hour)):\(two(minute))",
      ] {
        guard case .moment(let moment) = StatedTime.read("2002-09-17T12:00:00" + text) else {
          Issue.record("\(text) cannot be read")
          continue
        }
        #expect(moment.utc?.microseconds == noon - Int64(minutes) * 60_000_000)
        #expect(moment.day.description == "2002-09-17")
      }
    }
    #expect(utc("2002-09-17T12:00:00+15:00") == "unreadable")
    #expect(utc("2002-09-17T12:00:00+1:2") == "unreadable")
    #expect(utc("2002-09-17T12:00:00+02:60") == "unreadable")
    #expect(utc("2002-09-17T12:00:00+02:00x") == "unreadable")
  }

  @Test("a fraction is cut after the microsecond, never rounded into the next second")
  func fractions() {
    #expect(utc("2002-09-17T12:00:00.5Z") == "2002-09-17T12:00:00.5Z")
    #expect(utc("2002-09-17T12:00:00,25Z") == "2002-09-17T12:00:00.25Z")
    #expect(utc("2002-09-17T12:00:00.000001Z") == "2002-09-17T12:00:00.000001Z")
    #expect(utc("2002-09-17T12:00:59.9999999Z") == "2002-09-17T12:00:59.999999Z")
    #expect(utc("2002-09-17T12:00:59.999999999999999999999Z") == "2002-09-17T12:00:59.999999Z")
    #expect(utc("2002-09-17T12:00:00.0Z") == "2002-09-17T12:00:00Z")
    #expect(utc("2002-09-17T12:00:00.Z") == "unreadable")
  }

  @Test(
    "an impossible day or hour is told apart from what is no time at all",
    arguments: [
      ("2003-02-30", "impossible"), ("2003-02-29T10:00", "impossible"), ("31/04/2003", "unreadable"),
      ("17 Sep 2002", "unreadable"), ("20020917", "unreadable"), ("43545", "unreadable"),
      ("2003-01-01T24:00:00Z", "impossible"), ("2003-01-01 12:60", "impossible"),
      ("2003-01-01 12:00:60Z", "impossible"),
      ("0000-01-01", "impossible"), ("yesterday", "unreadable"), ("", "unreadable"), ("2003", "unreadable"),
      ("2003-01", "unreadable"), ("2003-01/02", "unreadable"), ("03-02-01", "unreadable"),
      ("2003-01-02T", "unreadable"),
      ("2003-01-02Tx", "unreadable"), ("2003-01-02T1", "unreadable"), ("2003-01-02T10:1", "unreadable"),
      ("2003-01-02 10:11:1", "unreadable"), ("2003-01-02 10:11 CET", "unreadable"),
      ("2003-01-02x", "unreadable"),
      ("1041379200", "unreadable"), ("2003-001-02", "unreadable"), ("2003-01-002", "unreadable"),
      ("２００３-01-02", "unreadable"),
    ])
  func refused(_ text: String, _ what: String) {
    #expect(utc(text) == what)
  }

  @Test("every minute of a day, with and without seconds, is what the clock says")
  func clock() {
    for minute in 0..<1440 {
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      let text = "2002-09-17 \(two(minute / 60)):\(two(minute % 60))"
      guard case .moment(let short) = StatedTime.read(text),
        case .moment(let long) = StatedTime.read(text + ":07")
      else {
        Issue.record("\(text) cannot be read")
        continue
      }
      #expect(short.timeOfDay == Int64(minute) * 60_000_000)
      #expect(long.timeOfDay == Int64(minute) * 60_000_000 + 7_000_000)
      #expect(short.offset == nil)
    }
  }

  @Test("a zone's offset is the one that Foundation gives, at every hour of a year with two changes")
  func zones() throws {
    for name in [
      "Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati",
    ] {
      var zones = try #require(TimeZones(name))
      let zone = try #require(TimeZone(identifier: name))
      let start = try #require(Day("2002-01-01")).number * 86_400
      for quarter in 0..<(365 * 96) where quarter % 3 == 0 {
        let moment = Date(timeIntervalSince1970: Double(start + quarter * 900))
        let offset = zone.secondsFromGMT(for: moment)
        // A local time that two moments share belongs to the first of them.
        let earlier = zone.secondsFromGMT(for: moment.addingTimeInterval(-3 * 3600))
        guard offset == earlier || offset > earlier else { continue }
        let local = Instant(microseconds: Int64(start + quarter * 900 + offset) * 1_000_000)
        let stated = StatedTime.Moment(
          day: local.day, timeOfDay: local.microseconds - Instant(startOf: local.day).microseconds,
          offset: nil)
        #expect(zones.offset(atLocal: stated) == offset, "\(name) \(local)")
      }
    }
  }

  @Test("in the hour that a clock skips or repeats, the offset before the change holds")
  func changes() throws {
    var paris = try #require(TimeZones("Europe/Paris"))
    for (text, hours) in [
      ("2003-03-30 02:30", 1), ("2003-03-30 03:00", 2), ("2002-10-27 02:30", 2), ("2002-10-27 03:00", 1),
    ] {
      guard case .moment(let moment) = StatedTime.read(text) else { continue }
      #expect(paris.offset(atLocal: moment) == hours * 3600, "\(text)")
    }
    #expect(TimeZones("Europe/Pariss") == nil)
    #expect(
      TimeZones.isKnown("UTC") && TimeZones.isKnown("Asia/Kathmandu") && !TimeZones.isKnown("Mars/Olympus"))
  }
}
