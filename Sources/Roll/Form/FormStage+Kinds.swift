internal import Postgres

extension FormStage {
  /// Replaces names by keys where the word in another column says what is named, and refuses what nobody knows.
  mutating func resolve(
    _ column: String, by kind: String, nouns: [String: String], in transaction: inout Transaction
  ) throws {
    for (word, noun) in nouns.sorted(by: { $0.key < $1.key }) {
      let (name, words): (SQL, SQL) = ("\(identifier: column)", "\(identifier: kind)")
      let rows = try transaction.run(
        """
        SELECT line, \(fragment: name) FROM form_stage
        WHERE \(fragment: words) = \(word) AND \(fragment: name) IS NOT NULL ORDER BY line
        """
      ).map { (row) throws(PostgresError) in try row.columns((Int64, String).self) }
      var keys: [String: String] = [:]
      for text in Set(rows.map(\.1)) {
        guard let key = try Names.key(of: text, noun: noun, in: &transaction) else { continue }
        keys[text] = key
        try transaction.execute(
          """
          UPDATE form_stage SET \(fragment: name) = \(key)
          WHERE \(fragment: words) = \(word) AND \(fragment: name) = \(text)
          """)
      }
      try refuse(rows.filter { keys[$0.1] == nil }, column: column, noun: noun, in: &transaction)
    }
  }
}

/// What a name stands for.
enum Names {
  /// The key of the only row of a noun that goes by this name; nil where there is none, or more than one.
  static func key(of text: String, noun: String, in transaction: inout Transaction) throws -> String? {
    let found = try transaction.value(
      """
      SELECT CASE WHEN bool_or(key = \(text)) THEN \(text) WHEN count(DISTINCT key) = 1 THEN min(key) END
      FROM reference_name WHERE noun = \(noun) AND (key = \(text) OR name = lower(\(text)))
      """, as: String?.self)
    if let key = found ?? nil { return key }
    guard ["country", "state"].contains(noun) else { return nil }
    var index = try CountryIndex(from: &transaction)
    guard let iso3 = index.recognise(text.utf8.span) else { return nil }
    return try transaction.value(
      "SELECT key FROM reference_name WHERE noun = \(noun) AND key = \(iso3) LIMIT 1", as: String.self)
  }
}
