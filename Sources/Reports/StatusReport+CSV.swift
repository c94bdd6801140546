internal import CSV
internal import Roll

extension StatusReport {
  /// The report as one tidy CSV table: a row a figure, with what it is of, its day and its sources.
  public func csv() -> String {
    var table = FigureTable()
    for (measure, value) in [
      ("title", title), ("as_of", asOf.description), ("known_on", knownOn.description),
      ("audience", audience.rawValue),
      ("synthetic", String(synthetic)), ("command", command),
    ] {
      table.add("report", campaign, "", measure, value)
    }
    if let since { table.add("report", campaign, "", "since", since.description) }
    for petition in petitions { table.add(petition, slugs) }
    addAgreements(to: &table)
    addMeasures(to: &table)
    addStandings(to: &table)
    for coalition in coalitions {
      table.add("coalition", coalition.coalition, "", "members", String(coalition.members))
    }
    for claim in claims { table.add(claim, slugs) }
    for activity in activities {
      table.add(
        "activity", activity.kind, activity.title, "date", activity.date?.description ?? "",
        sources: slugs(activity.sources))
    }
    for left in leftOut { table.add("left_out", left.noun, "", "facts", String(left.facts)) }
    table.add(changes)
    for source in sources { table.add("source", source.slug, source.address ?? "", "title", source.title) }
    return table.text()
  }

  private func addAgreements(to table: inout FigureTable) {
    for (measure, value) in [
      ("signed", agreements.signed), ("ratified", agreements.ratified), ("in_force", agreements.inForce),
      ("refused", agreements.refused),
    ] {
      table.add("agreements", agreements.partner ?? "", "", measure, String(value))
    }
    for state in agreements.states + agreements.refusals {
      table.add(
        "agreements", agreements.partner ?? "", state.iso3, "status", state.status,
        state.notBefore?.description ?? "",
        state.notAfter?.description ?? "", slugs(state.sources))
    }
    for (measure, value) in [
      ("deposited", statute.deposited), ("in_force", statute.inForce), ("signatories", statute.signatories),
    ] {
      table.add("statute", "", "", measure, String(value), sources: slugs(statute.sources))
    }
  }

  private func addMeasures(to table: inout FigureTable) {
    let partner = measures.partner ?? ""
    for (measure, value) in [
      ("at_stake", measures.atStake), ("cut", measures.cut), ("received_aid", measures.receivedAid),
      ("received_none", measures.receivedNone), ("waived", measures.waived), ("lifted", measures.lifted),
      ("threatened", measures.threatened), ("sanctioned", measures.sanctioned),
    ] {
      table.add("measures", partner, "", measure, String(value))
    }
    for (section, list) in [("measures", measures.taken), ("measures_otherwise", measures.contradictions)] {
      for taken in list {
        table.add(
          section, partner, taken.iso3 ?? "", taken.kind,
          taken.receivedAid.map { $0 ? "received" : "none" } ?? "",
          taken.notBefore?.description ?? "", taken.notAfter?.description ?? "", slugs(taken.sources))
      }
    }
  }

  func slugs(_ numbers: [Int]) -> String {
    numbers.compactMap { number in sources.first { $0.id == number }?.slug }.joined(separator: "; ")
  }
}

/// Gathers the rows; cells are protected from spreadsheets.
struct FigureTable {
  private var rows = [
    ["section", "subject", "item", "measure", "value", "not_before", "not_after", "sources"]
  ]

  mutating func add(
    _ section: String, _ subject: String, _ item: String, _ measure: String, _ value: String,
    _ notBefore: String = "",
    _ notAfter: String = "", _ sources: String = ""
  ) {
    rows.append([section, subject, item, measure, value, notBefore, notAfter, sources])
  }

  mutating func add(
    _ section: String, _ subject: String, _ item: String, _ measure: String, _ value: String, sources: String
  ) {
    add(section, subject, item, measure, value, "", "", sources)
  }

  mutating func add(_ petition: StatusReport.PetitionStatus, _ slugs: ([Int]) -> String) {
    let counts: [(String, Int?)] = [
      ("signatures", petition.signatures), ("on_paper", petition.onPaper),
      ("on_partner_platforms", petition.onPartnerPlatforms),
      ("endorsements", petition.endorsements),
      ("pending", petition.pending), ("invalidated", petition.invalidated), ("withdrawn", petition.withdrawn),
      ("unknown_country", petition.unknownCountry), ("other_countries", petition.other.signatures),
    ]
    for (measure, value) in counts {
      let value = value.map { String($0) } ?? "fewer than five"
      add(petition.kind, petition.petition, "", measure, value, sources: slugs(petition.sources))
    }
    for count in petition.countedApart {
      add(
        petition.kind, petition.petition, count.kind, "overlap_\(count.overlap)", String(count.signatures),
        sources: slugs(count.sources))
    }
    if let claim = petition.endorsementsClaimed {
      add(
        petition.kind, petition.petition, claim.asOf, "endorsements_claimed", claim.value.digits,
        sources: slugs(claim.sources))
      if let qualifier = claim.qualifier {
        add(petition.kind, petition.petition, claim.asOf, "endorsements_claimed_qualifier", qualifier)
      }
    }
    for country in petition.byCountry {
      add(petition.kind, petition.petition, country.iso3, "signatures_by_country", String(country.signatures))
    }
    for day in petition.byDay {
      add(
        petition.kind, petition.petition, "", "signatures_by_day", String(day.signatures),
        day.from.description,
        day.day.description)
    }
  }

  mutating func add(_ claim: StatusReport.ClaimStatus, _ slugs: ([Int]) -> String) {
    let sources = slugs(claim.sources)
    let claimed: String
    switch claim.claimed {
    case .number(let number): claimed = String(number)
    case .words(let words): claimed = words
    }
    let item = [claim.predicate, claim.asOf].filter { !$0.isEmpty }.joined(separator: " ")
    add("claim", claim.subject, item, "claimed", claimed, sources: sources)
    if let qualifier = claim.qualifier {
      add("claim", claim.subject, item, "qualifier", qualifier, sources: sources)
    }
    if let counted = claim.counted {
      add("claim", claim.subject, item, "counted", String(counted), sources: "")
    }
    if let agrees = claim.agrees { add("claim", claim.subject, item, "agrees", String(agrees), sources: "") }
  }

  mutating func add(_ changes: StatusReport.Changes?) {
    guard let changes else { return }
    for petition in changes.petitions {
      add("change", petition.petition, "", "signatures", String(petition.signatures))
      add("change", petition.petition, "", "endorsements", String(petition.endorsements))
    }
    for (measure, codes) in [
      ("agreement_signed", changes.agreementsSigned), ("agreement_ratified", changes.agreementsRatified),
      ("agreement_refused", changes.agreementsRefused),
    ] {
      for code in codes { add("change", "agreements", code, measure, "true") }
    }
    add("change", "statute", "", "deposited", String(changes.deposited))
    add("change", "statute", "", "in_force", String(changes.inForce))
  }

  func text() -> String {
    var writer = CSVWriter<Never>()
    for row in rows {
      // A figure that fell begins with a minus sign, and is a number: it stays one.
      writer.record(row.map { Int($0) == nil ? CSVFormula.protect($0) : $0 })
    }
    return String(decoding: writer.bytes(), as: UTF8.self)
  }
}
