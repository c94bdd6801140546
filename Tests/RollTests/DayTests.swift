import Foundation
import Testing

@testable import Roll

struct DayTests {
  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "UTC") ?? .gmt
    return calendar
  }()

  @Test("every day of 400 years has the parts that Foundation's calendar gives it, and comes back from them")
  func fourCenturies() throws {
    let first = try #require(Day(year: 1900, month: 1, day: 1))
    var parts = (year: 1900, month: 1, day: 1)
    for number in first.number..<(first.number + 146_097) {
      let day = Day(number: number)
      guard day.parts == parts, Day(year: parts.year, month: parts.month, day: parts.day) == day else {
        Issue.record("day \(number) is \(day.parts), not \(parts)")
        return
      }
      // Foundation is slow: asked on the first of each month, which fixes the length of the month before.
      if parts.day == 1 {
        let date = Date(timeIntervalSince1970: Double(number) * 86_400)
        let said = Self.calendar.dateComponents([.year, .month, .day], from: date)
        #expect(said.year == parts.year && said.month == parts.month && said.day == 1)
      }
      parts = next(parts)
    }
    #expect(parts == (2300, 1, 1))
  }

  /// The oracle: counting on one's fingers.
  private func next(_ parts: (year: Int, month: Int, day: Int)) -> (year: Int, month: Int, day: Int) {
    let isLeap = parts.year % 400 == 0 || parts.year % 4 == 0 && parts.year % 100 != 0
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if parts.day < lengths[parts.month - 1] { return (parts.year, parts.month, parts.day + 1) }
    return parts.month < 12 ? (parts.year, parts.month + 1, 1) : (parts.year + 1, 1, 1)
  }

  @Test("a written day is read back, over four centuries and at both ends of what can be written")
  func writtenAndRead() throws {
    for number in stride(from: -30_000, through: 120_000, by: 7) {
      #expect(Day(Day(number: number).description)?.number == number)
    }
    for text in ["0001-01-01", "9999-12-31", "1969-12-31", "1970-01-01", "2000-02-29"] {
      #expect(Day(text)?.description == text)
    }
    #expect(try #require(Day("1970-01-01")).number == 0)
    #expect(try #require(Day("2000-01-01")).number == 10_957)
  }

  @Test(
    "what is no day is refused",
    arguments: [
      "2003-02-30", "2003-02-29", "1900-02-29", "2003-04-31", "2003-13-01", "2003-00-10", "2003-01-00",
      "0000-01-01",
      "2003-1-01", "03-01-01", "2003/01/01", " 2003-01-01", "2003-01-01 ", "２００３-01-01", "2003-01-01-",
      "-003-01-01",
      "20030101", "", "+2003-1-1", "2003-01-0a",
    ])
  func impossible(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test("30 February exists in no year")
  func thirtiethOfFebruary() {
    for year in 1...9999 { #expect(Day(year: year, month: 2, day: 30) == nil) }
  }

  @Test("days are ordered as their numbers are, and JSON gives the same day back")
  func orderAndJSON() throws {
    var random = SplitMix64(state: 1)
    for _ in 0..<500 {
      let left = Day(number: random.below(40_000) - 10_000)
      let right = Day(number: random.below(40_000) - 10_000)
      #expect((left < right) == (left.description < right.description))
      #expect(try JSONDecoder().decode([Day].self, from: JSONEncoder().encode([left])) == [left])
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Day].self, from: Data(#"["2003-02-30"]"#.utf8))
    }
  }
}

struct InstantTests {
  @Test("a written moment is read back to the microsecond, before and after 1970, and lies on its day")
  func writtenAndRead() throws {
    var random = SplitMix64(state: 2)
    for round in 0..<2000 {
      let instant = Instant(microseconds: Int64(random.below(4_000_000_000_000_000)) - 1_000_000_000_000_000)
      let rounded =
        round % 2 == 0 ? instant : Instant(microseconds: instant.microseconds / 1_000_000 * 1_000_000)
      guard case .moment(let moment) = StatedTime.read(rounded.description) else {
        Issue.record("\(rounded) cannot be read")
        continue
      }
      #expect(moment.utc == rounded)
      #expect(rounded.day == moment.day)
      #expect(rounded.description.contains(".") == (rounded.microseconds % 1_000_000 != 0))
      #expect(try JSONDecoder().decode([Instant].self, from: JSONEncoder().encode([rounded])) == [rounded])
    }
  }

  @Test("the last microsecond of a day is still in it")
  func edges() {
    for number in [-2, -1, 0, 1, 12_000] {
      let start = Instant(startOf: Day(number: number))
      #expect(start.day.number == number)
      #expect(Instant(microseconds: start.microseconds - 1).day.number == number - 1)
      #expect(Instant(microseconds: start.microseconds + 86_399_999_999).day.number == number)
    }
  }
}
