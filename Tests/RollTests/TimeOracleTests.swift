import Foundation
import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

/// What other programs make of the same texts: PostgreSQL reads them, ICU writes them.
@Suite(.database)
struct TimeOracleTests {
  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  /// A random local time, and the ways in which files write it that PostgreSQL reads too.
  private struct Sample {
    var day: Day
    var seconds: Int
    var texts: [String] = []

    init(_ random: inout SplitMix64, _ order: StatedTime.Order) {
      day = Day(number: random.below(73_000) - 25_000)
      seconds = random.below(86_400)
      let (year, month, number) = day.parts
      let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
      let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
      ]
      let name = random.below(2) == 0 ? names[month - 1] : String(names[month - 1].prefix(3))
      let y = String(repeating: "0", count: 4 - "\(year)".count) + "\(year)"
      let mark = ["/", "-", "."][random.below(3)]
      let (first, last) = order == .dmy ? (number, month) : (month, number)
      let dates = [
        "\(y)-\(two(month))-\(two(number))", "\(y)/\(month)/\(number)", "\(y)\(two(month))\(two(number))",
        "\(number) \(name) \(y)", "\(name) \(number), \(y)", "\(number)-\(name)-\(y)",
        "\(first)\(mark)\(last)\(mark)\(y)",
        "\(two(first))\(mark)\(two(last))\(mark)\(y)",
      ]
      let half = hour < 12 ? "AM" : "PM"
      let clock = "\(two(hour)):\(two(minute)):\(two(second))"
      let times = [
        clock, "\(hour % 12 == 0 ? 12 : hour % 12):\(two(minute)):\(two(second)) \(half)",
        "\(two(hour % 12 == 0 ? 12 : hour % 12)):\(two(minute)):\(two(second))\(half.lowercased())",
      ]
      let offset = [
        "", "", "Z", " UTC", "+05:30", " -0400", "+01", "-08:00",
      ]
      for date in dates {
        let time = times[random.below(3)]
        texts.append("\(date) \(time)\(time == clock ? offset[random.below(offset.count)] : "")")
      }
    }

