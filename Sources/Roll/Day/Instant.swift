public import Postgres

/// A moment, to the microsecond.
public struct Instant: Sendable, Hashable, Comparable, PostgresDecodable, PostgresEncodable,
  CustomStringConvertible
{
  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microseconds: Int64

  /// A moment by its distance from 1970-01-01T00:00:00Z, in microseconds.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Midnight in UTC at the beginning of a day.
  public init(startOf day: Day) { microseconds = Int64(day.number) * 86_400_000_000 }

  /// The day in UTC.
  public var day: Day {
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
    return Day(number: Int(quotient) - (remainder < 0 ? 1 : 0))
  }

  /// The second that it belongs to: a listing has many columns, and `--json` tells the rest.
  public var wholeSecond: Instant {
    Instant(microseconds: microseconds - (microseconds % 1_000_000 + 1_000_000) % 1_000_000)
  }

  /// RFC 3339 in UTC; fractions only where there are any.
  public var description: String {
    let inDay = microseconds - Int64(day.number) * 86_400_000_000
    let seconds = inDay / 1_000_000
    let fraction = inDay % 1_000_000
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    var text = "\(day)T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    if fraction != 0 {
      var digits = String(fraction + 1_000_000).dropFirst()
      while digits.last == "0" { digits = digits.dropLast() }
      text += ".\(digits)"
    }
    return text + "Z"
  }

  /// Earlier before later.
  public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

  private static let epochShift: Int64 = 946_684_800_000_000

  /// `timestamp with time zone`
  public var parameter: Parameter { postgresInstant.parameter }

  /// The moment as the server counts it.
  public var postgresInstant: PostgresInstant {
    PostgresInstant(microsecondsSince2000: microseconds - Self.epochShift)
  }

  /// From `timestamp with time zone`; the infinities, which are no moment, and what overflows do not fit.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Instant? {
    PostgresInstant.decode(bytes, type: type).flatMap {
      let (microseconds, overflows) = $0.microsecondsSince2000.addingReportingOverflow(epochShift)
      return $0.isFinite && !overflows ? Instant(microseconds: microseconds) : nil
    }
  }
}

extension Instant: Codable {
  /// From RFC 3339 in UTC.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard case .moment(let moment) = StatedTime.read(text), let instant = moment.utc else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a moment: \(text)"))
    }
    self = instant
  }

  /// As RFC 3339 in UTC.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
