internal import CSV

/// Which column of a file holds which field.
struct ColumnMapping {
  /// Column of each field that the file has, from 0.
  let columns: [SignatureField: Int]
  /// Names of the columns, as the receipt shows them; `column 3` where the file has no header.
  let names: [SignatureField: String]
  /// Whether the file is one of our own whose cells are protected from spreadsheets: they are unprotected here.
  let isProtected: Bool
  /// Whether the file is one of our files of refused rows: its cells are protected from being rewritten as well.
  let isRejectsFile: Bool

  subscript(field: SignatureField) -> Int? { columns[field] }

  /// Reads the meaning of header names; `stated` (from `--map`) wins over it.
  /// - Throws: `RollError` where two columns mean one field, a stated column is not there, or nothing is usable.
  init(header: [String]?, stated: [(SignatureField, String)], file: String) throws(RollError) {
    var columns: [SignatureField: Int] = [:]
    for (field, name) in stated {
      columns[field] = try Self.column(named: name, header: header, file: file)
    }
    let taken = Set(columns.values)
    let meanings = (header ?? []).map { Self.meaning(of: $0) }
    for (column, meaning) in meanings.enumerated() where !taken.contains(column) {
      guard let meaning, !stated.contains(where: { $0.0 == meaning.field }) else { continue }
      guard let other = columns[meaning.field] else {
        columns[meaning.field] = column
        continue
      }
      // The field's own name wins over a synonym; between two synonyms nobody guesses.
      let otherIsExact = meanings[other]?.isExact ?? false
      if meaning.isExact && !otherIsExact {
        columns[meaning.field] = column
      } else if meaning.isExact == otherIsExact {
        throw RollError(
          .data,
          "\(file): columns ‘\(header?[other] ?? "")’ and ‘\(header?[column] ?? "")’ could both be \(meaning.field.rawValue)",
          hint: "Say which: --map \(meaning.field.rawValue)=\(header?[other] ?? "")")
      }
    }
    guard [.email, .givenName, .familyName, .fullName].contains(where: { columns[$0] != nil }) else {
      let present =
        header.map { "its columns are " + $0.map { "‘\($0)’" }.joined(separator: ", ") } ?? "it has no header"
      throw RollError(
        .data, "\(file): no usable column: no address and no name; \(present)",
        hint: "Say which column is which, for instance --map email=COLUMN --map full_name=COLUMN")
    }
    self.columns = columns
    names = columns.mapValues { header?[$0] ?? "column \($0 + 1)" }
    isRejectsFile = RejectsFile.isOne(header)
    isProtected = header.map { SignatureExport.isProtected(header: $0) } ?? false
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

  /// Whether the name means a field.
  static func isKnown(_ name: String) -> Bool { meaning(of: name) != nil }

  private static func meaning(of name: String) -> (field: SignatureField, isExact: Bool)? {
    let trimmed = name.trimmed()
    if let field = SignatureField(rawValue: trimmed.lowercased()) { return (field, true) }
    let canonical = String(decoding: Canonical.text(trimmed), as: UTF8.self)
    if let field = SignatureField.allCases.first(where: {
      $0.rawValue.split(separator: "_").joined(separator: " ") == canonical
    }) {
      return (field, true)
    }
    return SignatureField.otherNames[canonical].map { ($0, false) }
  }

  private static func column(
    named name: String, header: [String]?, file: String
  ) throws(RollError) -> Int {
    if let header {
      if let column = header.firstIndex(of: name)
        ?? header.firstIndex(where: { $0.trimmed().lowercased() == name.lowercased() })
      {
        return column
      }
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
