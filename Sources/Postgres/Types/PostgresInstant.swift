/// A moment, counted in microseconds from 2000-01-01T00:00:00Z as the server counts, or an infinity.
public struct PostgresInstant: Sendable, Hashable, Comparable {
  /// Microseconds since 2000-01-01T00:00:00Z; negative before. The ends of the range are the infinities.
  public var microsecondsSince2000: Int64
  /// A moment by its distance from 2000-01-01T00:00:00Z.
  @inlinable public init(microsecondsSince2000: Int64) { self.microsecondsSince2000 = microsecondsSince2000 }

  /// After every moment.
  public static let infinity = PostgresInstant(microsecondsSince2000: .max)
  /// Before every moment.
  public static let minusInfinity = PostgresInstant(microsecondsSince2000: .min)

  /// Whether it is a moment.
  @inlinable public var isFinite: Bool {
    microsecondsSince2000 != .max && microsecondsSince2000 != .min
  }

  /// Earlier before later, between the infinities.
  public static func < (left: Self, right: Self) -> Bool {
    left.microsecondsSince2000 < right.microsecondsSince2000
  }
}

extension PostgresInstant: PostgresEncodable, PostgresDecodable {
  /// `timestamp with time zone`
  public static var parameterType: PostgresType { .timestamptz }
  /// `timestamp with time zone`
  public var parameter: Parameter { .integer(.timestamptz, microsecondsSince2000) }
  /// From `timestamp with time zone`.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresInstant? {
    type == .timestamptz ? decodeInteger(bytes).map { PostgresInstant(microsecondsSince2000: $0) } : nil
  }
}

extension PostgresInstant: LosslessStringConvertible {
  /// The moment as the server writes it in UTC with `DateStyle` ISO: `2000-01-31 12:00:00.5+00`, `0044-03-15 00:00:00+00 BC`,
  /// `infinity`, `-infinity`.
  public var description: String { Moment(microseconds: microsecondsSince2000).text(zone: "+00") }

  /// From a date and a time with its offset from UTC, as in `description` or RFC 3339: `2000-01-31T14:00:00.5+02:00`. More
  /// than six decimals are refused, not rounded.
  public init?(_ text: String) {
    guard let moment = Moment(text, hasZone: true) else { return nil }
    self.init(microsecondsSince2000: moment.microseconds)
  }
}
