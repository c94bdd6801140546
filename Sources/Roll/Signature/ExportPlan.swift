internal import Postgres

/// An export of signatures that has been found to make sense: the petition, the columns and the filters.
struct ExportPlan {
  let petition: PetitionRules
  let audience: SignatureExport.Audience
  let columns: [ExportColumn]
  let since: Day?
  /// Alpha-3 codes; empty for all.
  let countries: [String]
  /// Names of statuses; empty for all.
  let statuses: [String]
  /// Whether cells are protected from spreadsheets.
  let protects: Bool

  /// What the server is asked.
  struct Query {
    /// The columns, the synthetic mark included.
    var selection: SQL
    /// `FROM … WHERE …`
    var rows: SQL
    /// The same with `ORDER BY`.
    var source: SQL
  }

  /// Asks what has to be known of all rows before the first, and makes the query. To be run in the same snapshot.
  func settle(in transaction: inout Transaction) throws -> (Query, SignatureExport.Account) {
    // Compiling the query takes longer than it saves. More memory for the sort than a server usually gives made it slower.
    try transaction.script("SET LOCAL jit = off")
    var account = SignatureExport.Account(
      petition: petition.slug, audience: audience, columns: columns.map(\.rawValue), rows: 0,
      synthetic: try isSynthetic(in: &transaction))
    var cells = columns.map { $0.cell(protected: protects) }
    var filter: SQL = "petition_id = \(trusted: "\(petition.id)")"
    if audience == .public {
      let shown = try PublicCells(petition: petition.id, in: &transaction)
      try shown.checkCountries(countries)
      cells = columns.map { shown.cell($0, protected: protects) }
      filter = "\(fragment: filter) AND \(fragment: shown.filter(since: since))"
      account.blankCountries = shown.blankCountries
      account.blankDays = shown.blankDays
    }
    filter = "\(fragment: filter)\(fragment: filters)"
    // A record of one field that is NULL would be a blank line, which is no record.
    if columns.count == 1 { cells = cells.map { "coalesce(\(fragment: $0), '')" } }
    let order = SQL(trusted: columns.indices.map { "\($0 + 1) NULLS FIRST" }.joined(separator: ", "))
    if account.synthetic {
      account.columns.append(SignatureExport.syntheticColumn)
      cells.append("'true'")
    }
    let rows: SQL = "FROM signature WHERE \(fragment: filter)"
    let query = Query(
      selection: .joined(cells, separator: ", "), rows: rows,
      source: "\(fragment: rows) ORDER BY \(fragment: order)")
    return (query, account)
  }

  /// The filters that mean the same to every audience. All of it is text that the program made: codes, days, statuses.
  private var filters: SQL {
    var text = ""
    if let since { text += " AND signed_on >= \(SQL.day(since))" }
    if !countries.isEmpty { text += " AND country IN (\(Self.quoted(countries)))" }
    let wanted = audience == .public ? ["validated"] : statuses
    if !wanted.isEmpty { text += " AND status IN (\(Self.quoted(wanted)))" }
    return SQL(trusted: text)
  }

  private static func quoted(_ words: [String]) -> String { words.map { "'\($0)'" }.joined(separator: ", ") }

  /// Where some of the petition's signatures are made up, all that is taken from it has to say so.
  private func isSynthetic(in transaction: inout Transaction) throws -> Bool {
    try transaction.value(
      """
      SELECT EXISTS (SELECT FROM import_batch b WHERE b.noun = 'signature' AND b.petition = \(petition.slug) AND b.synthetic
        AND b.undone_at IS NULL AND b.new + b.already_held > 0)
      """, as: Bool.self) ?? false
  }
}

extension SQL {
  /// A day as text of a statement that takes no parameters.
  static func day(_ day: Day) -> String { "(date '1970-01-01' + \(day.number))" }
}

extension SignatureExport {
  /// Checks what was asked for.
  func plan(_ slug: String, protects: Bool, on connection: inout Connection) throws -> ExportPlan {
    let columns = try checkedColumns()
    let known = ["pending", "validated", "invalidated", "withdrawn"]
    if let unknown = statuses.first(where: { !known.contains($0) }) {
      throw RollError(
        .usage, "there is no status ‘\(unknown)’", hint: "It is one of \(known.joined(separator: ", ")).")
    }
    if audience == .public, let other = statuses.first(where: { $0 != "validated" }) {
      throw RollError(
        .usage, "a public export holds validated signatures, not those that are \(other)",
        hint: "For those who may see them: --audience internal")
    }
    let petition = try PetitionRules.find(slug, in: &connection)
    var codes: [String] = []
    if !countries.isEmpty {
      var index = try CountryIndex(from: &connection)
      for country in countries {
        guard let code = index.recognise(country.utf8.span) else {
          throw try index.unknown(country, in: &connection)
        }
        codes.append(code)
      }
    }
    // Before the first byte leaves: an export that is broken off has left all the same.
    try Audit.record(
      .export, "signature", subject: petition.slug, facts: ["audience": .word(audience.rawValue)],
      on: &connection)
    return ExportPlan(
      petition: petition, audience: audience, columns: columns, since: since, countries: codes,
      statuses: statuses,
      protects: protects)
  }

  private func checkedColumns() throws -> [ExportColumn] {
    let usual = audience == .public ? ExportColumn.usualInPublic : ExportColumn.stated
    guard !columns.isEmpty else { return usual }
    let names = ExportColumn.allCases.map(\.rawValue)
    let wanted = try columns.map { name in
      guard let column = ExportColumn(rawValue: name) else {
        throw RollError(
          .usage, "there is no column ‘\(name)’\(Nearest.suggestion(name, names))",
          hint: "Columns: \(names.joined(separator: ", "))")
      }
      return column
    }
    if let twice = wanted.first(where: { column in wanted.count { $0 == column } > 1 }) {
      throw RollError(.usage, "--columns names ‘\(twice.rawValue)’ twice")
    }
    if cells == .exact, columns == Self.columnsWithoutMark {
      throw RollError(
        .usage,
        "exactly these columns, exact, would be taken for an export of version 0.1, in which cells are protected",
        hint: "Add status_at, or leave --columns out for all.")
    }
    let allowed = ExportColumn.allowedInPublic
    if audience == .public, let closed = wanted.first(where: { !allowed.contains($0) }) {
      throw RollError(
        .usage, "‘\(closed.rawValue)’ is not for a public export",
        hint:
          "A public export may have \(allowed.map(\.rawValue).joined(separator: ", ")). For all: --audience internal"
      )
    }
    return wanted
  }
}
