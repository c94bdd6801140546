public import Pages
internal import Roll

extension StatusReport {
  /// The report as a page, which every human-readable face is rendered from.
  public func page() -> Page {
    var blocks: [Page.Block] = []
    if let aim { blocks.append(.paragraph(Inline(aim))) }
    if synthetic {
      blocks.append(
        .note(
          .strong("The signatures in this report are synthetic.")
            + " They were made up for a demonstration; no person signed them. Everything else is the real record."
        ))
    }
    blocks.append(.headline(headline))
    blocks +=
      petitionBlocks + agreementBlocks + measureBlocks + statuteBlocks + coalitionBlocks + claimBlocks
      + differingClaimBlocks
      + activityBlocks
    blocks += changeBlocks + methodBlocks
    var page = Page(title: title, blocks: blocks, sources: sources.map(\.pageSource))
    (page.kicker, page.imprint, page.generator) = (kicker, imprint, program)
    return page
  }

  private var headline: [Page.Fact] {
    var facts = [Page.Fact("As of", .strong(asOf.description))]
    for petition in petitions where petition.kind == "petition" {
      facts.append(
        .init(
          "Signatures",
          .strong(Pages.Figure.grouped(petition.signatures), refs: petition.sources)
            + Inline(goal(of: petition)) + Inline(apart(of: petition))))
    }
    facts.append(
      .init(
        "Agreements",
        .strong(Pages.Figure.grouped(agreements.signed))
          + Inline(
            " signed, \(Pages.Figure.grouped(agreements.ratified)) ratified"
              + (agreements.refused > 0 ? "; refused by \(agreements.refused)" : ""), refs: agreementSources))
    )
    facts.append(
      .init(
        "Rome Statute",
        .strong(Pages.Figure.grouped(statute.deposited)) + Inline(" states", refs: statute.sources)
          + " had deposited an instrument; \(statute.inForce) of them were bound"))
    return facts
  }

  private func goal(of petition: PetitionStatus) -> String {
    guard let goal = petition.goal, goal > 0 else { return "" }
    let share = Pages.Figure.share(petition.signatures, of: Int(goal)) ?? ""
    return " of \(Pages.Figure.grouped(goal)) wanted (\(share))"
  }

  private func apart(of petition: PetitionStatus) -> String {
    petition.countedApart.isEmpty
      ? ""
      : "; apart from them \(Pages.Figure.grouped(petition.onPaper + petition.onPartnerPlatforms)) without names"
  }

  private var statuteBlocks: [Page.Block] {
    [
      .heading(level: 2, "The Rome Statute"),
      .facts([
        .init(
          "Deposited", Inline(statute.deposited, refs: statute.sources) + Inline(" states\(statute.kinds)")),
        .init("In force for", Inline(statute.inForce, refs: statute.sources) + " of them (article 126)"),
        .init("Signed by", Inline(statute.signatories, refs: statute.sources) + " states"),
      ]),
    ]
  }

  private var coalitionBlocks: [Page.Block] {
    guard !coalitions.isEmpty else { return [] }
    var table = Table(
      columns: [.init("Coalition"), .init("Named here", .right), .init("Size claimed")])
    for coalition in coalitions {
      var claimed: Inline = "-"
      if let claim = coalition.claimed {
        claimed =
          Inline(
            "\(claim.qualifier.map { $0 + " " } ?? "")\(claim.value.text) (\(claim.asOf))",
            refs: claim.sources)
      }
      table.append([Inline(coalition.name), Inline(coalition.members), claimed])
    }
    return [.heading(level: 2, "Coalitions"), .table(table)]
  }

