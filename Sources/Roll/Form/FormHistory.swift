public import Postgres

/// All that the record says, and said, of one thing: each fact with who recorded it when and what it replaced, and what was
/// taken back, by whom and why.
public struct FormHistory: Sendable {
  /// A fact and what it replaced.
  public struct Entry: Sendable, Equatable {
    /// The fact; retracted where nothing took its place.
    public var fact: FormFact
    /// What stood in its place before, the newest first.
    public var before: [FormFact]

    /// A fact with what stood in its place before.
    public init(fact: FormFact, before: [FormFact]) {
      self.fact = fact
      self.before = before
    }
  }

  /// The form.
  public let form: Form
  /// Facts that stand, in byte order of their cells, then those that were taken back.
  public let entries: [Entry]

  /// The history of what is called `key`, under two clocks: what was true on a day, as far as it was known at a moment.
  /// - Throws: `RollError` with the nearest name where nothing was ever on record under that name.
  public static func read(
    _ noun: any Noun.Type, _ clocks: Clocks, key: String, on connection: inout Connection
  ) throws -> FormHistory {
    let form = noun.form
    let wanted = try FormListing.resolve(key, in: form, clocks, on: &connection)
    let known: SQL = clocks.knownOn.map { "\($0)" } ?? "now()"
    let holds = FormListing.dayCondition(form, clocks.asOf, known)
    let facts = try FormFact.read(
      form, where: ["\(identifier: form.key) = \(wanted)", "recorded_at <= \(fragment: known)"], holds: holds,
      in: &connection)
    if facts.isEmpty { throw try unknown(form, key, clocks, on: &connection) }
    return FormHistory(form: form, entries: entries(facts, knownOn: clocks.knownOn))
  }

  /// How many facts of what is called `key` were corrected or taken back by the moment of knowledge.
  public static func count(
    _ noun: any Noun.Type, _ clocks: Clocks, key: String, on connection: inout Connection
  ) throws -> Int {
    let form = noun.form
    let wanted = try FormListing.resolve(key, in: form, clocks, on: &connection)
    let known: SQL = clocks.knownOn.map { "\($0)" } ?? "now()"
    return try connection.value(
      """
      SELECT count(*) FROM \(identifier: form.view)
      WHERE \(identifier: form.key) = \(wanted) AND retracted_at <= \(fragment: known)
      """, as: Int.self) ?? 0
  }

  /// Claims and activities are called by what they say, not by names of their own.
  private static func unknown(
    _ form: Form, _ key: String, _ clocks: Clocks, on connection: inout Connection
  ) throws -> RollError {
    let error = try Lookup.unknown(form.noun, key, clocks, in: &connection)
    guard form.fields.first(where: { $0.name == form.key })?.kind == .text else { return error }
    let held = try connection.values(
      "SELECT DISTINCT \(identifier: form.key) FROM \(identifier: form.view)", as: String.self)
    return RollError(
      .data, error.message,
      hint: Nearest.match(key, held).map { "Did you mean ‘\($0)’?" }
        ?? "rollcall \(form.noun) list shows what there is.")
  }

  /// Puts each fact that was replaced behind the one that took its place: it was recorded in the act that took the other back.
  static func entries(_ facts: [FormFact], knownOn: Instant?) -> [Entry] {
    var standing: [FormFact] = []
    var past: [FormFact] = []
    for var fact in facts {
      if let knownOn, let end = fact.retractedAt, end > knownOn {
        (fact.retractedAt, fact.retractedBy, fact.reason) = (nil, nil, nil)
      }
      if fact.retractedAt == nil { standing.append(fact) } else { past.append(fact) }
    }
    func before(_ fact: FormFact) -> [FormFact] {
      var chain: [FormFact] = []
      var last = fact
      while let place = place(of: last, in: past) {
        last = past.remove(at: place)
        chain.append(last)
      }
      return chain
    }
    var entries = standing.map { Entry(fact: $0, before: before($0)) }
    // The newest first, so that what was replaced by another that is gone too follows that one.
    past.sort { ($0.retractedAt ?? $0.recordedAt) > ($1.retractedAt ?? $1.recordedAt) }
    while let last = past.first {
      past.removeFirst()
      entries.append(Entry(fact: last, before: before(last)))
    }
    return entries.filter { $0.fact.holds }
  }

  /// Which of the facts that are gone this one replaced; of several of one act the one that is most like it.
  private static func place(of fact: FormFact, in past: [FormFact]) -> Int? {
    func likeness(_ other: FormFact) -> Int {
      zip(fact.row.cells, other.row.cells).count { $0 == $1 }
    }
    return past.indices.filter { past[$0].retractedAt == fact.recordedAt && past[$0].id != fact.id }
      .max { likeness(past[$0]) < likeness(past[$1]) }
  }
}
