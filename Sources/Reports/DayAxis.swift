internal import Pages
internal import Roll

/// Days along the foot of a picture.
enum DayAxis {
  /// More words than this do not fit side by side on a phone.
  private static let most = 6

  /// The first days of months, quarters or years between two days, as many as fit.
  static func ticks(from start: Day, to end: Day) -> [StepChart.Tick] {
    let first = start.parts.year * 12 + start.parts.month - 1
    let last = end.parts.year * 12 + end.parts.month - 1
    for months in [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 12_000] {
      let ticks = stride(from: (first + months - 1) / months * months, through: last, by: months)
        .compactMap { month in tick(month: month, inYears: months >= 12) }
        .filter { $0.at >= start.number && $0.at <= end.number }
      if ticks.count <= most { return ticks.isEmpty ? ends(start, end) : ticks }
    }
    return ends(start, end)
  }

  private static func tick(month: Int, inYears: Bool) -> StepChart.Tick? {
    Day(year: month / 12, month: month % 12 + 1, day: 1).map { day in
      StepChart.Tick(at: day.number, String(day.description.prefix(inYears ? 4 : 7)))
    }
  }

  /// A stretch in which no month begins: its two ends.
  private static func ends(_ start: Day, _ end: Day) -> [StepChart.Tick] {
    let first = StepChart.Tick(at: start.number, start.description)
    return start == end ? [first] : [first, StepChart.Tick(at: end.number, end.description)]
  }
}
