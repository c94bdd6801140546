internal import Foundation
public import Postgres

/// Takes a whole import back, and leaves every present count as if it had never come.
public enum ImportUndo {
  /// What an undo did.
  public struct Outcome: Sendable, Equatable, Codable {
    /// The batch.
    public var batch: Int64
    /// What it held.
    public var noun: String
    /// Rows that are gone.
    public var removed: Int
    /// Signatures that stay, because another import states them too.
    public var kept: Int
    /// Facts that were retracted or corrected since, and stay as they were put right; nil where there are none.
    public var corrected: Int?
    /// The other imports that keep those.
    public var keptBy: [ImportOverlap.Part]
    /// Imports that found rows on record which are gone now: their files need importing again.
    public var importAgain: [ImportOverlap.Part]

    init(
      _ batch: Int64, _ noun: String, removed: Int, kept: Int = 0, corrected: Int? = nil,
      _ others: ImportOverlap
    ) {
      (self.batch, self.noun, self.removed, self.kept) = (batch, noun, removed, kept)
      self.corrected = corrected
      (keptBy, importAgain) = (others.keptBy, others.importAgain)
    }

    enum CodingKeys: String, CodingKey {
      case batch, noun, removed, kept, corrected
      case keptBy = "kept_by"
      case importAgain = "import_again"
    }
  }

  /// Undoes the batch with this number.
  /// - Parameter onWait: called where an import of the petition is under way, for which this waits.
  /// - Throws: `RollError` where there is none, where it was undone before, or where later facts refer to its rows.
  public static func run(
    batch: Int64, onWait: (@Sendable () -> Void)? = nil, on connection: inout Connection
  ) throws -> Outcome {
    try connection.transaction { transaction in
      let result = try transaction.run(
        "SELECT noun, petition, undone_at IS NOT NULL FROM import_batch WHERE batch_id = \(batch) FOR UPDATE")
      let found = try result.first { (row) throws(PostgresError) in
        try row.columns((String, String?, Bool).self)
      }
      guard let (noun, petition, isUndone) = found else {
        throw RollError(
          .data, "there is no import \(batch)", hint: "rollcall import list shows what there is.")
      }
      guard !isUndone else { throw RollError(.data, "import \(batch) was undone before") }
      let outcome: Outcome
      if noun == "signature" {
        outcome = try undoSignatures(batch, petition ?? "", onWait, in: &transaction)
      } else {
        outcome = try retractFacts(batch, noun, in: &transaction)
      }
      try transaction.execute(
        "UPDATE import_batch SET undone_at = transaction_timestamp(), undone_by = rollcall_operator() WHERE batch_id = \(batch)"
      )
      try Audit.record(
        .undo, noun, subject: petition, batch: batch,
        facts: ["removed": .number(Int64(outcome.removed)), "kept": .number(Int64(outcome.kept))],
        in: &transaction)
      return outcome
    }
  }

  /// The petition that a batch of signatures was imported into, also where it was retracted since.
  static func petitionID(_ slug: String, of batch: Int64, in transaction: inout Transaction) throws -> Int64 {
    let petition = try transaction.value(
      "SELECT petition_id FROM petition WHERE slug = \(slug) ORDER BY retracted_at IS NULL DESC LIMIT 1",
      as: Int64.self)
    guard let petition else { throw RollError(.defect, "the petition of import \(batch) is gone") }
    return petition
  }

  static func noun(of name: String, _ batch: Int64) throws(RollError) -> any Noun.Type {
    guard let noun = Nouns.all.first(where: { $0.form.noun == name }) else {
      throw RollError(.defect, "import \(batch) holds ‘\(name)’, which nobody knows")
    }
    return noun
  }

  private static func undoSignatures(
    _ batch: Int64, _ slug: String, _ onWait: (@Sendable () -> Void)?, in transaction: inout Transaction
  ) throws -> Outcome {
    let petition = try petitionID(slug, of: batch, in: &transaction)
    try transaction.script("SET LOCAL work_mem = '256MB'; SET LOCAL lock_timeout = '60s'")
    try transaction.lockPetition(petition, onWait: onWait)
    try transaction.execute(
      """
      CREATE TEMPORARY TABLE undone ON COMMIT DROP AS
      SELECT signatory_id, true AS is_shown FROM signature WHERE petition_id = \(petition) AND batch_id = \(batch)
      UNION ALL
      SELECT signatory_id, false FROM signature_restatement WHERE petition_id = \(petition) AND batch_id = \(batch)
      """)
    // Right after a large import the server still takes the roll for small, and would read all of `undone` for each row.
    try transaction.execute("CREATE INDEX undone_signatory ON undone (signatory_id)")
    try transaction.execute("ANALYZE undone")
    let others = try ImportOverlap.ofSignatures(batch, petition, from: "undone", in: &transaction)
    let act = try SignatureTally.act("undo", petition: petition, batch: batch, in: &transaction)
    let affected = SignatureTally.Affected(petition: petition, ids: "SELECT signatory_id FROM undone")
    try affected.remember(in: &transaction)
    try transaction.execute(
      """
      DELETE FROM signature_restatement r USING undone u
      WHERE r.petition_id = \(petition) AND r.signatory_id = u.signatory_id AND r.batch_id = \(batch)
      """)
    let shown = try transaction.execute(
      """
      DELETE FROM signature s USING undone u
      WHERE s.petition_id = \(petition) AND s.signatory_id = u.signatory_id AND s.batch_id = \(batch) AND u.is_shown
      """)
    let promoted = try promote(petition, in: &transaction)
    try SignatureTally.refreshStatus(
      petition: petition, ids: "SELECT signatory_id FROM undone", in: &transaction)
    try affected.book(act, in: &transaction)
    try removeAliases(in: &transaction)
    let restated =
      try transaction.value("SELECT count(*) FROM undone WHERE NOT is_shown", as: Int.self) ?? 0
    return Outcome(batch, "signature", removed: shown - promoted, kept: promoted + restated, others)
  }

