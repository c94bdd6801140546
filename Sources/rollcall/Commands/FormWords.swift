internal import Roll

/// What a user says of a row: what names it, and cells by the names of their columns. Every noun's columns are options of its
/// commands, so a new noun needs none of its own.
struct FormWords {
  var keys: [String] = []
  var cells: [(field: String, value: String)] = []

  /// - Parameter words: what the parser left: `KEN refused --on 2005-07`.
  /// - Throws: `RollError` of kind `usage` with the nearest column where an option is none.
  init(_ words: [String], _ form: Form) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        keys += rest
        return
      }
      guard word.hasPrefix("--") else {
        keys.append(word)
        continue
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let (field, isNegated) = try Self.field(String(parts[0]), form)
      if parts[0] == "own-observation" {
        try add(field, "own observation")
      } else if parts.count == 2 {
        try add(field, String(parts[1]))
      } else if field.kind == .flag || isNegated {
        try add(field, isNegated ? "" : "true")
      } else if let value = rest.popFirst() {
        try add(field, value)
      } else {
        throw RollError(.usage, "\(word) needs a value")
      }
    }
  }

  /// `field=value`, as `--was` takes it.
  static func pair(_ text: String, _ form: Form) throws -> (field: String, value: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw RollError(.usage, "--was takes COLUMN=VALUE, not ‘\(text)’")
    }
    return (try field(String(parts[0]), form).field.name, String(parts[1]))
  }

  private mutating func add(_ field: Field, _ value: String) throws {
    guard let held = cells.firstIndex(where: { $0.field == field.name }) else {
      return cells.append((field.name, value))
    }
    guard field.isList else { throw RollError(.usage, "\(field.name) is said twice") }
    cells[held].value += "; " + value
  }

  /// The column that an option names: as it is called, in the singular where it holds several, or with `no-` to empty it.
  private static func field(_ option: String, _ form: Form) throws -> (field: Field, isNegated: Bool) {
    let name = option.split(separator: "-", omittingEmptySubsequences: false).joined(separator: "_")
    func find(_ name: String) -> Field? {
      form.fields.first {
        $0.name == name || $0.isList && [name + "s", name + "es"].contains($0.name)
      }
    }
    if let field = find(name == "own_observation" ? "sources" : name) { return (field, false) }
    if name.hasPrefix("no_"), let field = find(String(name.dropFirst(3))) { return (field, true) }
    let names = form.fields.map { $0.name.split(separator: "_").joined(separator: "-") }
    throw RollError(
      .usage, "\(form.noun) has no column for --\(option)",
      hint: Nearest.match(option, names).map { "Did you mean --\($0)?" }
        ?? "Columns: \(names.joined(separator: " "))")
  }
}

extension Field {
  fileprivate var isList: Bool {
    switch kind {
    case .references, .list: true
    default: false
    }
  }
}

extension Noun {
  /// What names a row, for help: `STATE EVENT PARTNER`.
  static var keyWords: String { names.map { $0.uppercased() }.joined(separator: " ") }

  /// The columns as options, for help.
  static var optionWords: String {
    form.fields.map { "--" + $0.name.split(separator: "_").joined(separator: "-") }.joined(separator: " ")
  }
}
