internal import CSV

/// The way of one record: from the reader to the database, or to the refused rows. Holds no more than each record needs,
/// since all that it holds is looked at once a record.
struct SignatureIntake {
  /// The file's name.
  let file: String
  /// Whether the user wants to stop.
  let isCancelled: (() -> Bool)?
  /// What to say of bytes that are not UTF-8 where nothing so far showed that the rest is.
  let encodingAdvice: String
  /// Where refused rows go.
  let rejects: Rejects

  /// Reads one record; false at the end.
  func next(
    _ reader: inout CSVReader, _ row: inout SignatureRow, _ load: inout SignatureLoad
  ) throws -> Bool {
    if isCancelled?() == true { throw RollError(.interrupted, "interrupted; nothing was imported") }
    switch try reader.stepOrRollError() {
    case .end: return false
    case .refused(let refusal):
      try rejects.add(unreadable: refusal.bytes, rejection(of: refusal, reader, &row))
    case .record:
      if row.columns.header == nil {
        try row.columns.mapping.check(fieldCount: reader.fieldCount, file: file)
      }
      if row.columns.isRejectsFile,
        let whole = WholeRecord(cells: reader.strings(), header: row.columns.header)
      {
        try take(whole, reader, &row, &load)
      } else {
        try take(reader, &row, &load)
      }
    }
    return true
  }

  private func take(
    _ reader: borrowing CSVReader, _ row: inout SignatureRow, _ load: inout SignatureLoad
  ) throws {
    let outcome = try row.take(reader, to: &load)
    if let order = row.fileTimes.order { try rejects.settle(order) }
    try note(outcome, reader)
  }

  /// Takes a record that somebody mended in the one cell in which it stands.
  private func take(
    _ whole: WholeRecord, _ reader: borrowing CSVReader, _ row: inout SignatureRow,
    _ load: inout SignatureLoad
  ) throws {
    switch whole.takenApart(in: reader.dialect) {
    case .apart(let cells): try take(CSVReader(standingOn: cells, at: reader.position), &row, &load)
    case .refused(let reason): try note(.refused(reason), reader)
    }
  }

  private func note(_ outcome: SignatureRow.Outcome, _ reader: borrowing CSVReader) throws {
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
  private func rejection(
    of refusal: CSVRefusal, _ reader: borrowing CSVReader, _ row: inout SignatureRow
  ) -> Rejection {
    let broken = CSVBrokenRecord(refusal, dialect: reader.dialect, expected: reader.expectedFieldCount)
    var rejection = Rejection(refusal, broken, header: row.columns.header)
    if broken.faults.contains(where: { $0.kind == .notUTF8 }) { rejection.reason += encodingAdvice }
    rejection.reason = ([rejection.reason] + row.reasons(against: broken)).joined(separator: "; ")
    return rejection
  }
}
