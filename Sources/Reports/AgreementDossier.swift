public import Postgres
public import Roll

/// All that is on record of a state's agreements, on a day, as it was known at a moment.
public struct AgreementDossier: Codable, Sendable, Equatable {
  /// The state's code.
  public var state: String
  /// Its name.
  public var name: String
  /// Its regional group.
  public var region: String
  /// The day whose truth is told.
  public var asOf: Day
  /// The moment whose knowledge is told.
  public var knownOn: Instant
  /// Its standing towards the Rome Statute on the day.
  public var statuteNow: StatuteMembership
  /// Its agreements, by the code of the partner.
  public var agreements: [Agreement]
  /// Where it comes from, in the order in which it is first referred to.
  public var sources: [StatusReport.SourceEntry]

  /// One agreement.
  public struct Agreement: Codable, Sendable, Equatable {
    /// The code of the state that asks.
    public var partner: String
    /// Its name.
    public var partnerName: String
    /// `treaty`, `executive agreement`, `exchange of notes` or `unknown`.
    public var kind: String
    /// The furthest that the events lead; nil where nothing that is followed had happened by the day.
    @Explicit public var status: String?
    /// When what the status says happened.
    @Explicit public var since: Dossier.Span?
    /// When it was signed; nil where it was not.
    @Explicit public var signed: Dossier.Span?
    /// The state's standing towards the Statute on the latest day on which it can have signed.
    @Explicit public var statuteAtSigning: StatuteMembership?
    /// Whether it was the same on the earliest day.
    public var statuteAtSigningSure: Bool
    /// What happened, in order, by the sources that are followed.
    public var events: [Dossier.Event]
    /// What other sources say.
    public var others: [Dossier.Event]
    /// Where it waits for a ratification.
    @Explicit public var watch: StatusReport.WatchedAgreement?
  }

  /// Gathers the dossier in one read-only snapshot.
  /// - Parameters:
  ///   - state: The state's code.
  ///   - asOf: The day; nil for today and for all events on record, those to come too.
  ///   - knownOn: The moment; nil for now.
  /// - Throws: `RollError` where nothing is on record.
  public static func gather(
    _ state: String, asOf: Day?, knownOn: Instant?, on connection: inout Connection
  ) throws -> AgreementDossier {
    try connection.transaction(.snapshot) { transaction in
      let known = try AsKnown.asked(asOf, knownOn, in: &transaction)
      var filter = AgreementStates.Filter()
      filter.state = state
      let standings = try transaction.every(AgreementStates(filter, known))
      let events = try transaction.every(
        StateEvents(agreementsOf: state, upToDay: asOf != nil, known))
      let (name, region) = try StateName.of(state, in: &transaction)
      guard !events.isEmpty else {
        throw RollError(
          .data, "nothing is on record of an agreement of \(name)\(asOf.map { " by \($0)" } ?? "")",
          hint: "rollcall agreement list shows those that there are.")
      }
      let cited = SourceNumbers()
      let watch = try transaction.every(AgreementWatch(states: [state], known))
      let statute = try transaction.one(StatuteStates(state: state, known))
      var dossier = AgreementDossier(
        state: state, name: name, region: region, asOf: known.asOf, knownOn: known.knownOn,
        statuteNow: statute?.status ?? .absent, agreements: [], sources: [])
      let partners = Set(events.compactMap(\.partner))
      for partner in partners.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        dossier.agreements.append(
          Agreement(
            partner, named: try StateName.of(partner, in: &transaction).name,
            kind: try StateName.kind(of: state, with: partner, in: &transaction),
            standings.first { $0.agreement.partner == partner }, events.filter { $0.partner == partner },
            watch.first { $0.partner == partner }, known, cited))
      }
      dossier.sources = try cited.entries(knownOn: known.knownOn, in: &transaction)
      return dossier
    }
  }

  /// The dossier as one JSON document.
  public func json() throws -> String { try Dossier.json(self) }
}

extension AgreementDossier.Agreement {
  init(
    _ partner: String, named name: String, kind: String, _ standing: AgreementStates.Output?,
    _ events: [StateEvents.Output], _ watch: AgreementWatch.Output?, _ known: AsKnown, _ cited: SourceNumbers
  ) {
    self.partner = partner
    self.partnerName = name
    self.kind = kind
    let agreement = standing?.agreement
    statuteAtSigningSure = standing?.isStatuteAtSigningSure ?? false
    self.events = events.filter(\.isFollowed).map { .init($0, sources: cited.cite($0.sources)) }
    others = events.filter { !$0.isFollowed }.map { .init($0, sources: cited.cite($0.sources)) }
    status = agreement?.status
    since = agreement?.since.map { .init($0) }
    signed = agreement?.isSigned == true ? agreement?.on.map { .init($0) } : nil
    statuteAtSigning = standing?.statuteAtSigning
    self.watch = watch.map { .init($0, known, cited) }
  }
}

extension StatusReport.WatchedAgreement {
  init(_ agreement: AgreementWatch.Output, _ known: AsKnown, _ cited: SourceNumbers) {
    iso3 = agreement.iso3
    name = agreement.name
    kind = agreement.kind
    status = agreement.status
    notBefore = agreement.signed?.notBefore
    notAfter = agreement.signed?.notAfter
    days = Elapsed(since: agreement.signed, asOf: known.asOf)?.days
    next = agreement.next.map { next in
      .init(
        notBefore: next.on?.notBefore, notAfter: next.on?.notAfter, title: next.title, actor: next.actor,
        sources: cited.cite(next.sources))
    }
  }
}
