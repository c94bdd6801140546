public import Pages
public import Postgres
public import Roll

/// All that a state did about the Rome Statute, on a day, as it was known at a moment.
public struct StatuteDossier: Codable, Sendable, Equatable {
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
  /// Its standing on the day.
  public var status: StatuteMembership
  /// When it came to stand so.
  @Explicit public var since: Dossier.Span?
  /// When it signed; nil where it did not.
  @Explicit public var signed: Dossier.Span?
  /// `ratified`, `acceded`, `accepted` or `succeeded`.
  @Explicit public var deposit: String?
  /// When it deposited.
  @Explicit public var deposited: Dossier.Span?
  /// The day on which that enters, or entered, into force.
  @Explicit public var inForceOn: Day?
  /// Whether that day is on record; else article 126 gives it.
  public var inForceRecorded: Bool
  /// When it gave notice of withdrawal.
  @Explicit public var notified: Dossier.Span?
  /// The day on which that takes, or took, effect.
  @Explicit public var leavesOn: Day?
  /// What happened, in order, by the sources that are followed.
  public var events: [Dossier.Event]
  /// What other sources say.
  public var others: [Dossier.Event]
  /// Where it comes from, in the order in which it is first referred to.
  public var sources: [StatusReport.SourceEntry]

  /// Gathers the dossier in one read-only snapshot.
  /// - Parameters:
  ///   - state: The state's code.
  ///   - asOf: The day; nil for today and for all events on record, those to come too.
  ///   - knownOn: The moment; nil for now.
  /// - Throws: `RollError` where nothing is on record.
  public static func gather(
    _ state: String, asOf: Day?, knownOn: Instant?, on connection: inout Connection
  ) throws -> StatuteDossier {
    try connection.transaction(.snapshot) { transaction in
      let known = try AsKnown.asked(asOf, knownOn, in: &transaction)
      let events = try transaction.every(StateEvents(statuteOf: state, upToDay: asOf != nil, known))
      let (name, region) = try StateName.of(state, in: &transaction)
      guard !events.isEmpty else {
        throw RollError(
          .data, "nothing is on record of \(name) and the Rome Statute\(asOf.map { " by \($0)" } ?? "")",
          hint: "rollcall statute list shows the states of which something is.")
      }
      let standing = try transaction.one(StatuteStates(state: state, known))
      let cited = SourceNumbers()
      func told(_ isFollowed: Bool) -> [Dossier.Event] {
        events.filter { $0.isFollowed == isFollowed }.map { .init($0, sources: cited.cite($0.sources)) }
      }
      return StatuteDossier(
        state: state, name: name, region: region, asOf: known.asOf, knownOn: known.knownOn,
        status: standing?.status ?? .absent, since: standing?.since.map { .init($0) },
        signed: standing?.signed.map { .init($0) }, deposit: standing?.deposit,
        deposited: standing?.deposited.map { .init($0) }, inForceOn: standing?.inForceOn,
        inForceRecorded: standing?.isInForceRecorded ?? false, notified: standing?.notified.map { .init($0) },
        leavesOn: standing?.leavesOn, events: told(true), others: told(false),
        sources: try cited.entries(knownOn: known.knownOn, in: &transaction))
    }
  }

  /// The dossier as one JSON document.
  public func json() throws -> String { try Dossier.json(self) }

  /// The dossier as a page.
  public func page() -> Page {
    var facts = [
      Page.Fact("State", Inline("\(name) (\(state), \(region))")), .init("As of", Inline(asOf.description)),
      .init("Status", .strong(status.words) + Inline(since.map { ", since \($0.written)" } ?? "")),
    ]
    if let signed { facts.append(.init("Signed", Inline(signed.written))) }
    if let deposited, let deposit {
      facts.append(.init("Deposited", Inline("\(deposited.written) (\(deposit))")))
    }
    if let inForceOn {
      facts.append(
        .init("In force", Inline("\(inForceOn), \(inForceRecorded ? "as recorded" : "by article 126")")))
    }
    if let notified { facts.append(.init("Notice of withdrawal", Inline(notified.written))) }
    if let leavesOn {
      facts.append(.init(status == .left ? "Left" : "Leaves", Inline(leavesOn.description)))
    }
    return Page(
      title: "\(name) and the Rome Statute",
      blocks: [.facts(facts)] + Dossier.blocks(of: events, others, asOf: asOf),
      sources: sources.map(\.pageSource))
  }
}
