/// Decides what each column of a header means: first what `--map` states, then what the preset knows, then what the names say.
struct ColumnFinder {
  private let header: [String]
  private let keys: [String]
  private let preset: Preset?
  private let file: String
  /// The column of each field, from 0.
  private(set) var columns: [SignatureField: Int] = [:]
  /// The columns of fields that several make up, in the order in which they are read.
  private(set) var parts: [SignatureField: [Int]] = [:]
  /// The column with the time of the day on which the person signed.
  private(set) var timeOfDay: Int?
  /// The column that marks test rows.
  private(set) var test: Int?
  /// The column that says a row's kind.
  private(set) var kind: Int?
  /// The column that says which of the platform's petitions was signed; it holds nothing.
  private(set) var petition: Int?
  /// The columns of what an opt-in row says.
  private(set) var optIn: [Int] = []
  /// Fields about which the user said something.
  private let stated: Set<SignatureField>
  /// Fields that no column is to hold.
  private let ruledOut: Set<SignatureField>
  /// Fields whose column has the field's own name.
  private var exact: Set<SignatureField> = []
  /// Columns that have their meaning, or that have none here.
  private var settled: Set<Int> = []

  init(
    header: [String], stated: [(SignatureField, String)], preset: Preset?, file: String
  ) throws(RollError) {
    self.header = header
    keys = header.map { HeaderKey.of($0) }
    self.preset = preset
    self.file = file
    self.stated = Set(stated.map(\.0))
    ruledOut = Set(stated.filter(\.1.isEmpty).map(\.0))
    for (field, name) in stated where !name.isEmpty {
      columns[field] = try ColumnMapping.column(named: name, header: header, file: file)
    }
    settled = Set(columns.values)
    if let preset { apply(preset) }
    try readNames()
  }

  /// Whether a field has its column.
  private func has(_ field: SignatureField) -> Bool { columns[field] != nil }

  /// The column of a name, if it is free.
  private func free(_ name: String) -> Int? {
    let key = HeaderKey.of(name)
    return keys.indices.first { keys[$0] == key && !settled.contains($0) }
  }

  private mutating func take(_ names: [String]) -> [Int] {
    let found = names.compactMap { free($0) }
    settled.formUnion(found)
    return found
  }

  private mutating func apply(_ preset: Preset) {
    for field in SignatureField.allCases where !stated.contains(field) {
      if let names = preset.fields[field] { columns[field] = take(names).first }
      if let names = preset.joined[field] ?? preset.choices[field] {
        let found = take(names)
        columns[field] = columns[field] ?? found.first
        if found.count > 1 { parts[field] = found }
      }
    }
    if !stated.contains(.signedAt), has(.signedAt) { timeOfDay = take(preset.timeOfDay).first }
    test = take(preset.test).first
    if let kinds = preset.kinds {
      kind = take(kinds.column).first
      if kind != nil { optIn = take(kinds.optInColumns) }
    }
    let names = preset.petition.map { HeaderKey.of($0) }
    petition = names.compactMap { keys.firstIndex(of: $0) }.first
    for column in keys.indices where preset.ignores(keys[column]) { settled.insert(column) }
  }

  private mutating func readNames() throws(RollError) {
    var doubts: [(place: Int, column: Int)] = []
    var before: [SignatureField: [Int]] = [:]
    var after: [SignatureField: [Int]] = [:]
    for column in header.indices where !settled.contains(column) {
      switch HeaderNames.meaning(of: header[column]) {
      case .field(let field): try assign(field, column)
      case .before(let field): before[field, default: []].append(column)
      case .after(let field): after[field, default: []].append(column)
      case .doubt(let place): doubts.append((place, column))
      case nil: break
      }
    }
    for doubt in doubts.sorted(by: { $0.place < $1.place }) { try decide(doubt.place, doubt.column) }
    for field in SignatureField.allCases where !stated.contains(field) && parts[field] == nil {
      let (first, last) = (before[field] ?? [], after[field] ?? [])
      if let column = columns[field], !first.isEmpty || !last.isEmpty {
        parts[field] = first + [column] + last
      }
    }
  }

