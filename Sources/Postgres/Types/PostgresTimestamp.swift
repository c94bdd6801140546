/// A date and a time of day without a zone, to the microsecond, or an infinity: what a clock on a wall shows, no moment of the
/// world's time.
public struct PostgresTimestamp: Sendable, Hashable, Comparable {
  /// Microseconds since 2000-01-01T00:00:00; negative before. The ends of the range are the infinities.
  public var microsecondsSince2000: Int64
  /// A moment by its distance from 2000-01-01T00:00:00.
  @inlinable public init(microsecondsSince2000: Int64) { self.microsecondsSince2000 = microsecondsSince2000 }

  /// After every moment.
  public static let infinity = PostgresTimestamp(microsecondsSince2000: .max)
  /// Before every moment.
  public static let minusInfinity = PostgresTimestamp(microsecondsSince2000: .min)

  /// Whether it is a moment.
  @inlinable public var isFinite: Bool {
    microsecondsSince2000 != .max && microsecondsSince2000 != .min
  }

  /// The day and the time of day on it; nil where the server does not reach: after 294276-12-31. 24:00 is the next day's 00:00.
  /// An infinite day gives the infinity.
  public init?(_ date: PostgresDate, _ time: PostgresTime) {
    guard date.isFinite else {
      self = date == .infinity ? .infinity : .minusInfinity
      return
    }
    guard let moment = Moment(day: Int(date.daysSince2000), microseconds: time.microsecondsSinceMidnight)
    else {
      return nil
    }
    self.init(microsecondsSince2000: moment.microseconds)
  }

  /// The day; an infinite one for the infinities.
  public var date: PostgresDate {
    if self == .infinity { return .infinity }
    if self == .minusInfinity { return .minusInfinity }
    return PostgresDate(daysSince2000: Int32(Moment(microseconds: microsecondsSince2000).day))
  }

  /// The time of day; nil for the infinities.
  public var time: PostgresTime? {
    guard isFinite else { return nil }
    return PostgresTime(microsecondsSinceMidnight: Moment(microseconds: microsecondsSince2000).timeOfDay)
  }

  /// Earlier before later, between the infinities.
  public static func < (left: Self, right: Self) -> Bool {
    left.microsecondsSince2000 < right.microsecondsSince2000
  }
}

extension PostgresTimestamp: PostgresEncodable, PostgresDecodable {
  /// `timestamp without time zone`
  public static var parameterType: PostgresType { .timestamp }
  /// `timestamp without time zone`
  public var parameter: Parameter { .integer(.timestamp, microsecondsSince2000) }
  /// From `timestamp without time zone`.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresTimestamp? {
    type == .timestamp ? decodeInteger(bytes).map { PostgresTimestamp(microsecondsSince2000: $0) } : nil
  }
}

extension PostgresTimestamp: LosslessStringConvertible {
  /// The moment as the server writes it with `DateStyle` ISO: `2000-01-31 12:00:00.5`, `0044-03-15 00:00:00 BC`, `infinity`,
  /// `-infinity`.
  public var description: String { Moment(microseconds: microsecondsSince2000).text(zone: "") }

  /// From the text of `description`, with a `T` in place of the space too. More than six decimals are refused, not rounded.
  public init?(_ text: String) {
    guard let moment = Moment(text, hasZone: false) else { return nil }
    self.init(microsecondsSince2000: moment.microseconds)
  }
}
