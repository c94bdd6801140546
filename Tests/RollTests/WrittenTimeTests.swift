import Foundation
import Testing

@testable import Roll

/// How a cell reads, in one word and the times.
private func form(_ text: String, _ short: WrittenTime.ShortYears? = nil) -> String {
  func words(_ moment: StatedTime.Moment?) -> String {
    guard let moment else { return "-" }
    let clock =
      moment.timeOfDay.map { " " + Instant(microseconds: $0).description.dropFirst(11).dropLast() } ?? ""
    let zone = moment.offset.map { " \($0 / 60)" } ?? moment.zoneName.map { " [\($0)]" } ?? ""
    return "\(moment.day)\(clock)\(zone)"
  }
  return switch WrittenTime.read(Array(text.utf8), shortYears: short) {
  case .moment(let moment): words(moment)
  case .dayMonth(let dmy, let mdy): "\(words(dmy)) | \(words(mdy))"
  case .number(let kind, let moment): "\(kind.rawValue) \(words(moment))"
  case .shortYear: "short year"
  case .absent: "absent"
  case .impossible: "impossible"
  case .unreadable: "unreadable"
  }
}

struct WrittenTimeTests {
  @Test(
    "a moment reads the same in every form that programs write it in",
    arguments: [
      ("2019-03-21T14:05:09+01:00", "60"), ("2019-03-21 14:05:09 +0100", "60"),
      ("2019-03-21 14:05:09+01", "60"),
      ("20190321T140509+0100", "60"), ("20190321T140509Z", "0"), ("20190321140509", ""),
      ("2019/03/21 14:05:09", ""),
      ("2019.03.21 14:05:09", ""), ("2019-3-21 14:05:09", ""), ("2019-03-21 14:05:09.000", ""),
      ("2019-03-21 02:05:09 PM", ""), ("2019-03-21 2:05:09pm", ""), ("2019-03-21, 2:05:09 p.m.", ""),
      ("2019-03-21 2:05:09\u{202F}PM", ""), ("2019-03-21 2:05:09 p.\u{A0}m.", ""),
      ("2019-03-21T14:05:09[Europe/Paris]", "unreadable"), ("2019-03-21T14:05:09+01:00[Europe/Paris]", "60"),
      ("2019-03-21 14:05:09 UTC", "0"), ("2019-03-21 14:05:09 GMT", "0"), ("2019-03-21 14:05:09 UTC+1", "60"),
      ("2019-03-21 14:05:09 GMT-05:30", "-330"), ("2019-03-21 14:05:09 -0400", "-240"),
      ("2019-03-21 14:05:09 -0400 EDT", "-240"), ("2019-03-21 14:05:09 CET", "[CET]"),
      ("2019-03-21 14:05:09 America/Port-au-Prince", "[America/Port-au-Prince]"),
      ("Thu Mar 21 2019 14:05:09 GMT+0100 (CET)", "60"),
      ("Thu Mar 21 2019 14:05:09 GMT+0100 (Central European Standard Time)", "60"),
      ("Thu, 21 Mar 2019 14:05:09 GMT", "0"), ("Thu Mar 21 14:05:09 2019", ""),
      ("Thu Mar 21 14:05:09 UTC 2019", "0"),
      ("Thu Mar 21 14:05:09 +0000 2019", "0"), ("21 March 2019 14:05:09", ""),
      ("21st of March, 2019 at 2:05:09 PM", ""),
      ("March 21, 2019 14:05:09", ""), ("Mar. 21, 2019, 14:05:09", ""), ("21-Mar-2019 14:05:09", ""),
      ("2019 Mar 21 14:05:09", ""), ("21. März 2019, 14:05:09 Uhr", ""), ("21. März 2019 um 14:05:09", ""),
      ("Donnerstag, 21. März 2019 14:05:09", ""), ("jeudi 21 mars 2019 à 14:05:09", ""),
      ("21 de marzo de 2019, 14:05:09", ""), ("quinta-feira, 21 de março de 2019 14:05:09", ""),
      ("21 marca 2019, 14:05:09", ""), ("21 марта 2019 г., 14:05:09", ""),
      ("21 марта 2019 г. в 14:05:09", ""),
      ("٢١ مارس ٢٠١٩ ١٤:٠٥:٠٩", ""), ("21 مارس 2019، 2:05:09 م", ""), ("21 آذار/مارس 2019 14:05:09", ""),
      ("2019年3月21日 14:05:09", ""), ("2019년 3월 21일 14:05:09", ""), ("２０１９-０３-２１ 14:05:09", ""),
      ("\u{200E}2019-03-21 14:05:09", ""), ("2019−03−21 14:05:09", ""), ("2019-03-21 14.05.09", ""),
    ])
  func forms(_ text: String, _ zone: String) {
    let expected = zone == "unreadable" ? zone : "2019-03-21 14:05:09" + (zone.isEmpty ? "" : " \(zone)")
    #expect(form(text) == expected, "\(text)")
  }

