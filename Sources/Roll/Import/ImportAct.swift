internal import Postgres

extension Connection {
  /// One import as one act: all of it is kept, or nothing. A dry run goes all the way and is then taken back.
  mutating func importAct(
    isDryRun: Bool, _ body: (inout Transaction) throws -> Void
  ) throws {
    struct DryRun: Error {}
    do {
      try transaction { transaction in
        try body(&transaction)
        if isDryRun { throw DryRun() }
      }
    } catch is DryRun {
      // All is as it was.
    }
  }
}

extension Receipt {
  /// Proves that every row is accounted for, and that no more were refused than the user allows; of a dry run, which shows
  /// them all, only the former.
  func check(_ options: ImportOptions) throws {
    guard rows == new + duplicate + alreadyHeld + rejected else {
      throw RollError(.defect, "the rows of \(file) do not reconcile; nothing was imported")
    }
    if !dryRun { try checkRefusals(options.maximumRejects) }
  }

  /// - Throws: `RollError` of kind `data` where more rows were refused, or of a dry run would be, than the limit allows.
  public func checkRefusals(_ limit: ImportOptions.RejectLimit?) throws(RollError) {
    guard let limit, limit.isExceeded(rejected: rejected, rows: rows) else { return }
    throw dryRun
      ? RollError(
        .data, "\(rejected) of \(rows) rows would be refused, more than allowed; nothing would be imported",
        hint: "Allow more with --max-rejects.")
      : RollError(
        .data, "\(rejected) of \(rows) rows were refused, more than allowed; nothing was imported",
        hint: "See why with --dry-run, or allow more with --max-rejects.")
  }
}
