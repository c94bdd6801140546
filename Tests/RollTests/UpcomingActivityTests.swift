import Postgres
import PostgresTesting
import Testing

@testable import Roll

struct RecurrenceTests {
  private func next(_ recurrence: Recurrence, _ first: String, from day: String) -> String? {
    guard let span = DateSpan(first), let day = Day(day) else { return nil }
    return recurrence.next(after: span, from: day)?.description
  }

  @Test("the next occurrence is the first that is not over, never one before the first")
  func next() {
    for (recurrence, first, day, expected) in [
      (.yearly, "2010-07-17", "2015-01-01", "2015-07-17"),
      (.yearly, "2010-07-17", "2015-07-17", "2015-07-17"),
      (.yearly, "2010-07-17", "2015-07-18", "2016-07-17"),
      (.yearly, "2010-07-17", "2003-01-29", "2010-07-17"),
      (.yearly, "2012-02-29", "2013-01-01", "2013-02-28"),
      (.yearly, "2012-02-29", "2015-03-01", "2016-02-29"),
      (.monthly, "2015-01-31", "2015-02-01", "2015-02-28"),
      (.monthly, "2015-01-31", "2015-03-01", "2015-03-31"),
      (.monthly, "2015-12-05", "2015-12-06", "2016-01-05"),
      (.weekly, "2015-01-05", "2015-01-06", "2015-01-12"),
      (.weekly, "2015-01-05", "2024-02-29", "2024-03-04"), (.yearly, "2015-06", "2016-06-30", "2016-06"),
      (.yearly, "2015-06", "2016-07-01", "2017-06"), (.yearly, "2015-02", "2016-02-29", "2016-02"),
      (.yearly, "2015", "2016-12-31", "2016"), (.monthly, "2015-02", "2015-03-31", "2015-03"),
      (.yearly, "2015-12-20..2016-01-10", "2018-01-05", "2017-12-20..2018-01-10"),
      (.yearly, "2015-01-01", "9999-12-31", nil), (.yearly, "..2015-01-01", "2016-01-01", nil),
    ] as [(Recurrence, String, String, String?)] {
      #expect(next(recurrence, first, from: day) == expected, "\(recurrence) from \(first), on \(day)")
    }
  }

  @Test("by every recurrence and on every day of two years, it is what counting on from the first gives")
  func model() throws {
    let first = try #require(Day("2014-01-31"))
    for recurrence in Recurrence.allCases {
      var occurrences: [Day] = [first]
      while let last = occurrences.last, last.parts.year < 2018 {
        let (year, month, _) = last.parts
        let (toYear, toMonth) = month == 12 ? (year + 1, 1) : (year, month + 1)
        let next: Day? =
          switch recurrence {
          case .yearly: Day(year: year + 1, month: 1, day: 31)
          case .monthly:
            Day(year: toYear, month: toMonth, day: min(31, Day.length(year: toYear, month: toMonth)))
          case .weekly: Day(number: last.number + 7)
          }
        occurrences.append(try #require(next))
      }
      let span = try #require(DateSpan(notBefore: first, notAfter: first))
      for number in (first.number - 10)...(first.number + 730) {
        let day = Day(number: number)
        #expect(
          recurrence.next(after: span, from: day)?.notAfter == occurrences.first { $0 >= day },
          "\(recurrence) on \(day)")
      }
    }
  }
}

@Suite(.database(from: .rules))
struct UpcomingActivityTests {
  private static let text = """
    on,kind,title,recurs,area,sources
    2010-07-17,commemoration,Day,yearly,,s1
    2015-06-30,resolution,Annual,yearly,Los Angeles,s1
    2015-08-01,meeting,Once,,Nairobi,s1
    2015-07-10..2015-07-20,event,Week,,,s1
    2015-07-01,event,Over,,,s1
    ..2015-06-30,event,Bounded,,,s1
    2015-12-01..,event,Later,,,s1
    ,event,Undated,,,s1

    """

  private func upcoming(_ day: String, _ connection: inout Connection, knownOn: Instant? = nil) throws
    -> [String]
  {
    try UpcomingActivity.read(from: try #require(Day(day)), knownOn: knownOn, on: &connection).map {
      "\($0.next) \($0.row[Activity.form, "title"] ?? "")"
    }
  }

  @Test("what is to come is listed by its next day, what is over or has no day is not")
  func order() throws {
    var connection = try Database.current.connect()
    try Forms.load(Activity.self, Self.text, on: &connection)
    #expect(
      try upcoming("2015-07-15", &connection) == [
        "2015-07-10..2015-07-20 Week", "2015-07-17 Day", "2015-08-01 Once", "2015-12-01.. Later",
        "2016-06-30 Annual",
      ])
    #expect(try upcoming("2030-01-01", &connection) == ["2030-06-30 Annual", "2030-07-17 Day"])
  }

  @Test("what was taken back is to come only in what was known before")
  func known() throws {
    var connection = try Database.current.connect()
    let receipt = try Forms.load(Activity.self, Self.text, on: &connection)
    let moment = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    _ = try ImportUndo.run(batch: try #require(receipt.batch), on: &connection)
    #expect(try upcoming("2015-07-15", &connection) == [])
    #expect(try upcoming("2015-07-15", &connection, knownOn: moment).count == 5)
  }

  @Test("a file from before there were recurrences and areas is taken as it is")
  func oldFile() throws {
    var connection = try Database.current.connect()
    let old = "on,kind,title,actor,about,campaign,note,sources\n2003-01-29,event,March,,,k,,s1\n"
    #expect(try Forms.load(Activity.self, old, on: &connection).new == 1)
    #expect(try Forms.load(Activity.self, old, on: &connection).alreadyHeld == 1)
    let exported = try Forms.export(Activity.self, on: &connection)
    #expect(exported.hasPrefix("on,kind,title,actor,about,campaign,recurs,area,place,note,sources\n"))
  }
}
