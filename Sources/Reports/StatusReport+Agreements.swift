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
    blocks += contradictionBlocks
    if !agreements.refusals.isEmpty {
      let names = agreements.refusals.sorted(by: StatusReport.byName).map {
        Inline($0.name, refs: $0.sources)
      }
      var line: Inline = "Refused: "
      for (index, name) in names.enumerated() { line = line + (index > 0 ? ", " : "") + name }
      blocks.append(.paragraph(line + "."))
    }
    blocks += watchBlocks
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
    let precision = StandingWords.precision(
      day: known.day, monthOrYear: known.monthOrYear, bounds: known.bounds, unknown: known.unknown)
    return .strong("\(agreements.signed) signed") + Inline("\(precision); ")
      + .strong("\(agreements.ratified) ratified") + Inline(", \(agreements.inForce) in force.\(membership)")
  }

  /// How the states that signed stand towards the Rome Statute.
  private var membership: String {
    guard agreements.signed > 0 else { return "" }
    let then = agreements.states.count { $0.statuteAtSigning?.hasDeposited ?? false }
    let now = agreements.states.count { $0.statuteNow.hasDeposited }
    return " Of these states \(then) had deposited an instrument of the Rome Statute when they signed; "
      + "\(now) held one on \(asOf)."
  }
}

extension StatusReport.AgreementState {
  /// The day as well as it is known.
  var written: String { DateSpan(notBefore: notBefore, notAfter: notAfter)?.asKnown ?? "day unknown" }
}

extension String {
  /// `in_force` as people read it.
  var words: String { split(separator: "_").joined(separator: " ") }
}
