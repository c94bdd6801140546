/// How many agreements have come how far, and how well the days of signing are known.
///
/// `signed`, `ratified` and `inForce` are cumulative: a state in force is also signed. A state is counted once, however many
/// agreements it has.
public struct AgreementCounts: Sendable, Equatable {
  /// States that signed one.
  public private(set) var signed = 0
  /// States that ratified one.
  public private(set) var ratified = 0
  /// States whose agreement entered into force.
  public private(set) var inForce = 0
  /// States that refused and have not signed.
  public private(set) var refused = 0
  /// States that had neither signed nor refused.
  public private(set) var others = 0
  /// Signatures of a known day.
  public private(set) var day = 0
  /// Signatures known to the month or year, or more closely within one.
  public private(set) var monthOrYear = 0
  /// Signatures known by bounds only.
  public private(set) var bounds = 0
  /// Signatures of which nothing is known.
  public private(set) var unknown = 0

  /// Counts what is listed.
  public init(_ agreements: [AgreementStanding.Output]) {
    for (_, state) in Dictionary(grouping: agreements, by: \.iso3) {
      guard let first = state.first(where: \.isSigned) else {
        if state.contains(where: \.isRefused) { refused += 1 } else { others += 1 }
        continue
      }
      signed += 1
      ratified += state.contains(where: \.isRatified) ? 1 : 0
      inForce += state.contains(where: \.isInForce) ? 1 : 0
      switch first.on?.calendarPrecision {
      case .day: day += 1
      case .month, .year: monthOrYear += 1
      case .bounds: bounds += 1
      case .unknown, nil: unknown += 1
      }
    }
  }

  /// `19 signed: 13 on a known day, 6 by bounds only`: partial knowledge is said.
  public var signedWords: String {
    StandingWords.signed(signed, day: day, monthOrYear: monthOrYear, bounds: bounds, unknown: unknown)
  }
}

/// What lists and reports say of agreements and of the Statute, in one place.
public enum StandingWords {
  /// `19 signed: 13 on a known day, 2 to the month or year, 4 by bounds only`
  public static func signed(_ count: Int, day: Int, monthOrYear: Int, bounds: Int, unknown: Int) -> String {
    "\(count) signed" + precision(day: day, monthOrYear: monthOrYear, bounds: bounds, unknown: unknown)
  }

  /// `: 13 on a known day, 6 by bounds only`; nothing where nothing is counted.
  public static func precision(day: Int, monthOrYear: Int, bounds: Int, unknown: Int) -> String {
    let parts = [
      (day, "on a known day"), (monthOrYear, "to the month or year"), (bounds, "by bounds only"),
      (unknown, "on a day unknown"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
  }

  /// `: 84 ratified, 2 acceded`; nothing where nothing is counted.
  public static func deposits(ratified: Int, acceded: Int, accepted: Int, succeeded: Int) -> String {
    let parts = [
      (ratified, "ratified"), (acceded, "acceded"), (accepted, "accepted"), (succeeded, "succeeded"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
  }

  /// `in_force` as people read it.
  public static func plain(_ word: String) -> String {
    word.split(separator: "_").joined(separator: " ")
  }
}
