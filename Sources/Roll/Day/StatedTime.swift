/// A time as an option or a file of our own states it.
public enum StatedTime: Sendable, Equatable {
  /// It can be read.
  case moment(Moment)
  /// It looks like a date, but there is no such day or hour.
  case impossible(String)
  /// It is not a time.
  case unreadable

  /// The order of the parts of dates of digits.
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

  /// Reads a text that has its year first: ISO 8601 as the program writes it, and as people type it. Files of signatures
  /// hold more forms: see `WrittenTime`.
  public static func read(_ text: String) -> StatedTime {
    let bytes = Array(text.utf8)
    guard bytes.count > 4, bytes[..<4].allSatisfy(TimeCursor.isDigit), "-/.".utf8.contains(bytes[4]) else {
      return .unreadable
    }
    var cursor = TimeCursor(bytes)
    switch cursor.digitForm(nil) {
    case .moment(let moment) where moment.zoneName == nil: return .moment(moment)
    case .impossible(let why): return .impossible(why)
    default: return .unreadable
    }
  }
}