  @Test(
    "digits with the year last are one day only where one part is beyond a month",
    arguments: [
      ("21/03/2019", "2019-03-21 | -"), ("3/21/2019 14:05:09", "- | 2019-03-21 14:05:09"),
      ("03.04.2019", "2019-04-03 | 2019-03-04"),
      ("3-4-2019 2:05 PM", "2019-04-03 14:05:00 | 2019-03-04 14:05:00"),
      ("3.4.2019 14:05 Uhr", "2019-04-03 14:05:00 | 2019-03-04 14:05:00"), ("03/03/2019", "2019-03-03"),
      ("3. 4. 2019", "2019-04-03 | 2019-03-04"), ("21. 3. 2019.", "2019-03-21 | -"),
      ("31/04/2019", "impossible"),
      ("30/02/2019", "impossible"), ("13/13/2019", "impossible"),
      ("03/04/2019T10:00Z", "2019-04-03 10:00:00 0 | 2019-03-04 10:00:00 0"),
      ("Thu 21/03/2019", "2019-03-21 | -"), ("Wed, 03/04/2019", "2019-04-03 | -"),
      ("Mon 03/04/2019", "- | 2019-03-04"),
      ("Tue 03/04/2019", "impossible"), ("٣/٤/٢٠١٩", "2019-04-03 | 2019-03-04"),
      ("3/4/2019, 14h05", "2019-04-03 14:05:00 | 2019-03-04 14:05:00"),
      ("03/04/2019 25:00", "impossible"), ("03/04-2019", "unreadable"),
    ])
  func yearLast(_ text: String, _ expected: String) { #expect(form(text) == expected, "\(text)") }

  @Test(
    "a year of two digits is read only where its century and the order are stated",
    arguments: ["03/04/19", "3.4.19 14:05", "21-Mar-19", "Mar 21, '19", "21 mars 19", "19/03/21"])
  func shortYears(_ text: String) {
    #expect(form(text) == "short year")
    for (order, day) in [(StatedTime.Order.dmy, "21-Mar-19"), (.mdy, "Mar-21-19"), (.ymd, "19-Mar-21")] {
      for century in [19, 20] {
        #expect(form(day, .init(century: century, order: order)) == "\(century)19-03-21")
      }
    }
    #expect(form("03/04/19", .init(century: 20, order: .dmy)) == "2019-04-03")
    #expect(form("03/04/19", .init(century: 20, order: .mdy)) == "2019-03-04")
    #expect(form("03/04/19", .init(century: 19, order: .ymd)) == "1903-04-19")
    #expect(form("21/03/19", .init(century: 19, order: .mdy)) == "impossible")
  }

  @Test(
    "a bare number is what its size says, and nothing where it would be a moment before 1990 or after 2099",
    arguments: [
      ("43545", "excel_days 2019-03-21"), ("43545.5868", "excel_days 2019-03-21 14:04:59.52"),
      ("43545,586909722", "excel_days 2019-03-21 14:05:09"),
      ("43545.58690972222", "excel_days 2019-03-21 14:05:09"),
      ("43545.999999999999", "excel_days 2019-03-22 00:00:00"), ("32874", "excel_days 1990-01-01"),
      ("32873", "unreadable"), ("73050", "excel_days 2099-12-31"), ("73051", "unreadable"),
      ("1553177109", "unix_seconds 2019-03-21 14:05:09 0"),
      ("1553177109.25", "unix_seconds 2019-03-21 14:05:09.25 0"),
      ("1553177109250", "unix_milliseconds 2019-03-21 14:05:09.25 0"),
      ("1553177109250.5", "unix_milliseconds 2019-03-21 14:05:09.2505 0"),
      ("1553177109250001", "unix_microseconds 2019-03-21 14:05:09.250001 0"), ("631151999", "unreadable"),
      ("631152000", "unix_seconds 1990-01-01 00:00:00 0"),
      ("4102444799", "unix_seconds 2099-12-31 23:59:59 0"),
      ("4102444800", "unreadable"), ("1.55318E+12", "unreadable"), ("1,55318E+12", "unreadable"),
      ("155318E7", "unreadable"), ("20190321", "2019-03-21"), ("201903211405", "2019-03-21 14:05:00"),
      ("20190321 14:05", "2019-03-21 14:05:00"), ("20191321", "impossible"), ("21032019", "impossible"),
      ("2019", "unreadable"), ("190321", "unreadable"), ("-1553177109", "unreadable"),
      ("12345678901234567890", "unreadable"),
      ("1553177109 UTC", "unreadable"),
    ])
  func numbers(_ text: String, _ expected: String) { #expect(form(text) == expected, "\(text)") }

  @Test(
    "what is no time, or a time that no clock shows, is told apart from no time at all",
    arguments: [
      ("NULL", "absent"), ("", "absent"), ("\u{A0}\u{200B}", "absent"), ("null", "absent"), ("\\N", "absent"),
      ("0000-00-00 00:00:00", "absent"),
      ("0000-00-00", "absent"), ("0000-00-01", "impossible"), ("yesterday", "unreadable"),
      ("March 2019", "unreadable"),
      ("2019-03", "unreadable"), ("2019-02-29", "impossible"), ("29 February 2019", "impossible"),
      ("2019-03-21 24:00", "impossible"), ("2019-03-21 14:05 PM", "impossible"),
      ("2019-03-21 0:05 AM", "impossible"),
      ("2019-03-21 12:05 AM", "2019-03-21 00:05:00"), ("2019-03-21 12:05 PM", "2019-03-21 12:05:00"),
      ("Fri 21 March 2019", "impossible"), ("2019-03-21 14", "unreadable"),
      ("2019-03-21 2 PM", "2019-03-21 14:00:00"),
      ("2019-03-21 1:2", "unreadable"), ("2019-03-21 14:05 (CET)", "unreadable"),
      ("21 Foo 2019", "unreadable"),
      ("2019-W12-4", "unreadable"), ("2019-080", "unreadable"), ("March April 21 2019", "unreadable"),
      ("2019-03-21 14:05:09 +15:00", "unreadable"), ("#####", "unreadable"), ("—", "unreadable"),
      ("mar. 19 févr. 2019", "2019-02-19"), ("mar. 19 mars 2019", "2019-03-19"),
      ("mar 19 2019", "2019-03-19"),
    ])
  func edges(_ text: String, _ expected: String) { #expect(form(text) == expected, "\(text)") }

  @Test("any bytes read as something, and the same again", arguments: 1...4)
  func anything(_ seed: UInt64) {
    var random = SplitMix64(state: seed)
    let pieces = [
      "2019", "03", "21", "3", "/", ".", "-", " ", ":", "T", "Z", "+", "PM", "am", "mar", "Thu", ",", "(",
      ")", "[", "é", "٢",
      "\u{202F}", "14", "05", "E", "e", "h", "UTC", "a", "'", "1553177109", "de", "г", "كانون", "\u{FEFF}",
      "日", "年",
    ]
    for _ in 0..<20_000 {
      let text = (0..<random.below(9)).map { _ in pieces[random.below(pieces.count)] }.joined()
      let once = WrittenTime.read(Array(text.utf8))
      #expect(WrittenTime.read(Array(text.utf8)) == once)
    }
  }
}
