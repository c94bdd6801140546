/// A time as a file states it, read without guessing: ISO 8601 dates and times, and day-month-year or month-day-year only
/// where the order was stated.
public enum StatedTime: Sendable, Equatable {
  /// It can be read.
  case moment(Moment)
  /// Day and month could be either way round, and nobody said which.
  case needsOrder
  /// It looks like a date, but there is no such day or hour.
  case impossible(String)
  /// It is not a time.
  case unreadable

  /// The order of a date's parts where they are separated by `/` or `.`.
  public enum Order: String, Sendable, CaseIterable, Codable {
    /// Year, month, day
    case ymd
    /// Day, month, year
    case dmy
    /// Month, day, year
    case mdy
  }

  /// A day, a time of the day and, where it was stated, the offset from UTC.
  public struct Moment: Sendable, Equatable {
    /// The day as written.
    public var day: Day
    /// Microseconds after midnight as written; nil where only a day was.
    public var timeOfDay: Int64?
    /// Seconds east of UTC; nil where none was stated.
    public var offset: Int?
    /// A zone by its name or abbreviation, as written; nil where none was stated.
    var zoneName: String?

    /// The moment in UTC; nil where no offset was stated.
    public var utc: Instant? { offset.map { instant(offset: $0) } }

    /// The moment, with an offset from elsewhere. A bare day counts from its midnight.
    public func instant(offset: Int) -> Instant {
      Instant(microseconds: Instant(startOf: day).microseconds + (timeOfDay ?? 0) - Int64(offset) * 1_000_000)
    }
  }

  /// Reads `text`; `order` is nil where nobody stated one.
  public static func read(_ text: String, order: Order?) -> StatedTime {
    var scanner = DigitScanner(text)
    guard let first = scanner.number(), let separator = scanner.separator(of: "-/.") else {
      return .unreadable
    }
    guard let second = scanner.number(), scanner.separator(of: "-/.") == separator,
      let third = scanner.number()
    else { return .unreadable }
    let date: (year: Int, month: Int, day: Int)
    if first.digits == 4 {
      date = (first.value, second.value, third.value)
    } else {
      guard first.digits <= 2, third.digits == 4 else { return .unreadable }
      switch order {
      case .dmy: date = (third.value, second.value, first.value)
      case .mdy: date = (third.value, first.value, second.value)
      case .ymd: return .unreadable
      case nil: return .needsOrder
      }
    }
    guard second.digits <= 2, first.digits != 4 || third.digits <= 2 else { return .unreadable }
    guard let day = Day(year: date.year, month: date.month, day: date.day) else {
      return .impossible("there is no day \(date.day) in month \(date.month) of \(date.year)")
    }
    guard !scanner.isAtEnd else { return .moment(Moment(day: day, timeOfDay: nil, offset: nil)) }
    return scanner.timeOfDay(on: day)
  }
}

/// Reads runs of ASCII digits and what stands between them.
private struct DigitScanner {
  let bytes: [UInt8]
  var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }
  private var next: UInt8? { isAtEnd ? nil : bytes[position] }

  mutating func number() -> (value: Int, digits: Int)? {
    var value = 0
    var digits = 0
    while let byte = next, (48...57).contains(byte), digits < 9 {
      value = value * 10 + Int(byte - 48)
      digits += 1
      position += 1
    }
    return digits > 0 ? (value, digits) : nil
  }

  mutating func separator(of allowed: String) -> UInt8? {
    guard let byte = next, allowed.utf8.contains(byte) else { return nil }
    position += 1
    return byte
  }

  mutating func timeOfDay(on day: Day) -> StatedTime {
    guard separator(of: "T t") != nil, let hour = number(), separator(of: ":") != nil, let minute = number(),
      hour.digits <= 2, minute.digits == 2
    else { return .unreadable }
    var micros = Int64(hour.value * 3600 + minute.value * 60) * 1_000_000
    var second = 0
    if separator(of: ":") != nil {
      guard let read = number(), read.digits == 2 else { return .unreadable }
      second = read.value
      micros += Int64(second) * 1_000_000
      if separator(of: ".,") != nil {
        guard let fraction = number() else { return .unreadable }
        // More than microseconds is cut, not rounded: a rounded .9999999 would move into the next second.
        var value = Int64(fraction.value)
        for _ in fraction.digits..<max(6, fraction.digits) { value *= 10 }
        for _ in 6..<max(6, fraction.digits) { value /= 10 }
        micros += value
        while let byte = next, (48...57).contains(byte) { position += 1 }
      }
    }
    guard hour.value < 24, minute.value < 60, second < 60 else {
      return .impossible("there is no time \(hour.value):\(minute.value):\(second)")
    }
    return offset(after: StatedTime.Moment(day: day, timeOfDay: micros, offset: nil))
  }

  private mutating func offset(after moment: StatedTime.Moment) -> StatedTime {
    var moment = moment
    _ = separator(of: " ")
    guard !isAtEnd else { return .moment(moment) }
    let rest = String(decoding: bytes[position...], as: UTF8.self)
    if ["Z", "z", "UTC", "GMT"].contains(rest) {
      moment.offset = 0
      return .moment(moment)
    }
    guard let sign = separator(of: "+-"), let hours = number() else { return .unreadable }
    var minutes = 0
    var wholeHours = hours.value
    if hours.digits == 4 {
      (wholeHours, minutes) = hours.value.quotientAndRemainder(dividingBy: 100)
    } else if hours.digits == 2, separator(of: ":") != nil {
      guard let read = number(), read.digits == 2 else { return .unreadable }
      minutes = read.value
    } else if hours.digits > 2 {
      return .unreadable
    }
    guard isAtEnd, wholeHours <= 14, minutes < 60 else { return .unreadable }
    moment.offset = (sign == UInt8(ascii: "-") ? -1 : 1) * (wholeHours * 3600 + minutes * 60)
    return .moment(moment)
  }
}
