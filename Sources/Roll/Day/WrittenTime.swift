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
    guard let first = bytes.first else { return .absent }
    if (first | 0x20 == UInt8(ascii: "n") || first == UInt8(ascii: "\\") || first == UInt8(ascii: "0")),
      isAbsent(bytes)
    {
      return .absent
    }
    let isASCII = bytes.allSatisfy { $0 < 0x80 }
    var cursor = TimeCursor(
      isASCII ? bytes : TimeCursor.normalized(String(decoding: bytes, as: UTF8.self)))
    if let form = cursor.digitForm(shortYears) { return form }
    cursor.position = 0
    return cursor.wordForm(shortYears)
  }

  /// What programs write for no value. The zero date is MySQL's for none ("Date and Time Data Types").
  private static func isAbsent(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return ["null", "\\n", "none", "0000-00-00", "0000-00-00 00:00:00"].contains(text.lowercased())
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
