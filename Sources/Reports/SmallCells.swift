internal import Roll

/// Keeps counts of fewer than five people out of a public report.
///
/// Rule: a cell below five is merged with others until the merged cell has at least five people and hides at least two
/// cells, taking the smallest cells first; see `SmallCounts`.
enum SmallCells {
  static let threshold = SmallCounts.threshold

  struct ByCountry {
    var shown: [StatusReport.CountryCount] = []
    var unknown = 0
    var other = StatusReport.OtherCountries()
  }

  /// Counts by country, the largest first; an unknown country is a cell like the others.
  static func countries(_ cells: [SignaturesByCountry.Output], suppress: Bool) -> ByCountry {
    var result = ByCountry()
    let shown = suppress ? Set(SmallCounts.shown(cells.map { (value: $0.iso3 ?? "", count: $0.count) })) : nil
    let sorted = cells.sorted { ($0.count, $1.iso3 ?? "") > ($1.count, $0.iso3 ?? "") }
    func isShown(_ cell: SignaturesByCountry.Output) -> Bool { shown?.contains(cell.iso3 ?? "") ?? true }
    for cell in sorted where isShown(cell) {
      if let iso3 = cell.iso3 {
        result.shown.append(.init(iso3: iso3, name: cell.name ?? iso3, signatures: cell.count))
      } else {
        result.unknown = cell.count
      }
    }
    for cell in sorted where !isShown(cell) {
      result.other.signatures += cell.count
      if cell.iso3 == nil { result.other.includesUnknown = true } else { result.other.countries += 1 }
    }
    return result
  }

  /// Counts by day, in order: days are taken together until five people signed on them; what is left over at the end goes
  /// with the last group. The total less the days gives those without a day away: where they are few, the smallest group
  /// is left out as well.
  static func days(_ cells: [SignaturesByDay.Output], suppress: Bool) -> [StatusReport.DayCount] {
    var groups: [StatusReport.DayCount] = []
    var open: StatusReport.DayCount?
    for cell in cells {
      guard let day = cell.day else { continue }
      var group = open ?? .init(day: day, from: day, signatures: 0)
      group.day = day
      group.signatures += cell.count
      if suppress && group.signatures < threshold {
        open = group
      } else {
        groups.append(group)
        open = nil
      }
    }
    let undated = cells.reduce(0) { $0 + ($1.day == nil ? $1.count : 0) }
    if let rest = open {
      guard var last = groups.popLast() else { return undated > 0 ? [] : [rest] }
      last.day = rest.day
      last.signatures += rest.signatures
      groups.append(last)
    }
    if suppress, (1..<threshold).contains(undated),
      let smallest = groups.indices.min(by: { groups[$0].signatures < groups[$1].signatures })
    {
      groups.remove(at: smallest)
    }
    return groups
  }
}
