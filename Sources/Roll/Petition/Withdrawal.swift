public import Postgres

/// Withdraws an organization's endorsement.
public enum Withdrawal {
  /// Records on which day an endorsement was withdrawn: it is retracted, and recorded again with its withdrawal.
  /// - Returns: the endorsement, as the record has it.
  /// - Throws: `RollError` of kind `data`: an unknown name, no endorsement, one that was withdrawn before, no source, a
  ///   withdrawal before the endorsement. Nothing is changed then.
  public static func withdraw(
    _ petition: String, _ organization: String, _ end: StatedEnd, on connection: inout Connection
  ) throws -> FormRow {
    try end.check()
    let petition = try CoalitionTreeReader.key(of: petition, noun: "petition", on: &connection)
    let organization = try CoalitionTreeReader.key(of: organization, noun: "organization", on: &connection)
    return try connection.transaction { transaction in
      try transaction.lock(.pair(Locks.forms, 0))
      let held = try FormReplacement.find(
        Endorsement.self, where: "petition = \(petition) AND organization = \(organization)", in: &transaction
      )
      guard let endorsement = held.first else {
        throw RollError(
          .data, "\(organization) has not endorsed \(petition)",
          hint: "rollcall petition endorsements \(petition) shows who has.")
      }
      let cells = Dictionary(
        uniqueKeysWithValues: zip(Endorsement.form.fields.map(\.name), endorsement.row.cells))
      if let day = cells["withdrawn"].flatMap({ $0 }) {
        throw RollError(
          .data,
          "\(organization) withdrew its endorsement of \(petition) already: \(day) (\(cells["sources"].flatMap { $0 } ?? "no source"))",
          hint: "Once each: where that day is wrong, correct that endorsement.")
      }
      let row = end.applied(
        to: endorsement.row, of: Endorsement.form, day: "withdrawn", authority: "withdrawn_authority")
      return try FormReplacement.replace(
        Endorsement.self, endorsement, by: row, reason: "withdrawn: recorded again with its withdrawal",
        in: &transaction)
    }
  }
}
