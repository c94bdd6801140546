internal import Postgres
internal import Roll

/// What a state is called.
enum StateName {
  /// Its name and its regional group.
  static func of(
    _ iso3: String, in transaction: inout Transaction
  ) throws -> (name: String, region: String) {
    guard let cells = try transaction.one(Countries(iso3: iso3)) else {
      throw RollError(.data, "there is no state ‘\(iso3)’")
    }
    return (cells[2] ?? iso3, cells[3] ?? "")
  }

  /// The kind of an agreement.
  static func kind(of state: String, with partner: String, in transaction: inout Transaction) throws -> String
  {
    try transaction.value(
      "SELECT kind FROM agreement WHERE state = \(state) AND partner = \(partner)", as: String.self)
      ?? "unknown"
  }
}

extension AsKnown {
  /// What a user asked for: today in UTC and now, where nothing was.
  static func asked(_ asOf: Day?, _ knownOn: Instant?, in transaction: inout Transaction) throws -> AsKnown {
    guard let now = try transaction.value("SELECT now()", as: Instant.self) else {
      throw RollError(.defect, "the server has no time")
    }
    return AsKnown(asOf: asOf ?? now.day, knownOn: knownOn ?? now)
  }
}