  private var claimBlocks: [Page.Block] {
    let compared = claims.filter { $0.counted != nil }
    guard !compared.isEmpty else { return [] }
    var table = Table(
      columns: [
        .init("Published"), .init("Figure", .right), .init("Here", .right), .init("Agree", shrinks: false),
      ])
    for claim in compared {
      let day = claim.asOf.isEmpty ? "" : ", \(claim.asOf)"
      table.append([
        Inline("\(claim.subject): \(claim.predicate.words)\(day)", refs: claim.sources),
        Inline("\(claim.qualifier.map { $0 + " " } ?? "")\(claim.claimed.text)"), Inline(claim.counted ?? 0),
        claim.agrees.map { $0 ? "yes" : .strong("no") } ?? "open",
      ])
    }
    var notes: [String] = []
    if compared.contains(where: { $0.agrees == nil }) {
      notes.append(
        "Open: our own list is known to be incomplete, so that the two neither agree nor disagree.")
    }
    let rest = claims.count - compared.count
    if rest > 0 {
      notes.append("\(rest) more published statements have no count here; the JSON and CSV list them.")
    }
    return [.heading(level: 2, "Published figures and ours"), .table(table)]
      + (notes.isEmpty ? [] : [.paragraph(Inline(notes.joined(separator: " ")))])
  }

  private var activityBlocks: [Page.Block] {
    guard !activities.isEmpty else { return [] }
    var table = Table(columns: [.init("Day", shrinks: false), .init("What happened")])
    for activity in activities {
      table.append([
        Inline(activity.written),
        Inline("\(activity.actor.map { $0 + ": " } ?? "")\(activity.title)", refs: activity.sources),
      ])
    }
    return [.heading(level: 2, "What happened"), .table(table)]
  }

  private var changeBlocks: [Page.Block] {
    guard let changes, let since else { return [] }
    func signed(_ number: Int) -> Inline { Inline((number > 0 ? "+" : "") + Pages.Figure.grouped(number)) }
    func names(_ codes: [String]) -> Inline {
      let names = Dictionary(
        (agreements.states + agreements.refusals).map { ($0.iso3, $0.name) },
        uniquingKeysWith: { first, _ in first })
      return codes.isEmpty ? "none" : Inline(codes.map { names[$0] ?? $0 }.joined(separator: ", "))
    }
    var facts = changes.petitions.filter { $0.signatures != 0 || $0.endorsements != 0 }.map { change in
      Page.Fact(
        change.petition,
        signed(change.signatures) + " signatures"
          + (change.endorsements == 0 ? "" : ", " + signed(change.endorsements) + " endorsements"))
    }
    facts += [
      .init("Agreements signed", names(changes.agreementsSigned)),
      .init("Ratified", names(changes.agreementsRatified)),
      .init("Refused", names(changes.agreementsRefused)),
      .init("Statute deposits", signed(changes.deposited)), .init("Bound", signed(changes.inForce)),
    ]
    return [.heading(level: 2, Inline("Since \(since)")), .facts(facts)]
  }

  private var methodBlocks: [Page.Block] {
    var blocks: [Page.Block] = [.heading(level: 2, "How this was counted")]
    var points: [Inline] = [
      "A fact counts from the last day that its date can mean, so no figure holds anything too early."
    ]
    if !leftOut.isEmpty {
      let parts = leftOut.map { "\($0.facts) \($0.noun)\($0.facts == 1 ? "" : "s")" }.joined(separator: ", ")
      points.append(Inline("Left out, since no source gives a day: \(parts)."))
    }
    if audience == .public {
      points.append("Counts of fewer than five people are taken together with others.")
    }
    points.append(Inline("For: \(audience.rawValue). Known on: \(knownOn).") + " Made by: " + .code(command))
    blocks.append(.list(points, numbered: false))
    return blocks
  }
}

extension StatusReport.Figure {
  /// For people: grouped where it is a number.
  var text: String {
    switch self {
    case .number(let number): Pages.Figure.grouped(number)
    case .words(let words): words
    }
  }
}

extension StatusReport.ActivityStatus {
  /// The day as well as it is known.
  var written: String {
    guard let date else { return "day unknown" }
    switch precision {
    case .day: return date.description
    case .month: return String(date.description.prefix(7))
    case .year: return String(date.description.prefix(4))
    case .bounds, .unknown: return "by \(date)"
    }
  }
}

extension StatusReport.SourceEntry {
  /// As a reader cites it: publisher and day only where the title does not say them already.
  var pageSource: Page.Source {
    let year = published.map { String($0.prefix(4)) } ?? ""
    return Page.Source(
      title, publisher: publisher.map { title.contains($0) ? "" : $0 } ?? "",
      published: title.contains(year) ? "" : published ?? "", address: address ?? "")
  }
}
