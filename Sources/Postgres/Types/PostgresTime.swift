/// A time of day without a date or a zone, to the microsecond, from 00:00 to 24:00.
public struct PostgresTime: Sendable, Hashable, Comparable {
  /// Microseconds since midnight, from 0 to 86400000000.
  public let microsecondsSinceMidnight: Int64

  static let endOfDay = 86_400_000_000

  /// nil outside of the day; 24:00 belongs to it.
  public init?(microsecondsSinceMidnight: Int64) {
    guard (0...Int64(Self.endOfDay)).contains(microsecondsSinceMidnight) else { return nil }
    self.microsecondsSinceMidnight = microsecondsSinceMidnight
  }

  /// nil where there is no such time. 24:00:00 is one, 23:59:60 is none.
  public init?(hour: Int, minute: Int, second: Int = 0, microsecond: Int = 0) {
    guard (0...24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
      (0..<1_000_000).contains(microsecond)
    else { return nil }
    self.init(
      microsecondsSinceMidnight: Int64(((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond))
  }

  /// Earlier before later.
  public static func < (left: Self, right: Self) -> Bool {
    left.microsecondsSinceMidnight < right.microsecondsSinceMidnight
  }
}

extension PostgresTime: LosslessStringConvertible {
  /// The time as the server writes it: `12:00:00`, `23:59:59.000001`, `24:00:00`.
  public var description: String { CivilText.time(microsecondsSinceMidnight) }

  /// From `HH:MM`, `HH:MM:SS` or with up to six decimals, nothing else. Second 60 is the next minute's first, as the server
  /// reads it.
  public init?(_ text: String) {
    var reader = CivilReader(text)
    guard let time = reader.time(), reader.isAtEnd else { return nil }
    self.init(microsecondsSinceMidnight: time)
  }
}

extension PostgresTime: PostgresEncodable, PostgresDecodable {
  /// `time without time zone`
  public static var parameterType: PostgresType { .time }
  /// `time without time zone`
  public var parameter: Parameter { .integer(.time, microsecondsSinceMidnight) }
  /// From `time without time zone`.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresTime? {
    type == .time ? decodeInteger(bytes).flatMap { PostgresTime(microsecondsSinceMidnight: $0) } : nil
  }
}
