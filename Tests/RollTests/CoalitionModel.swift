@testable import Roll

/// A slow reading of memberships and endorsements, day by day and link by link, against the statements and rules of the
/// schema.
struct CoalitionModel {
  /// A term as the test stated it.
  struct Term: Equatable {
    var coalition: String
    var member: String
    var relation: String
    var from: String?
    var until: String?

    var begins: Day? { from.flatMap { DateSpan($0) }?.notAfter }
    var ends: Day? { until.flatMap { DateSpan($0) }?.notAfter }
    var isCounted: Bool { ["member", "affiliate"].contains(relation) }

    func holds(on day: Day, today: Day) -> Bool {
      let hasBegun = begins.map { $0 <= day } ?? (day >= today)
      let hasEnded = until != nil && (ends.map { $0 <= day } ?? (day >= today))
      return hasBegun && !hasEnded
    }

    /// Whether the day lies in the term as far as its days are counted.
    func covers(_ day: Day) -> Bool { begins.map { $0 <= day } ?? true && ends.map { day < $0 } ?? true }

    /// Whether the day surely lies in the term.
    func surelyCovers(_ day: Day) -> Bool {
      let end = until.flatMap { DateSpan($0) }.flatMap { $0.notBefore ?? $0.notAfter }
      return begins.map { $0 <= day } ?? true && end.map { day < $0 } ?? true
    }

    var cells: String { "\(coalition),\(member),\(relation),\(from ?? ""),\(until ?? ""),s1" }
  }

  /// Days on which rules are tried: all that are stated, one long before and one long after.
  let days: [Day]
  private(set) var terms: [Term] = []

  init(days: [Day]) {
    self.days = days
  }

  /// Takes a term where the rules allow it.
  mutating func take(_ term: Term) -> Bool {
    guard isPossible(term), !terms.contains(term), !overlaps(term), !closesCircle(term) else { return false }
    terms.append(term)
    return true
  }

  mutating func end(_ term: Term, _ day: String) -> Bool {
    guard let place = terms.firstIndex(of: term) else { return false }
    var ended = term
    ended.until = day
    let kept = terms.remove(at: place)
    if take(ended) { return true }
    terms.append(kept)
    return false
  }

  private func isPossible(_ term: Term) -> Bool {
    guard term.coalition != term.member else { return false }
    guard let first = term.from.flatMap({ DateSpan($0) })?.notBefore, let last = term.ends else {
      return true
    }
    return first <= last
  }

  private func overlaps(_ term: Term) -> Bool {
    terms.contains { other in
      (other.coalition, other.member, other.relation) == (term.coalition, term.member, term.relation)
        && days.contains { other.surelyCovers($0) && term.surelyCovers($0) }
    }
  }

  private func closesCircle(_ term: Term) -> Bool {
    guard term.isCounted else { return false }
    return days.contains { day in
      guard term.covers(day) else { return false }
      let links = terms.filter { $0.isCounted && $0.covers(day) }
      var above: Set = [term.coalition]
      while true {
        let more = above.union(links.filter { above.contains($0.member) }.map(\.coalition))
        if more == above { return above.contains(term.member) }
        above = more
      }
    }
  }

  /// Members and affiliates on a day, at any level or at the first.
  func members(of coalition: String, isDirect: Bool, on day: Day, today: Day) -> Set<String> {
    let links = terms.filter { $0.isCounted && $0.holds(on: day, today: today) }
    func next(_ coalitions: Set<String>) -> Set<String> {
      Set(links.filter { coalitions.contains($0.coalition) }.map(\.member))
    }
    var found = next([coalition])
    while !isDirect {
      let more = found.union(next(found))
      if more == found { break }
      found = more
    }
    return found
  }

  /// Every path down from a coalition on a day: slugs joined by `/`, the relation of the last one behind.
  func paths(from coalition: String, on day: Day, today: Day, prefix: String? = nil) -> [String] {
    let start = prefix ?? coalition
    return terms.filter { $0.coalition == coalition && $0.holds(on: day, today: today) }.flatMap { term in
      let path = "\(start)/\(term.member)"
      let below =
        term.isCounted ? paths(from: term.member, on: day, today: today, prefix: path) : []
      return ["\(path) \(term.relation) \(term.from ?? "")-\(term.until ?? "")"] + below
    }
  }
}
