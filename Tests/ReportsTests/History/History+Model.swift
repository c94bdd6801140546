@testable import Roll

// The model, read fact by fact.
extension History {
  /// The figures of a report that the model knows.
  struct Figures: Equatable {
    var agreements: [Int] = []
    var statute: [Int] = []
    var members: [String: Int] = [:]
    var endorsements: [String: Int] = [:]
    var signatures: [String: Int] = [:]
    var activities = 0
  }

  private static func counts(_ day: Day?, _ known: AsKnown) -> Bool {
    day.map { $0 <= known.asOf } ?? (known.asOf >= known.knownOn.day)
  }

  private static func counts(_ cell: String?, _ known: AsKnown) -> Bool {
    counts(cell.flatMap { DateSpan($0) }?.notAfter, known)
  }

  private func cell(_ fact: Fact, _ name: String) -> String? {
    let form = Nouns.all.first { $0.form.noun == fact.noun }?.form
    return form?.fields.firstIndex { $0.name == name }.flatMap { fact.cells[$0] }
  }

  /// Whether a fact happened by the day and had not ended.
  private func holds(_ fact: Fact, _ known: AsKnown) -> Bool {
    guard fact.stands(known.knownOn) else { return false }
    switch fact.noun {
    case "agreement", "statute", "activity": return Self.counts(cell(fact, "on"), known)
    case "membership", "endorsement":
      let (first, last) = fact.noun == "membership" ? ("from", "until") : ("on", "withdrawn")
      guard Self.counts(cell(fact, first), known) else { return false }
      return cell(fact, last).map { !Self.counts($0, known) } ?? true
    default: return true
    }
  }

  /// The rows of a list, in byte order.
  func list(_ noun: String, _ known: AsKnown) -> [[String?]] {
    facts.filter { $0.noun == noun && holds($0, known) }.map(\.cells).sorted { one, other in
      for (mine, theirs) in zip(one, other) where mine != theirs {
        guard let mine else { return true }
        guard let theirs else { return false }
        return mine.utf8.lexicographicallyPrecedes(theirs.utf8)
      }
      return false
    }
  }

  func figures(_ known: AsKnown) -> Figures {
    var figures = Figures()
    let holding = facts.filter { holds($0, known) }
    figures.agreements = agreements(holding.filter { $0.noun == "agreement" })
    figures.statute = statute(holding.filter { $0.noun == "statute" }, known)
    for coalition in ["o1", "o2"] {
      figures.members[coalition] =
        Set(
          holding.filter {
            $0.noun == "membership" && $0.cells[0] == coalition && $0.cells[2] != "partner"
          }.map { $0.cells[1] }
        ).count
    }
    for petition in ["p1", "p2"] {
      figures.endorsements[petition] = holding.count { $0.noun == "endorsement" && $0.cells[0] == petition }
      figures.signatures[petition] = signatures.count { signature in
        signature.petition == petition && signature.recorded <= known.knownOn
          && (signature.undone.map { $0 > known.knownOn } ?? true) && isCounted(signature, known)
      }
    }
    figures.activities = holding.count { $0.noun == "activity" && cell($0, "campaign") == "none" }
    return figures
  }

  /// A withdrawal takes nothing away before its own day, nor before the signing.
  private func isCounted(_ signature: Signature, _ known: AsKnown) -> Bool {
    guard Self.counts(signature.signed, known) else { return false }
    guard let withdrawn = signature.withdrawn else { return true }
    guard let signed = signature.signed else { return false }
    return !Self.counts(max(signed, withdrawn), known)
  }

  private static let furthest = [
    "declared_void", "terminated", "rejected", "in_force", "ratified", "approved", "signed", "refused",
  ]

  /// signed, ratified, in force, refused
  private func agreements(_ events: [Fact]) -> [Int] {
    let followed = events.filter { cell($0, "standing") == "followed" }
    var counts = [0, 0, 0, 0]
    for events in Dictionary(grouping: followed, by: { $0.cells[0] }).values {
      let kinds = Set(events.compactMap { cell($0, "event") })
      let isSigned = !kinds.isDisjoint(with: ["signed", "approved", "ratified", "in_force"])
      let status = Self.furthest.first { kinds.contains($0) }
      if isSigned { counts[0] += 1 }
      // The report counts on from what was signed; nothing is ratified that was not.
      if kinds.contains("ratified") { counts[1] += 1 }
      if kinds.contains("in_force") { counts[2] += 1 }
      if status == "refused", !isSigned { counts[3] += 1 }
    }
    return counts
  }

  /// deposited, in force, signatories
  private func statute(_ events: [Fact], _ known: AsKnown) -> [Int] {
    let followed = events.filter { cell($0, "standing") == "followed" }
    func day(_ fact: Fact) -> Day? { cell(fact, "on").flatMap { DateSpan($0) }?.notAfter }
    var (deposited, bound) = (Set<String?>(), Set<String?>())
    for event in followed where ["ratified", "acceded", "accepted", "succeeded"].contains(event.cells[1]) {
      deposited.insert(event.cells[0])
      if Self.article126(day(event)) <= known.asOf { bound.insert(event.cells[0]) }
    }
    let signed = Set(followed.filter { $0.cells[1] == "signed" }.map { $0.cells[0] })
    return [deposited.count, bound.count, signed.count]
  }

  /// Rome Statute, article 126.
  private static func article126(_ deposited: Day?) -> Day {
    let (first, early) = (Day(number: 11_869), Day(number: 11_788))  // 1 July and 11 April 2002
    guard let deposited, deposited > early else { return first }
    var day = Day(number: deposited.number + 60)
    repeat { day = Day(number: day.number + 1) } while day.parts.day != 1
    return max(first, day)
  }
}
