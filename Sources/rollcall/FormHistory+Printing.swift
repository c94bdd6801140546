internal import Roll

extension FormFact {
  /// The cells in which this one differs from what took its place, for a sentence.
  func saidOtherwise(than other: FormFact, _ form: Form) -> String {
    let parts = form.fields.indices.filter { row.cells[$0] != other.row.cells[$0] }.map { place in
      let name = form.fields[place].name.split(separator: "_").joined(separator: " ")
      return "\(name) \(row.cells[place] ?? "nothing")"
    }
    return parts.isEmpty ? "the same" : parts.joined(separator: "; ")
  }

  fileprivate var recordedWords: String {
    "\(recordedAt.wholeSecond) by \(recordedBy)" + (batch.map { ", import \($0)" } ?? "")
  }

  fileprivate var retractedWords: String? {
    retractedAt.map { "\($0.wholeSecond) by \(retractedBy ?? "")" + (reason.map { ": \($0)" } ?? "") }
  }

  fileprivate func object(_ form: Form) -> [String: JSONValue] {
    var object = Output.object(
      form.fields.map(\.name), row.cells, numbers: form.numberColumns, flags: form.flagColumns)
    object["recorded_at"] = .string("\(recordedAt)")
    object["recorded_by"] = .string(recordedBy)
    object["import"] = batch.map { .number($0) } ?? .null
    object["retracted_at"] = .optional(retractedAt.map { "\($0)" })
    object["retracted_by"] = .optional(retractedBy)
    object["retraction_reason"] = .optional(reason)
    return object
  }
}

extension FormHistory.Entry {
  fileprivate func object(_ form: Form) -> [String: JSONValue] {
    var object = fact.object(form)
    object["history"] = .array(before.map { .object($0.object(form)) })
    return object
  }

  /// After an act: the fact as JSON, or a sentence.
  func print(_ noun: any Noun.Type, done: String, _ options: GlobalOptions) throws {
    if options.json {
      try Output.line(JSONValue.text(object(noun.form), pretty: true))
    } else if !options.quiet {
      Output.diagnostic(Output.safe(done))
    }
  }

  /// One line a cell, then who recorded it, and what it said before, the newest first.
  fileprivate func facts(_ form: Form) -> [(String, String)] {
    var facts = zip(form.fields, fact.row.cells).compactMap { field, cell in
      cell.map { (field.name.split(separator: "_").joined(separator: " "), $0) }
    }
    facts.append(("recorded", fact.recordedWords))
    if let retracted = fact.retractedWords { facts.append(("retracted", retracted)) }
    var later = fact
    for earlier in before {
      facts.append(
        (
          "before", "\(earlier.saidOtherwise(than: later, form)) (recorded \(earlier.recordedWords))"
        ))
      facts.append(("until", earlier.retractedWords ?? ""))
      later = earlier
    }
    return facts
  }
}

extension FormHistory {
  /// Each fact with its history, and counts of what it names. As CSV, only what stands.
  func print(_ options: GlobalOptions, counts: [(name: String, count: Int)] = []) throws {
    if options.json {
      let more = counts.map { ($0.name, JSONValue.number(Int64($0.count))) }
      return try printJSON(with: Dictionary(more) { first, _ in first })
    }
    if options.csv { return try table(counts, options) }
    guard !entries.isEmpty else { return options.quiet ? () : Output.diagnostic("Nothing on record.") }
    for (index, entry) in entries.enumerated() {
      if index > 0 { try Output.line() }
      try Output.facts(entry.facts(form), options)
    }
    let told = counts.filter { $0.count > 0 || $0.name == "signatures" }
    if !told.isEmpty { try Output.facts(told.map { ($0.name, "\($0.count)") }, options) }
  }

  /// The facts with their histories as one document, each that stands with more beside its cells.
  func printJSON(with more: [String: JSONValue]) throws {
    let documents = entries.map { entry -> JSONValue in
      let object = entry.object(form)
      return .object(entry.fact.retractedAt == nil ? object.merging(more) { own, _ in own } : object)
    }
    try Output.line(JSONValue.text(JSONValue.array(documents), pretty: true))
  }

  private func table(_ counts: [(name: String, count: Int)], _ options: GlobalOptions) throws {
    let columns = form.fields.map(\.name)
    let rows = entries.filter { $0.fact.retractedAt == nil }
      .map { $0.fact.row.cells + counts.map { "\($0.count)" } }
    try Output.table(
      columns + counts.map(\.name), rows,
      numbers: form.numberColumns.union(columns.count..<(columns.count + counts.count)),
      flags: form.flagColumns, options)
  }
}
