public import Postgres

/// Who belongs to one coalition on a day.
public struct CoalitionMembers: Sendable, Equatable {
  /// The day and the moment of knowledge that were read.
  public var known: AsKnown
  /// By relation, then by name.
  public var terms: [Belonging]
  /// Memberships that the day leaves out, since no source gives their first day.
  public var leftOut: Int

  /// Reads them; only those in one relation where one is named.
  /// - Throws: `RollError` with the nearest name where nobody knows the coalition or the relation.
  public static func read(
    _ coalition: String, relation: String? = nil, _ clocks: Clocks, on connection: inout Connection
  ) throws -> CoalitionMembers {
    if let relation { try Departure.check(relation: relation) }
    let slug = try CoalitionTreeReader.key(of: coalition, noun: "coalition", clocks, on: &connection)
    return try connection.transaction(.snapshot) { transaction in
      let known = try clocks.known(in: &transaction)
      let terms = Belonging.sorted(try transaction.every(BelongingsThatHold(of: slug, known)))
      return CoalitionMembers(
        known: known, terms: terms.filter { relation == nil || $0.relation == relation },
        leftOut: try transaction.one(BelongingsLeftOut(of: [slug], known)) ?? 0)
    }
  }

  /// The sizes that were claimed of a coalition, each beside the members named for its day.
  public static func sizes(
    of coalition: String, _ clocks: Clocks, on connection: inout Connection
  ) throws -> [CoalitionSize] {
    let slug = try CoalitionTreeReader.key(of: coalition, noun: "coalition", clocks, on: &connection)
    return try connection.transaction(.snapshot) { transaction in
      try transaction.every(CoalitionSizes(of: slug, clocks.known(in: &transaction)))
    }
  }
}

/// Finds what a name stands for.
public enum CoalitionTreeReader {
  /// The key that a name stands for, or stood for at the moment of knowledge.
  /// - Throws: `RollError` with the nearest name where nobody knows it, with what it can mean where that is more than one,
  ///   and with what to do where an organization is no coalition.
  public static func key(
    of name: String, noun: String, _ clocks: Clocks = Clocks(), on connection: inout Connection
  ) throws -> String {
    let keys = try Lookup.keys(noun, name, clocks, in: &connection)
    if keys.count == 1, let key = keys.first { return key }
    if keys.count > 1 {
      throw RollError(
        .data, "‘\(name)’ can mean \(keys.joined(separator: " or "))", hint: "Name it by one of these.")
    }
    if noun == "coalition", let other = try Lookup.keys("organization", name, clocks, in: &connection).first {
      throw RollError(
        .data, "‘\(name)’ is an organization, and no coalition",
        hint: "rollcall coalition add \(other) makes it one.")
    }
    throw try Lookup.unknown(noun, name, clocks, in: &connection)
  }
}
