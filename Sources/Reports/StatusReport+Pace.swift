internal import Pages
public import Roll

extension StatusReport {
  /// How fast a petition grows, and where that would lead.
  public struct Pace: Codable, Sendable, Equatable {
    /// The whole weeks before the report's day that it is taken from: 2 to 4.
    public var weeks: Int
    /// The signatures of these weeks.
    public var signatures: Int
    /// When the goal would be reached if every week were as the fastest of them; nil without a goal to reach, or where
    /// it would take more than a hundred years.
    @Explicit public var goalNotBefore: Day?
    /// The same for the slowest of them; nil also where nobody signed in that week.
    @Explicit public var goalNotAfter: Day?
  }
}

extension StatusReport.PetitionStatus {
  private static let mostWeeks = 4
  private static let fewestWeeks = 2
  /// What lies further away nobody should be told a day of.
  private static let furthest = 36_525

  /// The same with its pace, if it is still open on `asOf` and has been for some weeks.
  func paced(_ asOf: Day) -> StatusReport.PetitionStatus {
    var status = self
    status.pace = pace(asOf)
    return status
  }

  private func pace(_ asOf: Day) -> StatusReport.Pace? {
    guard let start = opened ?? byDay.first?.from, closed.map({ $0 > asOf }) ?? true else { return nil }
    let weeks = min((asOf.number - start.number + 1) / 7, Self.mostWeeks)
    guard weeks >= Self.fewestWeeks, kind == "petition" else { return nil }
    let counts = (0..<weeks).map { week in
      let last = asOf.number - 7 * week
      return byDay.reduce(0) { $0 + ((last - 6...last).contains($1.day.number) ? $1.signatures : 0) }
    }
    let missing = (goal ?? 0) - Int64(signatures)
    func reached(at count: Int?) -> Day? {
      guard let count, count > 0, missing > 0 else { return nil }
      let (days, overflows) = missing.multipliedReportingOverflow(by: 7)
      let needed = overflows ? Int64.max : (days - 1) / Int64(count) + 1
      return needed > Self.furthest ? nil : Day(number: asOf.number + Int(needed))
    }
    return .init(
      weeks: weeks, signatures: counts.reduce(0, +), goalNotBefore: reached(at: counts.max()),
      goalNotAfter: reached(at: counts.min()))
  }

  /// The pace in words; nil where there is none. It is arithmetic, and says so.
  var paceParagraph: Inline? {
    guard let pace else { return nil }
    func grouped(_ number: Int) -> String { Pages.Figure.grouped(number) }
    // Few signatures are told by the week: none a day would be wrong.
    let (stretch, parts) = pace.signatures >= pace.weeks * 7 ? ("day", pace.weeks * 7) : ("week", pace.weeks)
    let each = grouped((pace.signatures + parts / 2) / parts)
    let lead =
      "In the last \(pace.weeks) weeks \(grouped(pace.signatures)) signed, about \(each) a \(stretch)."
    guard let goal, goal > signatures else { return Inline(lead) }
    let wanted = "the goal of \(Pages.Figure.grouped(goal))"
    switch (pace.goalNotBefore, pace.goalNotAfter) {
    case (let first?, let last?):
      return Inline(
        "\(lead) Were every week to come as the fastest or as the slowest of these, \(wanted) would be reached "
          + "between \(first) and \(last).")
    case (let first?, nil):
      return Inline(
        "\(lead) Were every week to come as the fastest of these, \(wanted) would be reached on \(first); as the "
          + "slowest, not within a hundred years.")
    case (nil, _):
      return Inline("\(lead) At this pace \(wanted) would not be reached within a hundred years.")
    }
  }
}