  /// Takes away the aliases of people of whom no signature under that id is left.
  private static func removeAliases(in transaction: inout Transaction) throws {
    let have: SQL = "SELECT FROM undone u JOIN signatory_alias a ON a.alias_id = u.signatory_id"
    guard try transaction.value("SELECT EXISTS (\(fragment: have))", as: Bool.self) == true else { return }
    // An import into another petition may have relied on an alias that is there: what it added is seen only when it is over.
    try transaction.execute("LOCK TABLE signatory_alias IN SHARE ROW EXCLUSIVE MODE")
    try transaction.execute(
      """
      DELETE FROM signatory_alias a USING undone u
      WHERE a.alias_id = u.signatory_id AND NOT EXISTS (
        SELECT FROM petition p JOIN signature s ON s.petition_id = p.petition_id AND s.signatory_id = a.alias_id)
      """)
  }

  /// Shows the earliest of the other rows in place of one that went.
  private static func promote(_ petition: Int64, in transaction: inout Transaction) throws -> Int {
    let columns = SignatureMerge.columnList()
    let promoted = try transaction.execute(
      """
      INSERT INTO signature (\(fragment: columns))
      SELECT DISTINCT ON (r.signatory_id) \(fragment: SignatureMerge.columnList("r."))
      FROM signature_restatement r JOIN undone u USING (signatory_id)
      WHERE r.petition_id = \(petition) AND u.is_shown
      ORDER BY r.signatory_id, \(fragment: SignatureMerge.order("r.")), r.batch_id, r.line
      """)
    try transaction.execute(
      """
      DELETE FROM signature_restatement r USING undone u, signature s
      WHERE r.petition_id = \(petition) AND r.signatory_id = u.signatory_id AND u.is_shown
        AND s.petition_id = r.petition_id AND s.signatory_id = r.signatory_id AND s.batch_id = r.batch_id
      """)
    return promoted
  }

  /// Facts are retracted, not deleted: a report of an earlier day of knowledge still shows them.
  private static func retractFacts(
    _ batch: Int64, _ noun: String, in transaction: inout Transaction
  ) throws -> Outcome {
    let kind = try self.noun(of: noun, batch)
    let form = kind.form
    try FormBlockers(noun: kind, rows: "t.batch_id = \(batch)").check(
      "import \(batch) cannot be undone: other facts refer to its rows",
      hint: "Undo the imports that came after it first, or retract those facts.",
      in: &transaction)
    let others = try ImportOverlap.ofFacts(batch, form, in: &transaction)
    let retracted = try transaction.execute(
      """
      UPDATE \(identifier: form.table) SET retracted_at = transaction_timestamp(), retracted_by = rollcall_operator(),
        retraction_reason = \("import \(batch) undone")
      WHERE batch_id = \(batch) AND retracted_at IS NULL
      """)
    // What rests on these rows by a rule of order is found here, not at the commit.
    try FormRetraction.settle(in: &transaction)
    let brought = try transaction.value(
      "SELECT count(*) FROM \(identifier: form.view) WHERE batch_id = \(batch)", as: Int.self)
    let corrected = (brought ?? retracted) - retracted
    return Outcome(
      batch, noun, removed: retracted, corrected: corrected > 0 ? corrected : nil, others)
  }
}

/// All nouns that have a form, each after those it refers to.
public enum Nouns {
  /// In the order in which they can be loaded into an empty database.
  public static let all: [any Noun.Type] = [
    Source.self, Organization.self, Coalition.self, Membership.self, Campaign.self, Petition.self,
    Endorsement.self,
    Agreement.self, Statute.self, Claim.self, Activity.self,
    PressureMeasure.self, HeldPosition.self, UnnamedCount.self,
  ]
}
