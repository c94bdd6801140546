internal import CSV

/// Where a file's columns stand, looked up once: for each row a dictionary's hash would cost more than reading the field. A
/// class, because the row that has it is changed while it reads, and each time would copy the whole of a structure.
final class SignatureColumns {
  let header: [String]?
  let mapping: ColumnMapping
  /// Fields that are kept as they are written, and their columns.
  let keptFields: [SignatureField]
  let kept: [Int]
  /// Fields that several columns make up; in `kept` and `stated` their places, counted from -1 downwards.
  let joined: [JoinedColumns]
  /// A whole name says all; its parts are read only where a row has none.
  let fullName: Int?
  let nameParts: [Int]
  let email: Int?
  let country: Int?
  /// Whether the header says that the country is a code, so that `NA` is Namibia and 250 France.
  let countryIsCode: Bool
  let status: Int?
  let times: [(field: SignatureField, column: Int)]
  /// The field that says when a signature ended, as the file has it.
  let endField: SignatureField
  /// All that a row without an address is told apart by, the country last; nil for what the file does not have.
  let stated: [Int?]
  /// An empty confirmation means that a signature waits for it, where the file has such a column and no status.
  let waitsForConfirmation: Bool
  /// Whether cells are protected from spreadsheets by percent signs.
  let undoesPercent: Bool
  /// What the words of the status column mean on the platform.
  let statusWords: [String: String]
  /// Columns that say how to read a row.
  let rules: ColumnMapping.Rules
  /// Whether rows may say what supporters agreed to.
  let hasOptIns: Bool
  /// Where the file says that a row is made up.
  let synthetic: Int?
  /// Whether cells are protected from spreadsheets, as in our own exports for people.
  let isProtected: Bool
  let isRejectsFile: Bool
  /// Whether it is an export of ours, which has a code wherever only the first file made the country clear.
  let isOwnExport: Bool

  init(_ mapping: ColumnMapping, header: [String]?) {
    self.header = header
    self.mapping = mapping
    keptFields = SignatureField.kept.filter { mapping[$0] != nil }
    let (joined, places) = Self.join(mapping, header: header)
    self.joined = joined
    kept = keptFields.compactMap { places[$0] ?? mapping[$0] }
    fullName = mapping[.fullName]
    nameParts = [SignatureField.givenName, .familyName].flatMap { field in
      mapping.parts[field] ?? mapping[field].map { [$0] } ?? []
    }
    email = mapping[.email]
    country = mapping[.country]
    countryIsCode = mapping[.country].map { Self.saysCode(header?[$0] ?? "") } ?? false
    status = mapping[.status]
    times = ([.signedAt] + SignatureField.statusTimes).compactMap { field in
      field == .statusAt && mapping[.status] == nil ? nil : mapping[field].map { (field, $0) }
    }
    stated = (SignatureField.kept + [.country]).map { places[$0] ?? mapping[$0] }
    endField = mapping[.withdrawnAt] == nil ? .deletedAt : .withdrawnAt
    waitsForConfirmation = mapping[.confirmedAt] != nil && mapping[.status] == nil
    synthetic = header?.firstIndex(of: SignatureExport.syntheticColumn)
    isProtected = mapping.isProtected
    isRejectsFile = mapping.isRejectsFile
    isOwnExport = header.map { SignatureExport.hasCodes(header: $0) } ?? false
    undoesPercent = mapping.preset?.undoesPercent ?? false
    statusWords = mapping.preset?.statusWords ?? [:]
    rules = mapping.rules
    hasOptIns = mapping.rules.kind != nil && mapping.preset?.kinds?.optIn != nil
  }

  private static func join(
    _ mapping: ColumnMapping, header: [String]?
  ) -> (joined: [JoinedColumns], places: [SignatureField: Int]) {
    var joined: [JoinedColumns] = []
    var places: [SignatureField: Int] = [:]
    for field in SignatureField.kept {
      guard let columns = mapping.parts[field], let header else { continue }
      joined.append(JoinedColumns(columns, of: field, header: header, preset: mapping.preset))
      places[field] = -joined.count
    }
    return (joined, places)
  }

  /// `country_code`, `ISO2`, `Ländercode`, `code pays`, `alpha-3`, and the like.
  private static func saysCode(_ name: String) -> Bool {
    let words = String(decoding: Canonical.text(name), as: UTF8.self).split(separator: " ")
    let whole = [
      "iso2", "iso3", "alpha", "alpha2", "alpha3", "iso", "codigo", "codice", "kod", "kode", "cca2", "cca3",
    ]
    return words.contains { $0.hasSuffix("code") || $0.hasSuffix("codes") || whole.contains(String($0)) }
  }

  /// The columns of a signature that are computed from the row, in the order in which they are written.
  static let computed = [
    "line", "stated_status", "stated_status_at", "stated_status_on", "signed_at", "signed_on", "signed_zone",
    "country", "name_key", "weak", "country_written", "confirmed_at", "withdrawn_at", "invalidated_at",
  ]

  /// The columns of the staging table for rows that are no signatures.
  static let optIns = ["opt_in", "opt_in_cells", "opt_in_byte"]

  /// Whether a cell may be another than what the person wrote.
  var hasProtectedCells: Bool { isProtected || undoesPercent }

  /// A cell as the person wrote it, where its file protects it from spreadsheets.
  func plain(_ cell: String) -> String {
    let text =
      isRejectsFile ? CSVSpreadsheetCell.unprotect(cell) : isProtected ? CSVFormula.unprotect(cell) : cell
    return undoesPercent ? PercentEscape.undo(text) : text
  }

  /// All columns that a row fills, in that order.
  var written: [String] { Self.computed + keptFields.map(\.rawValue) }

  /// `--map email=Kontakt`, as a shell takes it.
  func argument(naming column: Int) -> String {
    let written = header.map { ColumnMapping.inOneLine($0[column]) } ?? ""
    // What has no name, or another column's, is named by its number.
    let isAlone = !written.isEmpty && header?.filter { ColumnMapping.inOneLine($0) == written }.count == 1
    let name = isAlone ? written : "\(column + 1)"
    let isPlain = name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || "_-.".unicodeScalars.contains($0)
    }
    return "--map " + (isPlain ? "email=\(name)" : "'email=\(name.replacing("'", with: "'\\''"))'")
  }

  /// `column 3 (email): `
  func place(_ column: Int) -> String {
    "column \(column + 1)\(header.map { " (\($0[column]))" } ?? ""): "
  }
}
