internal import Roll

/// The listing of agreements: a line a state.
struct AgreementTable {
  private static let columns = [
    "state", "name", "region", "partner", "kind", "status", "since", "since_not_before", "since_not_after",
    "signed", "signed_not_before", "signed_not_after", "ratified", "in_force", "statute_at_signing",
    "statute_at_signing_sure", "statute_now", "contradicted", "sources",
  ]

  let rows: [AgreementStates.Output]
  private let partners: Set<String>

  init(_ rows: [AgreementStates.Output]) {
    self.rows = rows
    partners = Set(rows.map(\.agreement.partner))
  }

  /// `81 signed: 47 on a known day, …; 23 ratified, 29 in force; 22 refused, 15 neither.`
  var summary: String {
    let counts = AgreementCounts(rows.map(\.agreement))
    var parts = [counts.signedWords]
    if counts.signed > 0 { parts.append("\(counts.ratified) ratified, \(counts.inForce) in force") }
    if counts.refused > 0 { parts.append("\(counts.refused) refused") }
    if counts.others > 0 { parts.append("\(counts.others) neither signed nor refused") }
    return parts.joined(separator: "; ") + "."
  }

  func print(_ options: GlobalOptions) throws {
    if options.json || options.csv {
      return try Output.table(Self.columns, rows.map(cells), flags: [15, 17], options)
    }
    let hasPartners = partners.count > 1
    try Output.table(
      ["state", "name"] + (hasPartners ? ["partner"] : []) + [
        "status", "since", "statute at signing", "now",
      ],
      rows.map { line($0, hasPartners) }, options)
  }

  private func line(_ row: AgreementStates.Output, _ hasPartners: Bool) -> [String?] {
    let agreement = row.agreement
    let then = row.statuteAtSigning.map { $0.words + (row.isStatuteAtSigningSure ? "" : "?") }
    return [agreement.iso3, agreement.name] + (hasPartners ? [agreement.partner] : [])
      + [StandingWords.plain(agreement.status), agreement.since?.asKnown, then, row.statuteNow.words]
  }

  private func cells(_ row: AgreementStates.Output) -> [String?] {
    let agreement = row.agreement
    let signed = agreement.isSigned ? agreement.on : nil
    return [
      agreement.iso3, agreement.name, row.region, agreement.partner, agreement.kind, agreement.status,
      agreement.since?.asKnown, agreement.since?.notBefore?.description,
      agreement.since?.notAfter?.description,
      signed?.asKnown, signed?.notBefore?.description, signed?.notAfter?.description,
      agreement.ratified?.asKnown, agreement.inForce?.asKnown, row.statuteAtSigning?.rawValue,
      row.isStatuteAtSigningSure ? "true" : "false", row.statuteNow.rawValue,
      agreement.contradictions.isEmpty ? "false" : "true", agreement.sources.joined(separator: "; "),
    ]
  }
}

/// The ratification watch: a line an agreement.
struct WatchTable {
  private static let columns = [
    "state", "name", "partner", "kind", "status", "signed", "signed_not_before", "signed_not_after", "days",
    "at_least", "next", "next_not_before", "next_not_after", "next_title", "next_actor", "next_sources",
    "sources",
  ]

  private let rows: [AgreementWatch.Output]
  private let day: Day

  init(_ rows: [AgreementWatch.Output], asOf day: Day) {
    self.rows = rows
    self.day = day
  }

  func print(_ options: GlobalOptions) throws {
    if options.json || options.csv {
      return try Output.table(Self.columns, rows.map(cells), numbers: [8], flags: [9], options)
    }
    let hasPartners = Set(rows.map(\.partner)).count > 1
    try Output.table(
      ["state", "name"] + (hasPartners ? ["partner"] : []) + [
        "kind", "signed", "waits", "next in parliament",
      ],
      rows.map { line($0, hasPartners) }, options)
  }

  private func line(_ row: AgreementWatch.Output, _ hasPartners: Bool) -> [String?] {
    let next = row.next.map { "\($0.on?.asKnown ?? ""): \($0.title)" }
    let kind = row.kind == "unknown" ? nil : row.kind
    return [row.iso3, row.name] + (hasPartners ? [row.partner] : [])
      + [kind, row.signed?.asKnown, Elapsed(since: row.signed, asOf: day)?.short, next]
  }

  private func cells(_ row: AgreementWatch.Output) -> [String?] {
    let elapsed = Elapsed(since: row.signed, asOf: day)
    return [
      row.iso3, row.name, row.partner, row.kind, row.status, row.signed?.asKnown,
      row.signed?.notBefore?.description, row.signed?.notAfter?.description, elapsed.map { "\($0.days)" },
      elapsed.map { $0.isAtLeast ? "true" : "false" }, row.next?.on?.asKnown,
      row.next?.on?.notBefore?.description, row.next?.on?.notAfter?.description, row.next?.title,
      row.next?.actor, row.next?.sources.joined(separator: "; "), row.sources.joined(separator: "; "),
    ]
  }
}
