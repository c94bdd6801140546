internal import Postgres

extension SignatureStage {
  /// Leaves of the rows that were staged in both orders of day and month those of the order that the file turned out to
  /// have.
  func settle(_ order: StatedTime.Order, in transaction: inout Transaction) throws {
    try transaction.execute(
      "DELETE FROM \(fragment: table) WHERE month_first = \(order != .mdy)")
  }
}
