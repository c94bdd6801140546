public import Pages
internal import Roll

extension AgreementDossier {
  /// The dossier as a page.
  public func page() -> Page {
    var blocks: [Page.Block] = []
    for agreement in agreements {
      if agreements.count > 1 { blocks.append(.heading(level: 2, Inline("With \(agreement.partnerName)"))) }
      blocks.append(.facts(facts(of: agreement)))
      blocks += Dossier.blocks(of: agreement.events, agreement.others, asOf: asOf)
    }
    let with = agreements.count == 1 ? ", \(agreements[0].partnerName)" : ""
    return Page(
      title: "Impunity agreement: \(name)\(with)", blocks: blocks, sources: sources.map(\.pageSource))
  }

  private func facts(of agreement: Agreement) -> [Page.Fact] {
    var facts = [
      Page.Fact(
        "States", Inline("\(name) (\(state), \(region)); \(agreement.partnerName) (\(agreement.partner))")),
      .init("Kind", Inline(agreement.kind)), .init("As of", Inline(asOf.description)),
      .init("Status", .strong(agreement.status?.words ?? "nothing yet") + Inline(since(agreement))),
    ]
    if let signed = agreement.signed, agreement.status != "signed" {
      facts.append(.init("Signed", Inline(signed.written)))
    }
    facts.append(.init("Rome Statute", Inline(statute(agreement))))
    if let watch = agreement.watch { facts.append(.init("Ratification", waits(watch))) }
    return facts
  }

  private func since(_ agreement: Agreement) -> String { agreement.since.map { ", \($0.written)" } ?? "" }

  private func statute(_ agreement: Agreement) -> String {
    guard let then = agreement.statuteAtSigning else { return "\(statuteNow.words) now" }
    guard agreement.statuteAtSigningSure else {
      return "\(then.words) on the latest day of signing, \(statuteNow.words) now"
    }
    return then == statuteNow
      ? "\(then.words) at signing and now" : "\(then.words) at signing, \(statuteNow.words) now"
  }

  private func waits(_ watch: StatusReport.WatchedAgreement) -> Inline {
    let elapsed = Elapsed(since: watch.signed, asOf: asOf)
    let line = Inline("waits\(elapsed.map { ", \($0.words)" } ?? "")")
    guard let next = watch.next else { return line + "; no date in parliament is known" }
    let actor = next.actor.map { $0 + ": " } ?? ""
    return line + Inline("; next \(next.on?.asKnown ?? ""): \(actor)\(next.title)", refs: next.sources)
  }
}

extension Dossier {
  /// Events in order with what a reader should know of each; then what other sources say.
  static func blocks(of events: [Event], _ others: [Event], asOf: Day) -> [Page.Block] {
    var blocks: [Page.Block] = [
      .heading(level: 2, "Events"), .list(events.map { line($0, asOf) }, numbered: false),
    ]
    if events.isEmpty { blocks = [.paragraph(Inline("Nothing that is followed had happened by \(asOf)."))] }
    guard !others.isEmpty else { return blocks }
    return blocks + [
      .heading(level: 2, "What other sources say"),
      .paragraph("The record follows what stands above."),
      .list(others.map { line($0, asOf) }, numbered: false),
    ]
  }

  private static func line(_ event: Event, _ asOf: Day) -> Inline {
    let day =
      event.on.map { $0.precision == .unknown ? "on a day unknown" : $0.asKnown } ?? "on a day unknown"
    var line = Inline.strong(event.event.words) + Inline(" \(day)", refs: event.sources)
    if event.sources.isEmpty { line = line + " (own observation)" }
    if let first = event.notBefore ?? event.notAfter, first > asOf {
      line = line + Inline(" (after \(asOf))")
    }
    if event.disputed { line = line + " (disputed: it breaks the order of events)" }
    if let force = inForce(event) { line = line + Inline("; \(force)") }
    return event.note.map { line + Inline(". \($0)") } ?? line
  }

  /// In force as recorded, and whether article 126 says the same.
  private static func inForce(_ event: Event) -> String? {
    switch (event.effectiveOn, event.article126) {
    case (let recorded?, let computed) where computed == nil || recorded == computed:
      "in force \(recorded)\(computed == nil ? "" : ", as article 126 says")"
    case (let recorded?, let computed?):
      "in force \(recorded) as recorded; article 126 would give \(computed)"
    case (nil, let computed?): "in force \(computed) by article 126"
    default: nil
    }
  }
}
