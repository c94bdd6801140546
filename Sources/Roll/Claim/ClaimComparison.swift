public import Postgres

/// A published figure beside what is counted here.
public struct ClaimComparison: Sendable, Equatable {
  /// What the two say of each other.
  public enum Verdict: String, Sendable, CaseIterable {
    /// Ours is not what the claim says.
    case disagrees
    /// Ours is known to be incomplete, so that nothing follows.
    case open
    /// Nothing here counts it.
    case notCounted = "not counted"
    /// Ours is what the claim says.
    case agrees
  }

  /// The claim, in the form's order.
  public var row: FormRow
  /// Our count on the day that the claim speaks of; nil where nothing here counts it.
  public var counted: Int?
  /// Our count less the published figure; nil where there is no count, or the claim is no number.
  public var difference: Int?
  /// What they say of each other.
  public var verdict: Verdict

  /// Every claim that counts on the day, as known at the moment, by verdict and then as they are listed.
  public static func read(_ clocks: Clocks, on connection: inout Connection) throws -> [ClaimComparison] {
    let rows = try FormListing.read(Claim.self, clocks, on: &connection).rows
    return try connection.transaction(.snapshot) { transaction in
      guard let now = try transaction.value("SELECT now()", as: Instant.self) else {
        throw RollError(.defect, "the server has no time")
      }
      let known = AsKnown(asOf: clocks.asOf ?? now.day, knownOn: clocks.knownOn ?? now)
      let found = try rows.map { try compare($0, known, in: &transaction) }
      return Verdict.allCases.flatMap { verdict in found.filter { $0.verdict == verdict } }
    }
  }

  /// A claim without a day is held against the count of the day that is asked for.
  private static func compare(
    _ row: FormRow, _ known: AsKnown, in transaction: inout Transaction
  ) throws -> ClaimComparison {
    let claim = ClaimsOfCampaign.Output(row)
    let day = claim.asOf?.notAfter ?? known.asOf
    let statement = claim.measure.flatMap {
      Measure($0, of: claim.measured, AsKnown(asOf: day, knownOn: known.knownOn))
    }
    let counted = try statement.flatMap { try transaction.one($0) }
    let difference = Int(claim.value).flatMap { claimed in counted.map { $0 - claimed } }
    let verdict: Verdict =
      counted == nil ? .notCounted : claim.agrees(with: counted).map { $0 ? .agrees : .disagrees } ?? .open
    return ClaimComparison(row: row, counted: counted, difference: difference, verdict: verdict)
  }
}

extension ClaimsOfCampaign.Output {
  /// A claim as the form writes it.
  init(_ row: FormRow) {
    func cell(_ name: String) -> String? { row[Claim.form, name] }
    self.init(
      subject: cell("subject") ?? "", predicate: cell("predicate") ?? "", value: cell("value") ?? "",
      qualifier: cell("qualifier"), asOf: cell("as_of").flatMap { DateSpan($0) }, measure: cell("measure"),
      measured: cell("measured"), isListIncomplete: cell("list") == "incomplete",
      sources: List.items(cell("sources") ?? ""))
  }
}
