/// Reads the text of a date, a time or a zone piece by piece, in the one form of ISO 8601 that the server writes.
struct CivilReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  /// Takes a word if it stands here.
  mutating func take(_ word: StaticString) -> Bool {
    let bytes = word.description.utf8
    guard rest.starts(with: bytes) else { return false }
    rest = rest.dropFirst(bytes.count)
    return true
  }

  /// Takes as many digits as there are; nil unless their number is among `count`.
  mutating func number(_ count: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard count.contains(digits.count) else { return nil }
    rest = rest[digits.endIndex...]
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// `YYYY-MM-DD` as written, before an era is known.
  mutating func date() -> (year: Int, month: Int, day: Int)? {
    guard let year = number(4...7), take("-"), let month = number(2...2), take("-"),
      let day = number(2...2)
    else { return nil }
    return (year, month, day)
  }

  /// `HH:MM`, `HH:MM:SS` or with up to six decimals, in microseconds; up to 24:00, and second 60, which is the next minute.
  mutating func time() -> Int64? {
    guard let hour = number(2...2), take(":"), let minute = number(2...2), minute < 60 else { return nil }
    var microseconds = (hour * 60 + minute) * 60_000_000
    if take(":") {
      guard let second = number(2...2), second <= 60 else { return nil }
      microseconds += second * 1_000_000
      if take(".") {
        let before = rest.count
        guard let fraction = number(1...6) else { return nil }
        microseconds += (before - rest.count..<6).reduce(fraction) { value, _ in value * 10 }
      }
    }
    return microseconds <= PostgresTime.endOfDay ? Int64(microseconds) : nil
  }

  /// `Z`, or the offset from UTC as `+HH`, `+HH:MM` or `+HH:MM:SS`, in microseconds.
  mutating func zone() -> Int64? {
    if take("Z") { return 0 }
    let isNegative = take("-")
    guard isNegative || take("+"), let hours = number(2...2), hours < 16 else {
      return nil
    }
    var seconds = hours * 3600
    for unit in [60, 1] where take(":") {
      guard let part = number(2...2), part < 60 else { return nil }
      seconds += part * unit
    }
    return Int64(isNegative ? -seconds : seconds) * 1_000_000
  }

  /// The rest of a text that began with a date: nothing, or ` BC`. The day's number, nil where there is no such day.
  mutating func endingEra(of date: (year: Int, month: Int, day: Int)) -> Int? {
    let isBeforeChrist = take(" BC")
    let year = isBeforeChrist ? 1 - date.year : date.year
    guard isAtEnd, date.year > 0, (1...12).contains(date.month), date.day >= 1,
      date.day <= CivilDay.length(year: year, month: date.month)
    else { return nil }
    return CivilDay.number(year: year, month: date.month, day: date.day)
  }
}
