public import Postgres
public import Roll

extension StatusReport {
  /// What a report is asked for.
  public struct Request: Sendable {
    /// The campaign's slug.
    public var campaign: String
    /// The day; nil for today in UTC.
    public var asOf: Day?
    /// The moment; nil for now.
    public var knownOn: Instant?
    /// The earlier day to tell changes from.
    public var since: Day?
    /// For whom it is.
    public var audience: Audience
    /// The form it will be given in, for the command that the report states.
    public var format: String
    /// The program that asks, and its version.
    public var program: String

    /// A request.
    public init(
      campaign: String, asOf: Day? = nil, knownOn: Instant? = nil, since: Day? = nil,
      audience: Audience = .public,
      format: String = "text", program: String = ""
    ) {
      self.campaign = campaign
      self.asOf = asOf
      self.knownOn = knownOn
      self.since = since
      self.audience = audience
      self.format = format
      self.program = program
    }
  }

  /// Gathers a report in one read-only snapshot.
  /// - Throws: `RollError`: an unknown campaign, with the nearest one; changes asked for in public, since a difference
  ///   undoes the protection of small counts; an earlier day that is not earlier.
  public static func gather(_ request: Request, on connection: inout Connection) throws -> StatusReport {
    guard request.since == nil || request.audience == .internal else {
      throw RollError(
        .usage, "--since needs --audience internal",
        hint: "The difference of two public reports would show small groups of people.")
    }
    return try connection.transaction(.snapshot) { transaction in
      guard let now = try transaction.value("SELECT now()", as: Instant.self) else {
        throw RollError(.defect, "the server has no time")
      }
      let known = AsKnown(asOf: request.asOf ?? now.day, knownOn: request.knownOn ?? now)
      if let since = request.since, since >= known.asOf {
        throw RollError(.usage, "--since \(since) is not before the report's day, \(known.asOf)")
      }
      return try Gatherer(request, known).report(in: &transaction)
    }
  }
}

/// Asks the questions of a report, and numbers the sources as they come up.
final class Gatherer {
  let request: StatusReport.Request
  let known: AsKnown
  private let cited = SourceNumbers()

  init(_ request: StatusReport.Request, _ known: AsKnown) {
    self.request = request
    self.known = known
  }

  /// The numbers of sources, the lowest first.
  func cite(_ slugs: [String]) -> [Int] { cited.cite(slugs) }

  func report(in transaction: inout Transaction) throws -> StatusReport {
    guard let campaign = try transaction.one(CampaignFacts(slug: request.campaign, known)) else {
      let slugs = try transaction.values(
        "SELECT slug FROM campaign WHERE retracted_at IS NULL", as: String.self)
      let near = Nearest.match(request.campaign, slugs)
      throw RollError(
        .data, "there is no campaign ‘\(request.campaign)’",
        hint: near.map { "Did you mean ‘\($0)’?" } ?? "rollcall campaign list shows what there is.")
    }
    let petitions = try transaction.every(PetitionsOfCampaign(campaign: campaign.id, known))
      .map { try status(of: $0, in: &transaction).paced(known.asOf) }
    let agreements = try agreements(campaign, in: &transaction)
    let measures = StatusReport.measures(
      try transaction.every(MeasuresTaken(partner: campaign.partner, states: campaign.states, known)),
      partner: campaign.partner, cite: cite)
    let statute = try transaction.one(StatuteStanding(known))
    let coalitions = try transaction.every(CoalitionStanding(campaign: campaign.id, known)).map(status)
    let claims = try claims(campaign.id, in: &transaction)
    let activities = try transaction.every(ActivitiesOfCampaign(campaign: campaign.id, known)).map(status)
    var report = StatusReport(
      campaign: campaign.slug, title: campaign.title, aim: campaign.aim, asOf: known.asOf,
      knownOn: known.knownOn,
      since: request.since, audience: request.audience, synthetic: petitions.contains { $0.synthetic },
      command: command, petitions: petitions, agreements: agreements, measures: measures,
      statute: status(statute),
      coalitions: coalitions, claims: claims, activities: activities, changes: nil,
      leftOut: try leftOut(campaign, petitions, statute, in: &transaction), sources: [])
    if let since = request.since { report.changes = try changes(since, report, campaign, in: &transaction) }
    report.program = request.program
    report.standing = try StatusReport.standing(of: agreements, campaign, known, in: &transaction)
    report.sources = try cited.entries(knownOn: known.knownOn, in: &transaction)
    return report
  }

