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
    let forms = Nouns.all.map { $0.form }.filter { find.nouns.isEmpty || find.nouns.contains($0.noun) }
    let texts = forms.map { Self.texts(of: $0, find.clocks, known) }
    var named = forms.filter(Self.isOfState).map { Self.states(of: $0, find.clocks, known) }
    if find.nouns.isEmpty || find.nouns.contains("country") { named.append(Self.countries) }
    // Names of countries are compared once, and stand for the country and for what is kept by state.
    var found = named
    if !texts.isEmpty { found.append("SELECT noun, key, title, place, text, folded, nearness FROM said") }
    sql = """
      WITH wanted AS MATERIALIZED (SELECT search_text(\(text)) AS text),
      name AS MATERIALIZED (
        SELECT * FROM (
          SELECT n.*, word_similarity(w.text, folded)::float8 AS nearness
          FROM (\(fragment: Self.names)) n CROSS JOIN wanted w
        ) n WHERE nearness >= \(Self.threshold)
      ),
      said AS (
        SELECT * FROM (
          SELECT t.*, word_similarity(w.text, folded)::float8 AS nearness
          FROM (\(fragment: Self.folded(texts))) t CROSS JOIN wanted w
        ) t WHERE nearness >= \(Self.threshold)
      )
      SELECT noun, key, title, place, text, folded, nearness FROM (\(fragment: .joined(found, separator: " UNION ALL "))) n
      ORDER BY nearness DESC, length(folded), noun, key, place, text LIMIT \(Self.most)
      """
  }

  /// Each text beside itself as it is compared. OFFSET 0 keeps the server from folding it twice.
  private static func folded(_ texts: [SQL]) -> SQL {
    let none: SQL = "SELECT NULL::text, NULL::text, NULL::text, NULL::text, NULL::text"
    return """
      SELECT noun, key, title, place, text, search_text(text) AS folded
      FROM (\(fragment: .joined(texts.isEmpty ? [none] : texts, separator: " UNION ALL "))) t (noun, key, title, place, text)
      WHERE text IS NOT NULL OFFSET 0
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
    SELECT iso3, title, place, text, search_text(text) AS folded FROM (
      SELECT iso3, name AS title, 'name' AS place, name AS text FROM country
      UNION ALL SELECT iso3, name, 'code', iso3 FROM country
      UNION ALL SELECT iso3, c.name, 'alias', alias FROM country_alias a JOIN country c USING (iso3)
    ) n OFFSET 0
    """

  private static let countries: SQL =
    "SELECT 'country' AS noun, iso3 AS key, title, place, text, folded, nearness FROM name"

  /// A state's rows are found by every name of the state.
  private static func states(of form: Form, _ clocks: Clocks, _ known: SQL) -> SQL {
    """
    SELECT '\(trusted: form.noun)' AS noun, iso3 AS key, title, '\(trusted: form.key)' AS place, text, folded, nearness FROM name
    WHERE place <> 'code' AND iso3 IN (
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
