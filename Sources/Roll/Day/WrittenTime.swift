/// What a bare number counts that stands for a time.
public enum TimeNumber: String, Sendable, Codable {
  /// Days, as Excel and its like count them.
  case excelDays = "excel_days"
  /// Seconds since 1970.
  case unixSeconds = "unix_seconds"
  /// Thousandths of them.
  case unixMilliseconds = "unix_milliseconds"
  /// Millionths of them.
  case unixMicroseconds = "unix_microseconds"

  /// In words.
  public var name: String {
    switch self {
    case .excelDays: "days as Excel counts them"
    case .unixSeconds: "seconds since 1970"
    case .unixMilliseconds: "milliseconds since 1970"
    case .unixMicroseconds: "microseconds since 1970"
    }
  }
}

/// What a cell says of a time, before anybody knows in which order its file writes day and month.
///
/// Nothing is guessed here: a cell that could be two days is both, and what the whole file must decide is left to it.
enum WrittenTime: Sendable, Equatable {
  /// It reads one way.
  case moment(StatedTime.Moment)
  /// Digits with the year last: the day first, or the month first. nil where there is no such day; one there is.
  case dayMonth(dmy: StatedTime.Moment?, mdy: StatedTime.Moment?)
  /// A number that counts days or seconds.
  case number(TimeNumber, StatedTime.Moment)
  /// A year of two digits, which nobody can tell the century of.
  case shortYear
  /// No time: `NULL`, `\N`, and the zero date of MySQL.
  case absent
  /// It looks like a date, but there is no such day or hour.
  case impossible(String)
  /// It is not a time. Why, where more can be said than that.
  case unreadable(String?)

  /// How years of two digits are read, where the user says so.
  struct ShortYears: Sendable, Equatable {
    /// The first two digits: 20 for 2000 to 2099.
    var century: Int
    var order: StatedTime.Order
  }

  /// Reads the bytes of a cell, without white space at its ends.
  static func read(_ bytes: [UInt8], shortYears: ShortYears? = nil) -> WrittenTime {
    if let plain = plain(bytes) { return plain }
    guard let first = bytes.first, !isAbsent(bytes, first) else { return .absent }
    let isASCII = bytes.allSatisfy { $0 < 0x80 }
    var cursor = TimeCursor(
      isASCII ? bytes : TimeCursor.normalized(String(decoding: bytes, as: UTF8.self)))
    guard !cursor.isAtEnd else { return .absent }
    if let form = cursor.digitForm(shortYears) { return form }
    cursor.position = 0
    return cursor.wordForm(shortYears)
  }

  /// `YYYY-MM-DD`, `YYYY-MM-DD HH:MM:SS` and `YYYY-MM-DDTHH:MM:SSZ`, by their places: nearly all files have these only.
  /// nil for every other form, and for days and hours that there are not.
  private static func plain(_ bytes: [UInt8]) -> WrittenTime? {
    let count = bytes.count
    guard count == 10 || count == 19 || count == 20 && bytes[19] == UInt8(ascii: "Z"),
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-")
    else { return nil }
    var isPlain = true
    func two(_ place: Int) -> Int {
      let (tens, ones) = (bytes[place] &- 48, bytes[place + 1] &- 48)
      isPlain = isPlain && tens < 10 && ones < 10
      return Int(tens) * 10 + Int(ones)
    }
    let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8))
    guard isPlain, let date = Day(year: year, month: month, day: day) else { return nil }
    var moment = StatedTime.Moment(day: date, timeOfDay: nil, offset: nil)
    guard count > 10 else { return .moment(moment) }
    let (hour, minute, second) = (two(11), two(14), two(17))
    guard isPlain, hour < 24, minute < 60, second < 60, bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[10] == UInt8(ascii: "T") || bytes[10] == 0x20
    else { return nil }
    moment.timeOfDay = Int64(hour * 3600 + minute * 60 + second) * 1_000_000
    if count == 20 { moment.offset = 0 }
    return .moment(moment)
  }

  /// What programs write for no value. The zero date is MySQL's for none ("Date and Time Data Types").
  private static func isAbsent(_ bytes: [UInt8], _ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "\\"):
      ["null", "none", "\\n"].contains(String(decoding: bytes, as: UTF8.self).lowercased())
    case UInt8(ascii: "0"):
      bytes.elementsEqual("0000-00-00".utf8) || bytes.elementsEqual("0000-00-00 00:00:00".utf8)
    default: false
    }
  }
}

extension StatedTime.Moment {
  /// The same time of another day.
  func on(_ day: Day) -> StatedTime.Moment {
    var copy = self
    copy.day = day
    return copy
  }
}
