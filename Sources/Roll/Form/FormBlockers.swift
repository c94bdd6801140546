internal import Postgres

/// What rests on facts that are to be taken back, and would be left hanging.
struct FormBlockers {
  let noun: any Noun.Type
  /// Which rows `t` of the noun's table are to go.
  let rows: SQL
  private var form: Form { noun.form }

  /// At most so many are named.
  private static let limit = 5

  /// Those that stand, in words, each with its source; empty where nothing does. One more than `limit` where there are more.
  func find(in transaction: inout Transaction) throws -> [String] {
    var words: [String] = []
    for (table, column, key) in try references(in: &transaction) {
      let those: SQL = """
        SELECT t.\(identifier: key) FROM \(identifier: form.table) t WHERE t.retracted_at IS NULL AND \(fragment: rows)
        """
      // One row may refer to two of these, or to one in two columns.
      words += try resting(table, column, on: those, in: &transaction).filter { !words.contains($0) }
      if words.count > Self.limit { break }
    }
    if words.count <= Self.limit { words += try unreferenced(in: &transaction) }
    return Array(words.prefix(Self.limit + 1))
  }

  /// The tables whose rows refer to the noun's by a number.
  private func references(in transaction: inout Transaction) throws -> [(String, String, String)] {
    try transaction.run(
      """
      SELECT c.conrelid::regclass::text, a.attname::text, f.attname::text
      FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
      WHERE c.contype = 'f' AND c.confrelid = \(form.table)::regclass ORDER BY 1, 2
      """
    ).map { (row) throws(PostgresError) in try row.columns((String, String, String).self) }
  }

  private func resting(
    _ table: String, _ column: String, on those: SQL, in transaction: inout Transaction
  ) throws -> [String] {
    if let other = Nouns.all.first(where: { $0.form.table == table }) {
      return try facts(
        other,
        """
        fact_id IN (SELECT r.fact_id FROM \(identifier: table) r WHERE r.\(identifier: column) IN (\(fragment: those)))
        """, in: &transaction)
    }
    switch table {
    case "fact_source":
      var words: [String] = []
      for other in Nouns.all where words.count <= Self.limit {
        words += try facts(
          other, "fact_id IN (SELECT r.fact_id FROM fact_source r WHERE r.source_id IN (\(fragment: those)))",
          in: &transaction)
      }
      return words
    // What a campaign concerns is part of it, and goes with it.
    case "campaign_coalition", "campaign_state":
      guard form.noun != "campaign" else { return [] }
      return try facts(
        Campaign.self,
        """
        slug IN (SELECT c.slug FROM campaign c JOIN \(identifier: table) r USING (campaign_id)
          WHERE c.retracted_at IS NULL AND r.\(identifier: column) IN (\(fragment: those)))
        """, in: &transaction)
    case "signature_act": return try signatures(those, in: &transaction)
    default: return try others(table, column, on: those, in: &transaction)
    }
  }

  private func facts(
    _ other: any Noun.Type, _ condition: SQL, in transaction: inout Transaction
  ) throws -> [String] {
    try FormFact.read(other.form, where: ["retracted_at IS NULL", condition], in: &transaction)
      .prefix(Self.limit + 1).map { $0.words(other) }
  }

  private func signatures(_ petitions: SQL, in transaction: inout Transaction) throws -> [String] {
    let count = try transaction.value(
      "SELECT count(*) FROM signature WHERE petition_id IN (\(fragment: petitions))", as: Int.self)
    return count.map { $0 == 0 ? [] : ["\($0) \($0 == 1 ? "signature" : "signatures")"] } ?? []
  }

  /// Rows of a table that is no noun's; those that were retracted do not count.
  private func others(
    _ table: String, _ column: String, on those: SQL, in transaction: inout Transaction
  ) throws -> [String] {
    let canRetract = try transaction.value(
      """
      SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = \(table)::regclass AND attname = 'retracted_at')
      """, as: Bool.self)
    let count = try transaction.value(
      """
      SELECT count(*) FROM \(identifier: table) r WHERE r.\(identifier: column) IN (\(fragment: those))
        AND \(fragment: canRetract == true ? "r.retracted_at IS NULL" : "true")
      """, as: Int.self)
    return count.map { $0 == 0 ? [] : ["\($0) of \(table)"] } ?? []
  }

  /// What refers to the noun's rows by their slug, not by a number.
  private func unreferenced(in transaction: inout Transaction) throws -> [String] {
    guard ["coalition", "petition"].contains(form.noun) else { return [] }
    let slugs: SQL =
      form.noun == "petition"
      ? "SELECT t.slug FROM petition t WHERE t.retracted_at IS NULL AND \(fragment: rows)"
      : """
      SELECT o.slug FROM coalition t JOIN organization o USING (organization_id)
      WHERE t.retracted_at IS NULL AND \(fragment: rows)
      """
    var words = try facts(
      Claim.self,
      """
      measured IN (\(fragment: slugs)) AND measure IN (SELECT m.measure FROM claim_measure m WHERE m.needs = \(form.noun))
      """, in: &transaction)
    if form.noun == "coalition" {
      words += try facts(Membership.self, "coalition IN (\(fragment: slugs))", in: &transaction)
      words += try facts(
        Campaign.self, "string_to_array(coalitions, '; ') && ARRAY(\(fragment: slugs))", in: &transaction)
    }
    return words
  }

  /// - Parameter subject: what cannot be done and why: `source s1 cannot be retracted: other facts rest on it`.
  /// - Throws: `RollError` of kind `data` that names what rests on the rows.
  func check(_ subject: String, hint: String, in transaction: inout Transaction) throws {
    let words = try find(in: &transaction)
    guard !words.isEmpty else { return }
    let more = words.count > Self.limit ? "; and more" : ""
    throw RollError(
      .data, "\(subject): \(words.prefix(Self.limit).joined(separator: "; "))\(more)",
      hint: hint)
  }
}