  private mutating func assign(_ field: SignatureField, _ column: Int) throws(RollError) {
    guard !stated.contains(field) else { return }
    let isExact = ColumnMapping.isOwnName(header[column], of: field)
    guard let other = columns[field] else {
      columns[field] = column
      if isExact { exact.insert(field) }
      return
    }
    // The field's own name wins over a synonym; between two synonyms, and beside what the platform calls it, nobody guesses.
    if isExact, !exact.contains(field), preset?.knows(field) != true {
      columns[field] = column
      exact.insert(field)
    } else if isExact == exact.contains(field) || preset?.knows(field) == true {
      throw RollError(
        .data,
        "\(file): columns ‘\(header[other])’ and ‘\(header[column])’ could both be \(field.rawValue)",
        hint: "Say which: " + choice(of: field, other, column))
    }
  }

  /// The options that answer which of two columns holds a field; of columns with one name the number tells the second.
  private func choice(of field: SignatureField, _ first: Int, _ second: Int) -> String {
    let option = "--map \(field.rawValue)="
    let isDoubled =
      ColumnMapping.inOneLine(header[first]).lowercased()
      == ColumnMapping.inOneLine(header[second]).lowercased()
    guard isDoubled else { return "\(option)\(header[first])" }
    return "\(option)\(first + 1) for column \(first + 1), \(option)\(second + 1) for column \(second + 1)."
  }

  private mutating func decide(_ place: Int, _ column: Int) throws(RollError) {
    let doubt = HeaderNames.doubts[place].doubt
    let choice = doubt.choices.first { choice in
      choice.there.allSatisfy { has($0) } && !choice.missing.contains { has($0) }
        && !ruledOut.contains(choice.field)
    }
    if let choice { return try assign(choice.field, column) }
    guard doubt.choices.isEmpty else { return }
    let open = doubt.candidates.filter { !has($0) && !ruledOut.contains($0) }
    if open.count == 1 { return try assign(open[0], column) }
    guard !open.isEmpty else { return }
    let name = header[column]
    throw RollError(
      .data, "\(file): column ‘\(name)’ could be \(open.map(\.rawValue).joined(separator: " or "))",
      hint: "Say which: \(open.map { "--map \($0.rawValue)=\(name)" }.joined(separator: ", or ")). "
        + "\(open.map { "--map \($0.rawValue)=" }.joined(separator: " ")) leaves it out.")
  }

  /// The names of the columns that hold nothing, in the file's order.
  var ignored: [String] {
    let used = Set(columns.values).union(parts.values.joined())
      .union(optIn).union([timeOfDay, test, kind].compactMap { $0 })
    let own = header.count - RejectsFile.withoutOwnColumns(header).count
    let marks = [SignatureExport.mark, SignatureExport.syntheticColumn]
    return header.indices.dropLast(own).filter { !used.contains($0) && !marks.contains(header[$0]) }
      .map { header[$0] }
  }

  /// The names of each field's columns, as the receipt shows them.
  var names: [SignatureField: String] {
    var names: [SignatureField: String] = [:]
    for (field, column) in columns {
      let time = field == .signedAt ? [timeOfDay].compactMap { $0 } : []
      let isChoice = preset?.choices[field] != nil && parts[field] != nil
      names[field] = ((parts[field] ?? [column]) + time).map { header[$0] }
        .joined(separator: isChoice ? ", else " : " + ")
    }
    return names
  }
}

extension Preset {
  /// Whether the platform has a name of its own for a field.
  func knows(_ field: SignatureField) -> Bool {
    fields[field] != nil || joined[field] != nil || choices[field] != nil
  }

  /// The keys of all names that some preset speaks of.
  static let knownKeys: Set<String> = Set(
    all.flatMap { preset -> [String] in
      preset.marks.flatMap { $0 } + preset.headers.flatMap { $0 } + preset.fields.values.flatMap { $0 }
        + preset.joined.values.flatMap { $0 } + preset.choices.values.flatMap { $0 } + preset.timeOfDay
        + preset.test
        + (preset.kinds.map { $0.column + $0.optInColumns } ?? [])
    }.filter { !$0.hasSuffix("*") && !$0.hasPrefix("!") }.map { HeaderKey.of($0) })
}