    private func two(_ value: Int) -> String { TimeOracleTests.two(value) }
  }

  @Test(
    "thousands of random times are the moments that PostgreSQL reads, in either order",
    arguments: [StatedTime.Order.dmy, .mdy])
  func server(_ order: StatedTime.Order) throws {
    var connection = try Database.current.connect()
    try connection.script("SET DateStyle = 'ISO, \(order.rawValue.uppercased())'; SET TimeZone = 'UTC'")
    var random = SplitMix64(state: order == .dmy ? 7 : 8)
    let texts = (0..<1000).flatMap { _ in Sample(&random, order).texts }
    let theirs = try connection.values(
      "SELECT t::timestamptz FROM unnest(\(texts)::text[]) t", as: Instant.self)
    for (text, instant) in zip(texts, theirs) {
      let moment: StatedTime.Moment? =
        switch WrittenTime.read(Array(text.utf8)) {
        case .moment(let moment): moment
        case .dayMonth(let dmy, let mdy): order == .dmy ? dmy : mdy
        default: nil
        }
      #expect(moment?.instant(offset: moment?.offset ?? 0) == instant, "\(text)")
    }
  }

  @Test(
    "every day of a year reads as itself when written out in any of the ten languages",
    arguments: [
      "en_US", "en_GB", "en_AU", "fr_FR", "fr_CA", "es_ES", "es_MX", "es_AR", "pt_BR", "pt_PT", "de_DE",
      "de_AT", "it_IT",
      "nl_NL", "nl_BE", "pl_PL", "ar_EG", "ar_SY", "ar_LB", "ar_MA", "ar_TN", "ar_SA", "ru_RU", "ru_UA",
    ])
  func languages(_ name: String) throws {
    let format = DateFormatter()
    format.locale = Locale(identifier: name)
    format.timeZone = TimeZone(identifier: "UTC")
    format.calendar = Calendar(identifier: .gregorian)
    var misread: [String] = []
    for template in ["d MMMM y", "d MMM y", "EEEE d MMMM y", "EEE d MMM y", "yMMMMd", "yMMMEd"] {
      for clock in ["", "HH:mm:ss", "h:mm:ss a"] {
        if template.contains(" ") {
          format.dateFormat = clock.isEmpty ? template : "\(template), \(clock)"
        } else {
          format.setLocalizedDateFormatFromTemplate(template + (clock.isEmpty ? "" : "jms"))
        }
        for day in stride(from: 17_897, to: 18_262, by: clock.isEmpty ? 1 : 5) {
          let seconds = clock.isEmpty ? 0 : day * 7919 % 86_400
          let text = format.string(from: Date(timeIntervalSince1970: Double(day * 86_400 + seconds)))
          let readings = Self.readings(text)
          guard readings.contains(where: { $0.day.number == day }),
            readings.allSatisfy({ $0.timeOfDay ?? 0 == Int64(seconds) * 1_000_000 })
          else {
            misread.append(text)
            continue
          }
        }
      }
    }
    #expect(misread.count == 0, "\(misread.prefix(3))")
  }

  @Test(
    "no name of a month means another month in a language of many readers but Croatian, where the date as a whole tells"
  )
  func otherLanguages() {
    var conflicts: Set<String> = []
    for name in Locale.availableIdentifiers {
      let format = DateFormatter()
      format.locale = Locale(identifier: name)
      format.calendar = Calendar(identifier: .gregorian)
      for symbols in [
        format.monthSymbols, format.shortMonthSymbols, format.standaloneMonthSymbols,
        format.shortStandaloneMonthSymbols,
      ] {
        for (place, symbol) in symbols.enumerated() {
          let word = TimeCursor.canonical(symbol.replacing(".", with: ""))
          if let month = MonthNames.month(word), month != place + 1 {
            conflicts.insert(String(name.prefix { $0 != "_" }))
          }
        }
      }
    }
    // Sesotho, Luba-Katanga, Taroko, Teso, Duala, Basaa and Morisyen have one short name each.
    #expect(conflicts.subtracting(["st", "lu", "trv", "teo", "dua", "bas", "mfe"]) == ["hr"])
    let format = DateFormatter()
    format.locale = Locale(identifier: "hr_HR")
    format.timeZone = TimeZone(identifier: "UTC")
    for template in ["yMMMMd", "yMMMd", "yMMMMEEEEd"] {
      format.setLocalizedDateFormatFromTemplate(template)
      for day in 17_897..<18_262 {
        let readings = Self.readings(format.string(from: Date(timeIntervalSince1970: Double(day * 86_400))))
        #expect(readings.allSatisfy { $0.day.number == day })
      }
    }
  }

  private static func readings(_ text: String) -> [StatedTime.Moment] {
    switch WrittenTime.read(Array(text.utf8)) {
    case .moment(let moment): [moment]
    case .dayMonth(let dmy, let mdy): [dmy, mdy].compactMap { $0 }
    default: []
    }
  }

  @Test(
    "a local time is the moment that has it; of two the first, and that is told, of none neither is hidden")
  func zones() throws {
    var random = SplitMix64(state: 3)
    for name in TimeZone.knownTimeZoneIdentifiers {
      var zones = try #require(TimeZones(name))
      let zone = try #require(TimeZone(identifier: name))
      func offset(_ seconds: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
      }
      for _ in 0..<40 {
        // A random moment from 1975 to 2037, moved to a change of the clock where one is near.
        var seconds = 157_766_400 + random.below(1_956_528_000)
        if let change = zone.nextDaylightSavingTimeTransition(
          after: Date(timeIntervalSince1970: Double(seconds))),
          random.below(3) > 0, change.timeIntervalSince1970 < 2_114_294_400
        {
          seconds = Int(change.timeIntervalSince1970) + random.below(14_400) - 7200
        }
        let own = offset(seconds)
        let local = Instant(microseconds: Int64(seconds + own) * 1_000_000)
        let stated = StatedTime.Moment(
          day: local.day, timeOfDay: local.microseconds - Instant(startOf: local.day).microseconds)
        let found = zones.local(stated)
        if found.isRepeated {
          #expect(found.offset == own || found.other == own, "\(name) \(local)")
          #expect(found.offset > found.other ?? 0, "the first of two moments, \(name) \(local)")
        } else {
          #expect(found.offset == own && found.other == nil, "\(name) \(local)")
        }
      }
    }
  }
}
