internal import Pages
internal import Roll

extension StatusReport {
  private static let shown = 10

  /// The ratification watch: the longest first, then the dates in parliament that are known.
  var watchBlocks: [Page.Block] {
    guard !agreements.watch.isEmpty else { return [] }
    var table = Table(columns: [
      .init("State"), .init("Signed", shrinks: false), .init("Waits", shrinks: false),
    ])
    for waiting in agreements.watch.prefix(Self.shown) {
      table.append([Inline(waiting.name), Inline(waiting.signed?.asKnown ?? ""), Inline(waits(waiting))])
    }
    var blocks: [Page.Block] = [
      .heading(level: 3, Inline("Signed and not ratified: \(agreements.watch.count)")), .table(table),
    ]
    let rest = agreements.watch.count - Self.shown
    if rest > 0 { blocks.append(.paragraph(Inline("\(rest) more; the JSON and CSV list them."))) }
    let dates = agreements.watch.compactMap { waiting in
      waiting.next.map { next in
        Inline(
          "\(waiting.name), \(next.on?.asKnown ?? ""): \(next.actor.map { $0 + ": " } ?? "")\(next.title)",
          refs: next.sources)
      }
    }
    if !dates.isEmpty { blocks += [.paragraph("Next in parliament:"), .list(dates, numbered: false)] }
    return blocks
  }

  private func waits(_ waiting: WatchedAgreement) -> String {
    Elapsed(since: waiting.signed, asOf: asOf)?.words ?? "not known"
  }

  /// How well the days of signing are known, what other sources say, and who waits for a ratification.
  func addStandings(to table: inout FigureTable) {
    let partner = agreements.partner ?? ""
    let precision = agreements.precision
    for (measure, value) in [
      ("signed_on_known_day", precision.day), ("signed_to_month_or_year", precision.monthOrYear),
      ("signed_by_bounds", precision.bounds), ("signed_on_unknown_day", precision.unknown),
      ("signed_by_others", agreements.signedByOthers), ("watched", agreements.watch.count),
    ] {
      table.add("agreements", partner, "", measure, String(value))
    }
    for other in agreements.contradictions {
      table.add(
        "contradiction", partner, other.iso3, other.event, String(other.countedByOthers),
        other.notBefore?.description ?? "", other.notAfter?.description ?? "", slugs(other.sources))
    }
    for waiting in agreements.watch {
      table.add(
        "watch", partner, waiting.iso3, "days", waiting.days.map { String($0) } ?? "",
        waiting.notBefore?.description ?? "", waiting.notAfter?.description ?? "")
      guard let next = waiting.next else { continue }
      table.add(
        "watch", partner, waiting.iso3, "next", next.title, next.notBefore?.description ?? "",
        next.notAfter?.description ?? "", slugs(next.sources))
    }
    for (measure, value) in [
      ("ratified", statute.byKind.ratified), ("acceded", statute.byKind.acceded),
      ("accepted", statute.byKind.accepted), ("succeeded", statute.byKind.succeeded),
      ("leaving", statute.leaving), ("left", statute.left),
    ] {
      table.add("statute", "", "", measure, String(value))
    }
  }
}

extension StatusReport.WatchedAgreement {
  /// When it was signed, as well as it is known.
  var signed: DateSpan? { DateSpan(notBefore: notBefore, notAfter: notAfter) }
}

extension StatusReport.ParliamentDate {
  /// When, as well as it is known.
  var on: DateSpan? { DateSpan(notBefore: notBefore, notAfter: notAfter) }
}
