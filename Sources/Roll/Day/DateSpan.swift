/// An inexact date: the earliest and the latest day that it can mean. Written as people write it: `2005`, `2005-07`,
/// `2005-07-21`, `..2003-01-29`, `2003-06-26..`, `2002-12-26..2003-01-24`.
///
/// Counts are taken by the latest day, so that an as-of count never includes something too early.
public struct DateSpan: Sendable, Equatable, CustomStringConvertible {
  /// Earliest day; nil where none is known.
  public let notBefore: Day?
  /// Latest day; nil where none is known.
  public let notAfter: Day?

  /// nil where the bounds are the wrong way round.
  public init?(notBefore: Day?, notAfter: Day?) {
    if let notBefore, let notAfter, notBefore > notAfter { return nil }
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  /// nil where the text is none of the forms above.
  public init?(_ text: String) {
    if let dots = text.range(of: "..") {
      let first = text[..<dots.lowerBound]
      let last = text[dots.upperBound...]
      guard !(first.isEmpty && last.isEmpty) else { return nil }
      let notBefore = first.isEmpty ? nil : DateSpan.period(String(first))
      let notAfter = last.isEmpty ? nil : DateSpan.period(String(last))
      guard first.isEmpty || notBefore != nil, last.isEmpty || notAfter != nil else { return nil }
      self.init(notBefore: notBefore?.first, notAfter: notAfter?.last)
    } else {
      guard let period = DateSpan.period(text) else { return nil }
      self.init(notBefore: period.first, notAfter: period.last)
    }
  }

  /// A day, a month or a year, as its first and last day.
  private static func period(_ text: String) -> (first: Day, last: Day)? {
    if let day = Day(text) { return (day, day) }
    if text.utf8.count == 7, let first = Day(text + "-01") {
      let (year, month, _) = first.parts
      return Day(year: year, month: month, day: Day.length(year: year, month: month)).map { (first, $0) }
    }
    if text.utf8.count == 4, let first = Day(text + "-01-01"), let last = Day(text + "-12-31") {
      return (first, last)
    }
    return nil
  }

  /// How well the date is known.
  public var precision: Precision {
    guard let notBefore, let notAfter else { return notBefore == nil && notAfter == nil ? .unknown : .bounds }
    if notBefore == notAfter { return .day }
    let (first, last) = (notBefore.parts, notAfter.parts)
    guard first.day == 1, last.day == Day.length(year: last.year, month: last.month), first.year == last.year
    else {
      return .bounds
    }
    if first.month == last.month { return .month }
    return first.month == 1 && last.month == 12 ? .year : .bounds
  }

  /// How well a date is known.
  public enum Precision: String, Sendable, Codable {
    /// To the day.
    case day
    /// To the month.
    case month
    /// To the year.
    case year
    /// Only that it lies between two days, or before or after one.
    case bounds
    /// Not at all.
    case unknown
  }

  /// The shortest of the written forms; empty where nothing is known.
  public var description: String {
    switch precision {
    case .unknown: ""
    case .day: notAfter?.description ?? ""
    case .month: String((notAfter?.description ?? "").prefix(7))
    case .year: String((notAfter?.description ?? "").prefix(4))
    case .bounds: "\(notBefore?.description ?? "")..\(notAfter?.description ?? "")"
    }
  }
}

extension String {
  /// The first occurrence of `other`; Foundation-free, since this is all that is needed of it here.
  func range(of other: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
      start = index(after: start)
    }
    return nil
  }
}
