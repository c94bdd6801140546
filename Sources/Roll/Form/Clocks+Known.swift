internal import Postgres

extension Clocks {
  /// The day and the moment that are meant: today and now, by the server's clock, where none is named.
  func known(in transaction: inout Transaction) throws -> AsKnown {
    guard let now = try transaction.value("SELECT now()", as: Instant.self) else {
      throw RollError(.defect, "the server has no time")
    }
    return AsKnown(asOf: asOf ?? now.day, knownOn: knownOn ?? now)
  }
}
