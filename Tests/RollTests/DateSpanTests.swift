import Testing

@testable import Roll

struct DateSpanTests {
  @Test("parsing is the inverse of describing, for every span")
  func parseAfterDescribe() {
    var random = SplitMix64(state: 3)
    for round in 0..<4000 {
      let first = Day(number: 10_000 + random.below(4000))
      let last = Day(number: first.number + [0, 1, 27, 30, 364, 365, random.below(900)][random.below(7)])
      let bounds: (Day?, Day?) = [(first, last), (first, nil), (nil, last), (first, first)][round % 4]
      guard let span = DateSpan(notBefore: bounds.0, notAfter: bounds.1) else {
        Issue.record("\(bounds) is no span")
        continue
      }
      #expect(DateSpan(span.description) == span, "\(span)")
    }
  }

  @Test("whole months and years are written as such, and only these")
  func wholePeriods() {
    for year in [1999, 2000, 2003, 2004, 2100] {
      for month in 1...12 {
        let text = "\(year)-\(month < 10 ? "0" : "")\(month)"
        let span = DateSpan(text)
        #expect(span?.description == text)
        #expect(span?.precision == .month)
        #expect(span?.notBefore?.parts.day == 1)
        #expect(span?.notAfter.map { Day(number: $0.number + 1).parts.day } == 1)
        #expect(
          DateSpan("\(text)-01..\(text)-28")?.precision
            == (text.hasSuffix("02") && span?.notAfter?.parts.day == 28 ? .month : .bounds))
      }
      #expect(DateSpan("\(year)")?.precision == .year)
      #expect(DateSpan("\(year)")?.description == "\(year)")
      #expect(DateSpan("\(year)-01..\(year)-12") == DateSpan("\(year)"))
      #expect(DateSpan("\(year)-01..\(year)-11")?.precision == .bounds)
    }
  }

  @Test("each form means the days that it says")
  func forms() {
    func bounds(_ text: String) -> String {
      DateSpan(text).map { "\($0.notBefore?.description ?? "-") \($0.notAfter?.description ?? "-")" }
        ?? "none"
    }
    #expect(bounds("2005-07-21") == "2005-07-21 2005-07-21")
    #expect(bounds("..2003-01-29") == "- 2003-01-29")
    #expect(bounds("2003-06-26..") == "2003-06-26 -")
    #expect(bounds("2002-12-26..2003-01-24") == "2002-12-26 2003-01-24")
    #expect(bounds("2002..2003-02") == "2002-01-01 2003-02-28")
    #expect(bounds("..2004-02") == "- 2004-02-29")
    #expect(bounds("2004..") == "2004-01-01 -")
  }

  @Test(
    "what is no span is refused",
    arguments: [
      "", "..", "2005-", "2005-13", "2003-02-30", "2005-07-21..2005-07-20", "2006..2005", "2005...2006", "05",
      "20050721",
      "2005-07-21 ", "about 2005", "2005..x", "x..2005", "2003-02-01..2003-02-30", "1.1.2005",
    ])
  func refused(_ text: String) {
    #expect(DateSpan(text) == nil)
  }

  @Test("bounds the wrong way round are no span; a span of nothing known has no text")
  func wrongWayRound() {
    #expect(DateSpan(notBefore: Day(number: 2), notAfter: Day(number: 1)) == nil)
    let unknown = DateSpan(notBefore: nil, notAfter: nil)
    #expect(unknown?.precision == .unknown)
    #expect(unknown?.description == "")
  }
}
