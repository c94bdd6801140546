public import Postgres

/// The texts of the record that share trigrams with what is looked for, the nearest first.
///
/// It reads the forms, so that a noun that is added is found without a word here.
public struct FindCandidates: Statement {
  /// One text.
  public struct Output: Sendable {
    /// The noun it belongs to.
    public var noun: String
    /// The key of the row.
    public var key: String
    /// What the row is called.
    public var title: String
    /// The column.
    public var place: String
    /// What stands in it.
    public var text: String
    /// The same as it is compared.
    public var folded: String
    /// How much of what is looked for is in it, by trigrams, from 0 to 1.
    public var nearness: Double
  }

  /// The query.
  public let sql: SQL

  /// Texts that are far from what is looked for are no candidates: a word of five letters with two of them swapped still
  /// shares a third of its trigrams.
  static let threshold = 0.3
  static let most = 400

  init(_ find: Find, _ text: String) {
    let known: SQL = find.clocks.knownOn.map { "\($0)" } ?? "now()"
    var texts: [SQL] = []
    for noun in Nouns.all where find.nouns.isEmpty || find.nouns.contains(noun.form.noun) {
      texts.append(Self.texts(of: noun.form, find.clocks, known))
    }
    if find.nouns.isEmpty || find.nouns.contains("country") { texts.append(Self.countries) }
    for form in Nouns.all.map({ $0.form }) where Self.isOfState(form) {
      guard find.nouns.isEmpty || find.nouns.contains(form.noun) else { continue }
      texts.append(Self.states(of: form, find.clocks, known))
    }
    sql = """
      WITH wanted AS MATERIALIZED (SELECT search_text(\(text)) AS text),
      said AS MATERIALIZED (
        SELECT noun, key, title, place, text, search_text(text) AS folded
        FROM (\(fragment: .joined(texts, separator: " UNION ALL "))) t (noun, key, title, place, text)
        WHERE text IS NOT NULL
      )
      SELECT noun, key, title, place, text, folded, nearness FROM (
        SELECT s.*, word_similarity(w.text, s.folded)::float8 AS nearness FROM said s CROSS JOIN wanted w
      ) n WHERE nearness >= \(Self.threshold) ORDER BY nearness DESC, length(folded), noun, key, place, text LIMIT \(Self.most)
      """
  }

  /// Columns that hold words, the key among them; not those that refer to something else, which is found by itself.
  private static func texts(of form: Form, _ clocks: Clocks, _ known: SQL) -> SQL {
    let fields = form.fields.filter { field in
      switch field.kind {
      case .text, .slug, .list: field.name != "value"
      default: false
      }
    }
    let pairs = fields.map { "(\(trusted: "'\($0.name)'"), f.\(identifier: $0.name))" as SQL }
    return """
      SELECT '\(trusted: form.noun)', f.\(identifier: form.key), \(fragment: title(of: form)), v.place, v.text
      FROM \(identifier: form.view) f CROSS JOIN LATERAL (VALUES \(fragment: .joined(pairs, separator: ", "))) v (place, text)
      WHERE \(fragment: condition(form, clocks, known))
      """
  }

  private static func condition(_ form: Form, _ clocks: Clocks, _ known: SQL) -> SQL {
    FormListing.condition(form, clocks, known)
  }

  private static func isOfState(_ form: Form) -> Bool {
    form.fields.first { $0.name == form.key }?.kind == .reference("state")
  }

  /// What a person would call a row.
  private static func title(of form: Form) -> SQL {
    if let name = ["title", "name"].first(where: { name in form.fields.contains { $0.name == name } }) {
      return "f.\(identifier: name)"
    }
    switch form.noun {
    case "claim": return "concat_ws(', ', f.subject, f.predicate)"
    case "coalition":
      return
        "(SELECT o.name FROM organization o WHERE o.slug = f.coalition ORDER BY o.retracted_at IS NULL DESC LIMIT 1)"
    case _ where isOfState(form):
      return "(SELECT c.name FROM country c WHERE c.iso3 = f.\(identifier: form.key))"
    default: return "f.\(identifier: form.key)"
    }
  }

  private static let names: SQL = """
    SELECT iso3, name, 'name' AS place, name AS text FROM country
    UNION ALL SELECT iso3, name, 'code', iso3 FROM country
    UNION ALL SELECT iso3, c.name, 'alias', alias FROM country_alias a JOIN country c USING (iso3)
    """

  private static let countries: SQL =
    "SELECT 'country', n.iso3, n.name, n.place, n.text FROM (\(fragment: names)) n"

  /// A state's rows are found by every name of the state.
  private static func states(of form: Form, _ clocks: Clocks, _ known: SQL) -> SQL {
    """
    SELECT '\(trusted: form.noun)', n.iso3, n.name, '\(trusted: form.key)', n.text
    FROM (\(fragment: names)) n
    WHERE n.place <> 'code' AND n.iso3 IN (
      SELECT f.\(identifier: form.key) FROM \(identifier: form.view) f WHERE \(fragment: condition(form, clocks, known)))
    """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (noun, key, title, place, text, folded, nearness) = try row.columns(
      (String, String?, String?, String, String, String, Double).self)
    return Output(
      noun: noun, key: key ?? "", title: title ?? key ?? "", place: place, text: text, folded: folded,
      nearness: nearness)
  }
}
