/// A span of time as the server keeps it: months, days and microseconds, each by itself and with its own sign, for a month has no
/// fixed number of days and a day no fixed number of hours.
///
/// Two spans are equal here where all three parts are. The server takes a month for 30 days and a day for 24 hours when it
/// compares.
public struct PostgresInterval: Sendable, Hashable {
  /// Whole months.
  public var months: Int32
  /// Whole days.
  public var days: Int32
  /// The rest.
  public var microseconds: Int64

  /// A span by its parts.
  public init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
    self.months = months
    self.days = days
    self.microseconds = microseconds
  }

  /// Longer than every span. PostgreSQL has it since version 17; before, these are parts like any others.
  public static let infinity = PostgresInterval(months: .max, days: .max, microseconds: .max)
  /// Below every span. PostgreSQL has it since version 17.
  public static let minusInfinity = PostgresInterval(months: .min, days: .min, microseconds: .min)

  /// Whether it is a span.
  public var isFinite: Bool { self != .infinity && self != .minusInfinity }
}

extension PostgresInterval: CustomStringConvertible {
  /// The span as the server writes it with `IntervalStyle` postgres: `1 year 2 mons -3 days +04:05:06.5`.
  public var description: String {
    guard isFinite else { return self == .infinity ? "infinity" : "-infinity" }
    var words: [String] = []
    var followsNegative = false
    for (value, unit) in [(months / 12, "year"), (months % 12, "mon"), (days, "day")] where value != 0 {
      let sign = followsNegative && value > 0 ? "+" : ""
      words.append("\(sign)\(value) \(unit)\(value == 1 ? "" : "s")")
      followsNegative = value < 0
    }
    if microseconds != 0 || words.isEmpty {
      let sign = microseconds < 0 ? "-" : followsNegative ? "+" : ""
      words.append(sign + clock)
    }
    return words.joined(separator: " ")
  }

  private var clock: String {
    let all = microseconds.magnitude
    let seconds = Int(all / 1_000_000)
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { CivilText.padded($0, 2) }
    return parts.joined(separator: ":") + CivilText.fraction(Int64(all % 1_000_000))
  }
}

extension PostgresInterval: PostgresEncodable, PostgresDecodable {
  /// `interval`
  public static var parameterType: PostgresType { .interval }
  /// `interval`
  public var parameter: Parameter {
    .binary(.interval, bigEndianBytes(microseconds) + bigEndianBytes(days) + bigEndianBytes(months))
  }
  /// From `interval`.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresInterval? {
    var offset = 0
    guard type == .interval, bytes.count == 16,
      let microseconds: Int64 = takeInteger(bytes, at: &offset),
      let days: Int32 = takeInteger(bytes, at: &offset),
      let months: Int32 = takeInteger(bytes, at: &offset)
    else { return nil }
    return PostgresInterval(months: months, days: days, microseconds: microseconds)
  }
}