  /// The canonical command: every default spelled out, so that it gives the same report on any later day.
  private var command: String {
    var words = ["rollcall report", request.campaign, "--as-of \(known.asOf)", "--known-on \(known.knownOn)"]
    if let since = request.since { words.append("--since \(since)") }
    return (words + ["--audience \(request.audience.rawValue)", "--format \(request.format)"]).joined(
      separator: " ")
  }

  private func status(
    of petition: PetitionsOfCampaign.Output, in transaction: inout Transaction
  ) throws -> StatusReport.PetitionStatus {
    let totals = Dictionary(
      uniqueKeysWithValues: try transaction.every(SignatureTotals(petition: petition.id, known)).map {
        ($0.status, $0.count)
      })
    let suppress = request.audience == .public
    let countries = SmallCells.countries(
      try transaction.every(SignaturesByCountry(petition: petition.id, known)), suppress: suppress)
    let days = SmallCells.days(
      try transaction.every(SignaturesByDay(petition: petition.id, known)), suppress: suppress)
    let sources = cite(petition.sources)
    let apart = try transaction.every(CountsApart(petition: petition.id, known)).map {
      StatusReport.CountApart(
        kind: $0.kind, overlap: $0.overlap, signatures: $0.number, notes: $0.notes, sources: cite($0.sources))
    }
    let isPresent = known.asOf >= known.knownOn.day
    let undated = isPresent ? 0 : try transaction.one(UndatedSignatures(petition: petition.id, known)) ?? 0
    return .init(
      petition: petition.slug, title: petition.title, kind: petition.kind, addressee: petition.addressee,
      opened: petition.opened, closed: petition.closed, goal: petition.goal,
      signatures: totals["validated"] ?? 0,
      onPaper: apart.reduce(0) { $0 + ($1.kind == "paper" ? $1.signatures : 0) },
      onPartnerPlatforms: apart.reduce(0) { $0 + ($1.kind == "paper" ? 0 : $1.signatures) },
      countedApart: apart, endorsements: petition.endorsements,
      endorsementsClaimed: try transaction.one(
        NewestClaims("petition.endorsements", of: petition.slug, known)
      ).map { size($0.claimed) }, pending: told(totals["pending"]),
      invalidated: told(totals["invalidated"]), withdrawn: told(totals["withdrawn"]), undated: told(undated),
      synthetic: petition.isSynthetic, byCountry: countries.shown, unknownCountry: countries.unknown,
      other: countries.other, byDay: days,
      falls: suppress ? [] : try transaction.every(FallsOfPetition(petition: petition.id, known)),
      lastImport: petition.lastImport, rejectedRows: petition.rejected, sources: sources)
  }

  /// A count of people; nil where it is too small to be told in public.
  private func told(_ count: Int?) -> Int? {
    let count = count ?? 0
    return request.audience == .public && (1..<SmallCells.threshold).contains(count) ? nil : count
  }

  private func size(_ claimed: ClaimedFigure) -> StatusReport.ClaimedSize {
    .init(
      value: .init(claimed.value), qualifier: claimed.qualifier, asOf: claimed.on?.description ?? "",
      source: claimed.sources.first, sources: cite(claimed.sources))
  }

  private func status(_ coalition: CoalitionStanding.Output) -> StatusReport.CoalitionStatus {
    .init(
      coalition: coalition.slug, name: coalition.name, members: coalition.members,
      claimed: coalition.claimed.map { value in
        .init(
          value: .init(value), qualifier: coalition.qualifier, asOf: coalition.claimedOn?.description ?? "",
          source: coalition.sources.first, sources: cite(coalition.sources))
      })
  }

