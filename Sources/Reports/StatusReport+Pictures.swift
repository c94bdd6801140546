internal import Foundation
internal import Pages
internal import Roll

extension StatusReport {
  /// Most steps that a picture draws: more are no wider than a point.
  private static let drawnSteps = 500
  /// Most rows of a table beside a picture; longer ones tell the ends of months.
  private static let toldDays = 45
  /// Most events marked on a picture.
  private static let markedEvents = 9

  /// How a petition's signatures grew; nil where there is no growth to show.
  func growth(of petition: PetitionStatus) -> Picture? {
    guard let first = petition.byDay.first, let last = petition.byDay.last, petition.byDay.count > 1 else {
      return nil
    }
    let start = min(petition.opened ?? first.from, first.from)
    let end = max(min(petition.closed ?? asOf, asOf), last.day)
    var total = 0
    let steps = petition.byDay.map { day in
      total += day.signatures
      return (day: day.day, total: total)
    }
    let curve = Sparkline.text(petition.byDay.map(\.signatures), width: 48)
    let told = steps.count > Self.toldDays ? Self.monthEnds(steps) : steps
    return Picture(
      title: "Growth of signatures, \(start) to \(end)",
      description: "Validated signatures so far, day by day: \(Pages.Figure.grouped(steps[0].total)) by "
        + "\(steps[0].day), \(Pages.Figure.grouped(total)) by \(last.day)."
        + (petition.goal.map { " The goal is \(Pages.Figure.grouped($0))." } ?? ""),
      drawing: .steps(
        StepChart(
          span: start.number...end.number, layers: [.init("Signatures", .accent)],
          steps: Self.thinned(steps).map { .init(at: $0.day.number, [$0.total]) },
          ticks: DayAxis.ticks(from: start, to: end),
          goal: petition.goal.map { .init(Int($0), "Goal \(Pages.Figure.grouped($0))") },
          events: events(from: start, to: end))),
      table: Table(
        columns: [.init("By", shrinks: false), .init("Signatures so far", .right)],
        rows: told.map { [Inline($0.day.description), Inline($0.total)] }),
      summary: Inline("\(first.from) \(curve) \(last.day)"), refs: petition.sources)
  }

  /// How many states had signed, ratified and refused agreements, over time; nil where nothing happened.
  var agreementHistory: Picture? {
    let steps = standing.agreementSteps
    guard let first = steps.first?.day, let last = steps.last?.day, steps.count > 1 else { return nil }
    // A little room behind the last step shows where it led.
    let end = min(Day(number: last.number + max((last.number - first.number) / 20, 5)), max(asOf, last))
    let rows = steps.map {
      [Inline($0.day.description), Inline($0.signed), Inline($0.ratified), Inline($0.refused)]
    }
    let latest = steps[steps.count - 1]
    return Picture(
      title: "Agreements over time",
      description:
        "States by what they had done about an agreement, from \(first) to \(last). On the last day "
        + "\(latest.signed) had signed without ratifying, for \(latest.ratified) it was ratified or in force, and "
        + "\(latest.refused) had refused.",
      drawing: .steps(
        StepChart(
          span: first.number...end.number,
          layers: [
            .init("Ratified or in force", .strong), .init("Signed only", .warm), .init("Refused", .cool),
          ],
          steps: steps.map { .init(at: $0.day.number, [$0.ratified, $0.signed, $0.refused]) },
          ticks: DayAxis.ticks(from: first, to: end))),
      table: Table(
        columns: [
          .init("From", shrinks: false), .init("Signed only", .right), .init("Ratified or in force", .right),
          .init("Refused", .right),
        ], rows: rows),
      remark: Inline(
        "Each state counts once, where the furthest of its steps had led it. The last step on a known day was on "
          + "\(last); steps without a day are not drawn."),
      refs: agreementSources)
  }

  /// The sources that most of the agreements rest on.
  var agreementSources: [Int] {
    let counts = (agreements.states + agreements.refusals).flatMap(\.sources)
      .reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
    return counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(3).map(\.key).sorted()
  }

  /// What happened on known days of the stretch; the last ones where there are too many.
  private func events(from start: Day, to end: Day) -> [StepChart.Event] {
    activities.filter { activity in
      activity.precision == .day && activity.date.map { (start...end).contains($0) } ?? false
    }.suffix(Self.markedEvents).map { activity in
      StepChart.Event(
        at: activity.date?.number ?? start.number,
        Inline("\(activity.written): \(activity.title)", refs: activity.sources))
    }
  }

  /// The last of each month.
  private static func monthEnds(_ steps: [(day: Day, total: Int)]) -> [(day: Day, total: Int)] {
    steps.indices.filter { index in
      index == steps.count - 1 || steps[index].day.parts.month != steps[index + 1].day.parts.month
        || steps[index].day.parts.year != steps[index + 1].day.parts.year
    }.map { steps[$0] }
  }

  /// As many as can be told apart, the first and the last among them.
  private static func thinned(_ steps: [(day: Day, total: Int)]) -> [(day: Day, total: Int)] {
    let stride = (steps.count - 1) / drawnSteps + 1
    return steps.indices.filter { $0.isMultiple(of: stride) || $0 == steps.count - 1 }.map { steps[$0] }
  }
}
