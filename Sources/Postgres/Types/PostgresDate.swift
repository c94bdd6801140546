/// A calendar day, counted from 1 January 2000 as the server counts, or an infinity. Proleptic Gregorian calendar.
public struct PostgresDate: Sendable, Hashable, Comparable {
  /// Days since 2000-01-01; negative before. The ends of the range are the infinities.
  public var daysSince2000: Int32
  /// A day by its distance from 2000-01-01.
  @inlinable public init(daysSince2000: Int32) { self.daysSince2000 = daysSince2000 }

  /// After every day.
  public static let infinity = PostgresDate(daysSince2000: .max)
  /// Before every day.
  public static let minusInfinity = PostgresDate(daysSince2000: .min)

  /// Whether it is a day.
  @inlinable public var isFinite: Bool { daysSince2000 != .max && daysSince2000 != .min }

  /// From 4714-11-24 BC to 5874897-12-31 (src/include/datatype/timestamp.h).
  static let days: ClosedRange<Int> = -2_451_545...2_145_031_948

  /// nil where there is no such day, such as 30 February, and beyond the server's days, from 4714-11-24 BC to 5874897-12-31.
  /// The year is astronomical: 0 is 1 BC, -43 is 44 BC.
  public init?(year: Int, month: Int, day: Int) {
    guard (-4713...5_874_897).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDay.length(year: year, month: month)
    else { return nil }
    self.init(day: CivilDay.number(year: year, month: month, day: day))
  }

  init?(day: Int) {
    guard Self.days.contains(day) else { return nil }
    self.init(daysSince2000: Int32(day))
  }

  /// Year, month and day of the month; the year is astronomical: 0 is 1 BC. nil for the infinities.
  public var parts: (year: Int, month: Int, day: Int)? {
    isFinite ? CivilDay.parts(of: Int(daysSince2000)) : nil
  }

  /// Earlier before later, between the infinities.
  public static func < (left: Self, right: Self) -> Bool { left.daysSince2000 < right.daysSince2000 }
}

extension PostgresDate: LosslessStringConvertible {
  /// The day as the server writes it with `DateStyle` ISO: `2000-01-31`, `0044-03-15 BC`, `infinity`, `-infinity`.
  public var description: String {
    if self == .infinity { return "infinity" }
    if self == .minusInfinity { return "-infinity" }
    let (text, isBeforeChrist) = CivilText.date(Int(daysSince2000))
    return isBeforeChrist ? text + " BC" : text
  }

  /// From the text of `description`, nothing else.
  public init?(_ text: String) {
    switch text {
    case "infinity": self = .infinity
    case "-infinity": self = .minusInfinity
    default:
      var reader = CivilReader(text)
      guard let date = reader.date(), let day = reader.endingEra(of: date) else { return nil }
      self.init(day: day)
    }
  }
}

extension PostgresDate: PostgresEncodable, PostgresDecodable {
  /// `date`
  public static var parameterType: PostgresType { .date }
  /// `date`
  public var parameter: Parameter { .integer(.date, daysSince2000) }
  /// From `date`.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresDate? {
    type == .date ? decodeInteger(bytes).map { PostgresDate(daysSince2000: $0) } : nil
  }
}
