internal import Foundation
internal import Pages
internal import Roll

extension StatusReport {
  /// Where states stand towards agreements, against their membership of the Rome Statute; nil where nothing is to be seen.
  var worldMap: Picture? {
    guard standing.states.contains(where: { $0.party || $0.agreement != nil }) else { return nil }
    let states = Dictionary(standing.states.map { ($0.iso3, $0) }, uniquingKeysWith: { first, _ in first })
    let regions = WorldOutline.countries.map { country in
      let state = country.iso3.flatMap { states[$0] }
      return ShapeMap.Region(
        state.map { "\($0.name): \(words(of: $0))" } ?? "", state.map(tone) ?? .neutral,
        isHatched: state?.party ?? false, outlines: country.outlines, dot: state == nil ? nil : country.dot)
    }
    let keys = Self.tones.compactMap { tone, name in
      let members = standing.states.filter { self.tone(of: $0) == tone }
      return members.isEmpty
        ? nil
        : ShapeMap.Key(
          name, tone, hatched: members.count { $0.party }, plain: members.count { !$0.party })
    }
    return Picture(
      title: "Agreements and the Rome Statute, state by state",
      description: description(keys),
      drawing: .map(
        ShapeMap(
          size: WorldOutline.size, regions: regions, keys: keys, keyTitle: "States",
          hatchedTitle: "Party to the Statute", plainTitle: "Not a party")),
      table: stateTable,
      remark:
        "Hatched: parties to the Rome Statute. States too small to be seen are points, round for parties and "
        + "square for others. Boundaries are those of Natural Earth (public domain), in the Equal Earth projection; "
        + "they express no opinion on any territory.",
      refs: agreementSources)
  }

  private static let tones: [(Picture.Tone, String)] = [
    (.strong, "Agreement ratified or in force"), (.warm, "Agreement signed"), (.cool, "Agreement refused"),
    (.neutral, "Neither signed nor refused"), (.outlined, "Asks for the agreements"),
  ]

  private func tone(of state: StateStanding) -> Picture.Tone {
    if state.iso3 == agreements.partner { return .outlined }
    switch state.agreement.flatMap({ AgreementStep.Stage(event: $0) }) {
    case .ratified: return .strong
    case .signed: return .warm
    case .refused: return .cool
    case .ended, nil, .some(.none): return .neutral
    }
  }

  private func words(of state: StateStanding) -> String {
    let agreement =
      state.iso3 == agreements.partner ? "asks for the agreements" : state.agreement?.words ?? "no agreement"
    return "\(agreement); \(state.statute)"
  }

  private func description(_ keys: [ShapeMap.Key]) -> String {
    let parts = keys.map { key in
      "\(key.name): \(key.hatched + key.plain) states, \(key.hatched) of them parties to the Rome Statute."
    }
    return "A map of the world on \(asOf). " + parts.joined(separator: " ")
  }

  /// Every state that did something, by name.
  private var stateTable: Table {
    let sources = Dictionary(
      (agreements.states + agreements.refusals).map { ($0.iso3, $0.sources) },
      uniquingKeysWith: { first, _ in first })
    var table = Table(columns: [.init("State"), .init("Agreement"), .init("Rome Statute")])
    let involved = standing.states.filter { $0.agreement != nil || $0.party || $0.signatory }
    for state in involved.sorted(by: Self.byName) {
      table.append([
        Inline(state.name), Inline(state.agreement?.words ?? "-", refs: sources[state.iso3] ?? []),
        Inline(state.statute),
      ])
    }
    return table
  }

  /// As people look names up: case and accents aside, the same on every machine.
  private static func byName(_ left: StateStanding, _ right: StateStanding) -> Bool {
    let order = left.name.compare(
      right.name, options: [.caseInsensitive, .diacriticInsensitive], range: nil,
      locale: Locale(identifier: "en_US_POSIX"))
    return order == .orderedSame ? left.iso3 < right.iso3 : order == .orderedAscending
  }
}

extension StatusReport.StateStanding {
  /// How the state stands towards the Rome Statute.
  var statute: String { party ? "party" : signatory ? "signed, not a party" : "not a party" }
}
