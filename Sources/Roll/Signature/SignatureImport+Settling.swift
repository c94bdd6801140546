internal import CSV
internal import Postgres

// What rows leave to the end of the file, and what becomes of those that are refused.
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

  func note(
    _ outcome: SignatureRow.Outcome, _ reader: borrowing CSVReader, _ rejects: Rejects
  ) throws {
    let position = reader.position
    func rejection(_ reason: String) -> Rejection {
      Rejection(line: position.line, byteOffset: position.byteOffset, reason: reason)
    }
    switch outcome {
    case .taken: break
    case .refused(let reason): try rejects.add(cells: reader.strings(), rejection(reason))
    case .open(let refusals):
      for (order, reason) in refusals {
        try rejects.add(cells: reader.strings(), rejection(reason), ifDatesAre: order)
      }
    }
  }

  /// All that is wrong with a record that the reader refused, its fields included as far as they can be read.
  func rejection(
    of refusal: CSVRefusal, _ reader: borrowing CSVReader, _ row: inout SignatureRow
  ) -> Rejection {
    let broken = CSVBrokenRecord(refusal, dialect: reader.dialect, expected: reader.expectedFieldCount)
    var rejection = Rejection(refusal, broken, header: row.columns.header)
    if broken.faults.contains(where: { $0.kind == .notUTF8 }) { rejection.reason += encodingAdvice }
    rejection.reason = ([rejection.reason] + row.reasons(against: broken)).joined(separator: "; ")
    return rejection
  }
}
