/// Which column of a file holds which field.
struct ColumnMapping {
  /// Column of each field that the file has, from 0.
  let columns: [SignatureField: Int]
  /// The columns of fields that several make up.
  let parts: [SignatureField: [Int]]
  /// Names of the columns, as the receipt shows them; `column 3` where the file has no header.
  let names: [SignatureField: String]
  /// Names of the columns that hold nothing, in the file's order.
  let ignored: [String]
  /// Fields that no column is to hold, as the user says.
  let ruledOut: Set<SignatureField>
  /// What is known of the platform the file comes from.
  let preset: Preset?
  /// The columns of the preset's rules.
  let rules: Rules
  /// Whether the file is one of our own whose cells are protected from spreadsheets: they are unprotected here.
  let isProtected: Bool
  /// Whether the file is one of our files of refused rows: its cells are protected from being rewritten as well.
  let isRejectsFile: Bool

  /// Columns that hold no field, and say how to read a row.
  struct Rules {
    /// The time of the day on which `signed_at` gives the day.
    var timeOfDay: Int?
    /// Marks test rows.
    var test: Int?
    /// The kind of a row.
    var kind: Int?
    /// Which of the platform's petitions was signed.
    var petition: Int?
    /// What an opt-in row says.
    var optIn: [Int] = []
  }

  subscript(field: SignatureField) -> Int? { columns[field] }

  /// Reads the meaning of header names; `stated` (from `--map`; no name where no column is to hold a field) wins over it.
  /// - Throws: `RollError` where two columns mean one field or one column two, a stated column is not there, or nothing is
  ///   usable.
  init(
    header: [String]?, stated: [(SignatureField, String)], preset: Preset? = nil, file: String
  ) throws(RollError) {
    if let header {
      let finder = try ColumnFinder(header: header, stated: stated, preset: preset, file: file)
      (columns, parts, names, ignored) = (finder.columns, finder.parts, finder.names, finder.ignored)
      rules = Rules(
        timeOfDay: finder.timeOfDay, test: finder.test, kind: finder.kind, petition: finder.petition,
        optIn: finder.optIn)
    } else {
      var columns: [SignatureField: Int] = [:]
      for (field, name) in stated where !name.isEmpty {
        columns[field] = try Self.column(named: name, header: nil, file: file)
      }
      (self.columns, parts, ignored, rules) = (columns, [:], [], Rules())
      names = columns.mapValues { "column \($0 + 1)" }
    }
    self.preset = preset
    ruledOut = Set(stated.filter(\.1.isEmpty).map(\.0))
    isRejectsFile = RejectsFile.isOne(header)
    isProtected = header.map { SignatureExport.isProtected(header: $0) } ?? false
    try checkUsable(header: header, file: file)
  }

  private func checkUsable(header: [String]?, file: String) throws(RollError) {
    guard ![SignatureField.email, .givenName, .familyName, .fullName].contains(where: { columns[$0] != nil })
    else { return }
    if let refusal = preset?.refusal { throw RollError(.data, "\(file): \(refusal)") }
    let present =
      header.map { "its columns are " + $0.map { "‘\($0)’" }.joined(separator: ", ") } ?? "it has no header"
    throw RollError(
      .data, "\(file): no usable column: no address and no name; \(present)",
      hint: "Say which column is which, for instance --map email=COLUMN --map full_name=COLUMN")
  }

  /// All columns that are read, be it for a field or for how to read a row.
  var used: Set<Int> {
    Set(columns.values).union(parts.values.joined()).union(rules.optIn)
      .union([rules.timeOfDay, rules.test, rules.kind, rules.petition].compactMap { $0 })
  }

  /// The field of each column that has one, by its number from 0: names for columns that have none.
  var fieldNames: [Int: String] {
    Dictionary(columns.map { ($1, $0.rawValue) }) { first, _ in first }
  }

  /// Without a header only the records tell how many columns there are.
  /// - Throws: `RollError` where a column that `--map` names is not there.
  func check(fieldCount: Int, file: String) throws(RollError) {
    guard let last = columns.values.max(), last >= fieldCount else { return }
    throw RollError(
      .data, "\(file): --map names column \(last + 1), and the file has \(fieldCount); nothing was imported")
  }

  /// Whether the name means a field, or is a platform's.
  static func isKnown(_ name: String) -> Bool {
    let key = HeaderKey.of(name)
    return !key.isEmpty && (HeaderNames.meaning(of: name) != nil || Preset.knownKeys.contains(key))
  }

  /// Whether a column has the very name of the field: `signed_at`, `Signed at`.
  static func isOwnName(_ name: String, of field: SignatureField) -> Bool {
    let canonical = String(decoding: Canonical.text(name), as: UTF8.self)
    return canonical == field.rawValue.split(separator: "_").joined(separator: " ")
  }

  /// The name without white space at its ends, and with one blank for each run of it inside: nobody types the line breaks that
  /// a form or a spreadsheet puts into its headers.
  static func inOneLine(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static func column(
    named name: String, header: [String]?, file: String
  ) throws(RollError) -> Int {
    if let header {
      if let column = header.firstIndex(of: name)
        ?? header.firstIndex(where: { inOneLine($0).lowercased() == inOneLine(name).lowercased() })
      {
        return column
      }
      if let number = Int(name), header.indices.contains(number - 1) { return number - 1 }
      throw RollError(
        .data, "\(file): there is no column ‘\(name)’\(Nearest.suggestion(name, header))",
        hint: "Its columns are \(header.joined(separator: ", "))")
    }
    // Whether the file has so many is known when its first record is read: see `check`.
    guard let number = Int(name), number >= 1 else {
      throw RollError(
        .data, "\(file): without a header a column is named by its number, from 1, not ‘\(name)’")
    }
    return number - 1
  }
}
