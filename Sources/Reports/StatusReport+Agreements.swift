internal import Foundation
internal import Pages
internal import Roll

extension StatusReport {
  var agreementBlocks: [Page.Block] {
    var blocks: [Page.Block] = [.heading(level: 2, "Impunity agreements"), .paragraph(agreementSummary)]
    blocks += [worldMap, agreementHistory].compactMap { $0 }.map { .picture($0) }
    if !agreements.states.isEmpty {
      var table = Table(columns: [
        .init("State"), .init("Signed", shrinks: false), .init("Status"), .init("Sources", shrinks: true),
      ])
      for state in agreements.states.sorted(by: StatusReport.byName) {
        table.append([
          Inline(state.name), Inline(state.written), Inline(state.status.words),
          Inline("", refs: state.sources),
        ])
      }
      blocks.append(.table(table))
    }
    let disputed = (agreements.states + agreements.refusals).filter { !$0.contradictions.isEmpty }
    if !disputed.isEmpty {
      blocks.append(.paragraph("Other sources say otherwise. The figures follow the record's choice:"))
      blocks.append(
        .list(
          disputed.map { Inline("\($0.name): \($0.contradictions.map(\.words).joined(separator: "; "))") },
          numbered: false))
    }
    if !agreements.refusals.isEmpty {
      let names = agreements.refusals.sorted(by: StatusReport.byName).map {
        Inline($0.name, refs: $0.sources)
      }
      var line: Inline = "Refused: "
      for (index, name) in names.enumerated() { line = line + (index > 0 ? ", " : "") + name }
      blocks.append(.paragraph(line + "."))
    }
    return blocks
  }

  /// As people look names up: case and accents aside, the same on every machine.
  private static func byName(_ left: AgreementState, _ right: AgreementState) -> Bool {
    let order = left.name.compare(
      right.name, options: [.caseInsensitive, .diacriticInsensitive], range: nil,
      locale: Locale(identifier: "en_US_POSIX"))
    return order == .orderedSame ? left.iso3 < right.iso3 : order == .orderedAscending
  }

  /// ‘19 signed: 13 on a known day, …’: partial knowledge is said.
  private var agreementSummary: Inline {
    let known = agreements.precision
    let parts = [
      (known.day, "on a known day"), (known.monthOrYear, "known to the month or year"),
      (known.bounds, "known by bounds only"), (known.unknown, "on a day unknown"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var line: Inline = .strong("\(agreements.signed) signed")
    if !parts.isEmpty { line = line + Inline(": " + parts.joined(separator: ", ")) }
    return line + "; " + .strong("\(agreements.ratified) ratified")
      + Inline(", \(agreements.inForce) in force.")
  }
}

extension StatusReport.AgreementState {
  /// The day as well as it is known.
  var written: String {
    guard let span = DateSpan(notBefore: notBefore, notAfter: notAfter), span.precision != .unknown else {
      return "day unknown"
    }
    switch (notBefore, notAfter) {
    case (nil, let last?): return "by \(last)"
    case (let first?, nil): return "after \(first)"
    default: return span.description
    }
  }
}

extension String {
  /// `in_force` as people read it.
  var words: String { split(separator: "_").joined(separator: " ") }
}