  /// Each claim is held against what is counted here on the day that the claim speaks of.
  private func claims(
    _ campaign: Int64, in transaction: inout Transaction
  ) throws -> [StatusReport.ClaimStatus] {
    try transaction.every(ClaimsOfCampaign(campaign: campaign, known)).map { claim in
      var counted: Int?
      let day = claim.asOf?.notAfter ?? known.asOf
      if let measure = claim.measure,
        let statement = Measure(measure, of: claim.measured, AsKnown(asOf: day, knownOn: known.knownOn))
      {
        counted = try transaction.one(statement)
      }
      return .init(
        subject: claim.subject, predicate: claim.predicate, claimed: .init(claim.value),
        qualifier: claim.qualifier,
        asOf: claim.asOf?.description ?? "", counted: counted, agrees: claim.agrees(with: counted),
        listIncomplete: claim.isListIncomplete, source: claim.sources.first, sources: cite(claim.sources))
    }
  }

  private func status(_ activity: ActivitiesOfCampaign.Output) -> StatusReport.ActivityStatus {
    .init(
      date: activity.on?.notAfter, precision: activity.on?.precision ?? .unknown, kind: activity.kind,
      title: activity.title, actor: activity.actor, source: activity.sources.first,
      sources: cite(activity.sources))
  }

  private func leftOut(
    _ campaign: CampaignFacts.Output, _ petitions: [StatusReport.PetitionStatus],
    _ statute: StatuteStanding.Output?,
    in transaction: inout Transaction
  ) throws -> [StatusReport.LeftOut] {
    guard known.asOf < known.knownOn.day else { return [] }
    let counts = [
      ("agreement event", try transaction.one(UndatedAgreementEvents(partner: campaign.partner, known)) ?? 0),
      ("statute event", statute?.undated ?? 0),
      ("measure", try transaction.one(UndatedMeasures(partner: campaign.partner, known)) ?? 0),
      ("count", try transaction.one(UndatedCounts(campaign: campaign.id, known)) ?? 0),
      ("membership", try transaction.one(UndatedMemberships(campaign: campaign.id, known)) ?? 0),
      ("signature", petitions.reduce(0) { $0 + ($1.undated ?? 0) }),
    ]
    return counts.filter { $0.1 > 0 }.map { .init(noun: $0.0, facts: $0.1) }
  }

  private func changes(
    _ since: Day, _ report: StatusReport, _ campaign: CampaignFacts.Output, in transaction: inout Transaction
  ) throws -> StatusReport.Changes {
    let then = AsKnown(asOf: since, knownOn: known.knownOn)
    let before = try transaction.every(
      AgreementStanding(partner: campaign.partner, states: campaign.states, then))
    let now = try transaction.every(
      AgreementStanding(partner: campaign.partner, states: campaign.states, known))
    func new(_ holds: (AgreementStanding.Output) -> Bool) -> [String] {
      let had = Set(before.filter(holds).map(\.iso3))
      return now.filter(holds).map(\.iso3).filter { !had.contains($0) }
    }
    let statute = try transaction.one(StatuteStanding(then))
    let earlier = try transaction.every(PetitionsOfCampaign(campaign: campaign.id, then))
    let petitions = try report.petitions.map { petition in
      let id = earlier.first { $0.slug == petition.petition }?.id
      let totals = try id.map { try transaction.every(SignatureTotals(petition: $0, then)) } ?? []
      let signatures = totals.first { $0.status == "validated" }?.count ?? 0
      let endorsements = earlier.first { $0.slug == petition.petition }?.endorsements ?? 0
      return StatusReport.PetitionChange(
        petition: petition.petition, signaturesThen: signatures, signatures: petition.signatures - signatures,
        endorsements: petition.endorsements - endorsements)
    }
    return .init(
      petitions: petitions, agreementsSigned: new(\.isSigned), agreementsRatified: new(\.isRatified),
      agreementsRefused: new(\.isRefused), deposited: report.statute.deposited - (statute?.deposited ?? 0),
      inForce: report.statute.inForce - (statute?.inForce ?? 0))
  }
}
