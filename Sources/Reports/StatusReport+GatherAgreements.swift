internal import Postgres
internal import Roll

extension Gatherer {
  func agreements(
    _ campaign: CampaignFacts.Output, in transaction: inout Transaction
  ) throws -> StatusReport.Agreements {
    var filter = AgreementStates.Filter()
    filter.partner = campaign.partner
    let all = try transaction.every(AgreementStates(filter, known))
      .filter { campaign.states.isEmpty || campaign.states.contains($0.agreement.iso3) }
    var agreements = StatusReport.Agreements(partner: campaign.partner)
    for state in all where state.agreement.isSigned || state.agreement.isRefused {
      let entry = entry(state)
      if state.agreement.isRefused {
        agreements.refusals.append(entry)
      } else {
        agreements.states.append(entry)
      }
    }
    let precision = AgreementCounts(all.map(\.agreement))
    agreements.signed = precision.signed
    agreements.ratified = precision.ratified
    agreements.inForce = precision.inForce
    agreements.refused = precision.refused
    agreements.precision = .init(
      day: precision.day, monthOrYear: precision.monthOrYear, bounds: precision.bounds,
      unknown: precision.unknown)
    agreements.contradictions = try contradictions(campaign, in: &transaction)
    agreements.signedByOthers = agreements.signed + difference(of: agreements.contradictions)
    agreements.watch = try transaction.every(
      AgreementWatch(partner: campaign.partner, states: campaign.states, known)
    ).map(watched)
    return agreements
  }

  private func entry(_ state: AgreementStates.Output) -> StatusReport.AgreementState {
    let agreement = state.agreement
    return .init(
      iso3: agreement.iso3, name: agreement.name, status: agreement.status,
      notBefore: agreement.on?.notBefore, notAfter: agreement.on?.notAfter,
      contradictions: agreement.contradictions, kind: agreement.kind,
      statuteAtSigning: state.statuteAtSigning, statuteAtSigningSure: state.isStatuteAtSigningSure,
      statuteNow: state.statuteNow, sources: cite(agreement.sources))
  }

  private func contradictions(
    _ campaign: CampaignFacts.Output, in transaction: inout Transaction
  ) throws -> [StatusReport.Contradiction] {
    try transaction.every(
      AgreementContradictions(partner: campaign.partner, states: campaign.states, known)
    ).map { other in
      .init(
        iso3: other.iso3, name: other.name, event: other.event, counted: other.counts,
        countedByOthers: other.countsByOther, isFollowed: other.isFollowed,
        followedNotBefore: other.followedOn?.notBefore, followedNotAfter: other.followedOn?.notAfter,
        notBefore: other.on?.notBefore, notAfter: other.on?.notAfter, note: other.note,
        followed: .init(sources: cite(other.followedSources)), sources: cite(other.sources))
    }
  }

  /// How many states more, or fewer, would have signed if the other sources were followed: a state once.
  private func difference(of contradictions: [StatusReport.Contradiction]) -> Int {
    let signatures = contradictions.filter { $0.event == "signed" && $0.counted != $0.countedByOthers }
    let more = Set(signatures.filter(\.countedByOthers).map(\.iso3)).count
    return more - Set(signatures.filter(\.counted).map(\.iso3)).count
  }

  private func watched(_ agreement: AgreementWatch.Output) -> StatusReport.WatchedAgreement {
    .init(
      iso3: agreement.iso3, name: agreement.name, kind: agreement.kind, status: agreement.status,
      notBefore: agreement.signed?.notBefore, notAfter: agreement.signed?.notAfter,
      days: Elapsed(since: agreement.signed, asOf: known.asOf)?.days,
      next: agreement.next.map { next in
        .init(
          notBefore: next.on?.notBefore, notAfter: next.on?.notAfter, title: next.title, actor: next.actor,
          sources: cite(next.sources))
      })
  }

  func status(_ statute: StatuteStanding.Output?) -> StatusReport.StatuteStatus {
    guard let statute else { return .init(deposited: 0, inForce: 0, signatories: 0, sources: []) }
    return .init(
      deposited: statute.deposited, inForce: statute.inForce, signatories: statute.signatories,
      byKind: .init(
        ratified: statute.ratified, acceded: statute.acceded, accepted: statute.accepted,
        succeeded: statute.succeeded),
      leaving: statute.leaving, left: statute.left, sources: cite(statute.sources))
  }
}
