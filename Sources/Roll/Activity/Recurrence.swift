/// How something comes again, counted from its first date.
public enum Recurrence: String, Sendable, CaseIterable {
  /// On the same day of every year; of 29 February, on the 28th where there is none.
  case yearly
  /// On the same day of every month, or its last day where it is shorter.
  case monthly
  /// Every seven days.
  case weekly

  /// The first occurrence that is not over before `day`; nil where the calendar ends before it.
  ///
  /// An inexact date stays as inexact: what happens in some June comes again in some June. Both bounds must be known.
  public func next(after first: DateSpan, from day: Day) -> DateSpan? {
    guard let last = first.notAfter, first.notBefore != nil else { return nil }
    var count = max(0, periods(from: last, to: day) - 1)
    while let span = occurrence(count, of: first) {
      if let end = span.notAfter, end >= day { return span }
      count += 1
    }
    return nil
  }

  /// Whole periods between two days, at most one too many.
  private func periods(from first: Day, to last: Day) -> Int {
    let (one, other) = (first.parts, last.parts)
    return switch self {
    case .yearly: other.year - one.year
    case .monthly: (other.year - one.year) * 12 + other.month - one.month
    case .weekly: (last.number - first.number) / 7
    }
  }

  private func occurrence(_ count: Int, of first: DateSpan) -> DateSpan? {
    guard let begin = first.notBefore, let end = first.notAfter, let from = shifted(begin, count) else {
      return nil
    }
    // A month or a year is one also where it is longer.
    guard [.month, .year].contains(first.precision), self != .weekly else {
      return shifted(end, count).flatMap { DateSpan(notBefore: from, notAfter: $0) }
    }
    let (year, month, _) = from.parts
    let lastMonth = first.precision == .year ? 12 : month
    return Day(year: year, month: lastMonth, day: Day.length(year: year, month: lastMonth))
      .flatMap { DateSpan(notBefore: from, notAfter: $0) }
  }

  private func shifted(_ day: Day, _ count: Int) -> Day? {
    let (year, month, dayOfMonth) = day.parts
    let months = year * 12 + month - 1 + (self == .yearly ? 12 * count : count)
    guard self != .weekly else {
      let later = Day(number: day.number + 7 * count)
      return later.parts.year <= 9999 ? later : nil
    }
    return Day(
      year: months / 12, month: months % 12 + 1,
      day: min(dayOfMonth, Day.length(year: months / 12, month: months % 12 + 1)))
  }
}
