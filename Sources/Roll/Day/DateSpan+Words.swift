extension DateSpan {
  /// The day as well as it is known, for people: `2003-05`, `by 2003-01-29`, `2003-07-01 or later`, `day unknown`.
  public var asKnown: String {
    switch (notBefore, notAfter) {
    case (nil, nil): "day unknown"
    case (nil, let last?): "by \(last)"
    case (let first?, nil): "\(first) or later"
    default: description
    }
  }

  /// How well the date is known in terms of the calendar: to the smallest of day, month and year that holds all it can mean;
  /// a week in September is known to the month. Bounds that no year holds are bounds only.
  public var calendarPrecision: Precision {
    guard precision == .bounds, let first = notBefore?.parts, let last = notAfter?.parts else {
      return precision
    }
    guard first.year == last.year else { return .bounds }
    return first.month == last.month ? .month : .year
  }
}

/// How long something has lasted, in whole days.
public struct Elapsed: Sendable, Equatable {
  /// Days, at least.
  public var days: Int
  /// Whether it may be longer, since the first day is not known.
  public var isAtLeast: Bool
  private let months: Int

  /// From the latest day that the beginning can mean, so that nothing is said to last longer than it does; nil where no
  /// latest day is known, and where it has not begun.
  public init?(since span: DateSpan?, asOf day: Day) {
    guard let last = span?.notAfter, last <= day else { return nil }
    days = day.number - last.number
    isAtLeast = span?.notBefore != last
    let (from, to) = (last.parts, day.parts)
    months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0)
  }

  /// The same in the room that a table has: `23+ years`.
  public var short: String {
    let (count, unit) = whole
    return "\(count)\(isAtLeast ? "+" : "") \(unit)"
  }

  /// `12 days`, `at least 7 months`, `23 years`: whole ones, the largest that has two of them.
  public var words: String {
    let (count, unit) = whole
    return "\(isAtLeast ? "at least " : "")\(count) \(unit)"
  }

  private var whole: (Int, String) {
    let (count, unit) =
      months >= 24 ? (months / 12, "year") : months >= 2 ? (months, "month") : (days, "day")
    return (count, count == 1 ? unit : unit + "s")
  }
}
