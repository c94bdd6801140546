internal import Pages
internal import Roll

extension StatusReport {
  /// What other sources say, each beside the record's choice and with its source.
  var contradictionBlocks: [Page.Block] {
    guard !agreements.contradictions.isEmpty else { return [] }
    var opening = "Other sources say otherwise. The figures follow the record's choice"
    if agreements.signedByOthers != agreements.signed {
      opening += "; by the others \(agreements.signedByOthers) would have signed"
    }
    return [
      .paragraph(Inline(opening + ":")), .list(agreements.contradictions.map(account), numbered: false),
    ]
  }

  private func account(_ other: Contradiction) -> Inline {
    let event = other.event.words
    var line = Inline("\(other.name): ")
    if other.isFollowed {
      line =
        line
        + Inline(
          "\(event) \(Self.when(other.followedNotBefore, other.followedNotAfter))",
          refs: other.followed.sources) + " is followed; "
    }
    line =
      line
      + Inline("\(event) \(Self.when(other.notBefore, other.notAfter))", refs: other.sources)
      + (other.sources.count == 1 ? " by another source" : " by others")
    guard other.counted != other.countedByOthers else { return line + "." }
    return line + Inline(", and so \(other.counted ? "not yet" : "already") on \(asOf).")
  }

  private static func when(_ notBefore: Day?, _ notAfter: Day?) -> String {
    let span = DateSpan(notBefore: notBefore, notAfter: notAfter)
    return span?.precision == .unknown ? "on a day unknown" : span?.asKnown ?? "on a day unknown"
  }

  /// Published figures of the same thing on the same day that cannot all be right.
  var differingClaimBlocks: [Page.Block] {
    let exact = claims.filter { $0.qualifier == nil && !$0.asOf.isEmpty }
    let groups = Dictionary(grouping: exact) { [$0.subject, $0.predicate, $0.asOf] }
      .filter { Self.differ($0.value) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    guard !groups.isEmpty else { return [] }
    let lines = groups.map { key, claims -> Inline in
      var line = Inline("\(key[0]), \(key[1].words), \(key[2]): ")
      for (index, claim) in claims.enumerated() {
        line = line + Inline("\(index > 0 ? " or " : "")\(claim.claimed.text)", refs: claim.sources)
      }
      if let counted = claims.first?.counted { line = line + Inline("; \(counted) here") }
      return line + "."
    }
    return [.paragraph("Sources that differ:"), .list(lines, numbered: false)]
  }

  private static func differ(_ claims: [ClaimStatus]) -> Bool {
    claims.dropFirst().contains { $0.claimed != claims.first?.claimed }
  }
}

extension StatusReport.StatuteStatus {
  /// `, and had not left: 84 ratified, 2 acceded`
  var kinds: String {
    let words = StandingWords.deposits(
      ratified: byKind.ratified, acceded: byKind.acceded, accepted: byKind.accepted,
      succeeded: byKind.succeeded)
    let gone = [(leaving, "of them leaving"), (left, "had left")].filter { $0.0 > 0 }.map {
      "\($0.0) \($0.1)"
    }
    return ", and had not left\(words)" + (gone.isEmpty ? "" : "; " + gone.joined(separator: ", "))
  }
}
