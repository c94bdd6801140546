internal import Postgres

// What rows leave to the end of the file.
extension SignatureImport {
  /// Decides what the rows alone left open.
  mutating func settle(
    _ row: inout SignatureRow, _ stage: SignatureStage, _ rejects: Rejects, in transaction: inout Transaction
  ) throws {
    let taken = try settleDates(row, stage, rejects, in: &transaction)
    let nowUnknown = try stage.settle(row.doubts, row.countries, in: &transaction)
    row.watch.unknownCountries += nowUnknown
    receipt.weak = taken.weak
    receipt.unknownCountry = taken.unknownCountry + nowUnknown
    receipt.clockChanges = taken.clockChanges
  }

  /// Keeps of the rows that were staged in both orders of day and month the one that the file has.
  /// - Returns: what is counted of the rows that stay.
  private mutating func settleDates(
    _ row: borrowing SignatureRow, _ stage: SignatureStage, _ rejects: Rejects,
    in transaction: inout Transaction
  ) throws -> SignatureRow.Taken {
    let order = try row.fileTimes.conclusion(row.names)
    receipt.dialect.note(row.fileTimes, order, row.columns)
    let taken = row.taken[nil] ?? SignatureRow.Taken()
    guard let order else { return taken }
    try rejects.settle(order)
    try stage.settle(order, in: &transaction)
    return row.taken[order].map { taken + $0 } ?? taken
  }
}
