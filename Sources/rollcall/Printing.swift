internal import Foundation
internal import Roll

extension Form {
  private func places(_ isWanted: (Field.Kind) -> Bool) -> Set<Int> {
    Set(fields.indices.filter { isWanted(fields[$0].kind) })
  }
  var numberColumns: Set<Int> { places { $0 == .integer } }
  var flagColumns: Set<Int> { places { $0 == .flag } }

  /// What a listing on a terminal leaves to `show`, `--json` and `--csv`: long text, of which a line shows nothing.
  private static let details: Set<String> = [
    "note", "sources", "paraphrase", "aim", "ask", "addressee_body", "website", "address", "aliases",
    "authority",
    "time_zone", "identity", "effective_on", "measured", "list", "law", "statement",
  ]

  var listedColumns: [Int] { fields.indices.filter { !Self.details.contains(fields[$0].name) } }
}

extension FormListing {
  func print(_ options: GlobalOptions) throws {
    try Output.table(
      form.fields.map(\.name), rows.map(\.cells), numbers: form.numberColumns, flags: form.flagColumns,
      listed: form.listedColumns, options)
  }

  /// Each row with one fact a line.
  func printEach(_ options: GlobalOptions) throws {
    guard !options.json && !options.csv && !rows.isEmpty else { return try print(options) }
    for (index, row) in rows.enumerated() {
      if index > 0 { try Output.line() }
      let facts = zip(form.fields, row.cells).compactMap { field, cell in cell.map { (field.name, $0) } }
      try Output.facts(facts.map { ($0.split(separator: "_").joined(separator: " "), $1) }, options)
    }
  }
}

extension Receipt {
  func print(_ options: GlobalOptions) throws {
    ProgressBar.clear()
    if options.json { return try Output.line(JSONValue.text(self, pretty: true)) }
    var facts: [(String, String)] = []
    if dryRun { facts.append(("Dry run", "nothing was kept")) }
    if repeated {
      facts.append(
        ("Repeated", "these bytes came in before; this is the earlier receipt (--again imports them anew)"))
    }
    facts += [
      ("Import", batch.map { "\($0)" } ?? "-"),
      ("File", "\(file), \(bytes) bytes, SHA-256 \(sha256.prefix(12))…"),
    ]
    facts += dialect.facts
    if let petition { facts.append(("Petition", petition)) }
    facts += columnFacts
    facts += [
      (
        "Rows",
        "\(rows) = \(new) new + \(duplicate) duplicate + \(alreadyHeld) already held + \(rejected) rejected"
      )
    ]
    if updated > 0 { facts.append(("Status moved on", "\(updated)")) }
    facts += conflictFacts
    if weak > 0 { facts.append(("Without address", "\(weak), told apart only by all they state")) }
    if unknownCountry > 0 { facts.append(("Country unknown", "\(unknownCountry)")) }
    facts += mended
    facts += refusalFacts
    if let rejectsFile { facts.append(("Refused rows", rejectsFile)) }
    if synthetic { facts.append(("Synthetic", "yes: these rows were made up")) }
    facts.append(("Seconds", "\(seconds)"))
    try Output.facts(facts, options)
    guard !options.quiet else { return }
    for warning in warnings ?? [] { Output.diagnostic("Warning: \(Output.safe(warning))") }
  }

  private var conflictFacts: [(String, String)] {
    guard nameConflicts > 0 else { return [] }
    let lines = nameConflictLines.prefix(10).map { "\($0)" }.joined(separator: ", ")
    let more = nameConflicts > 10 ? ", …" : ""
    return [
      (
        "Name conflicts",
        "\(nameConflicts): another name under an address that is held (lines \(lines)\(more))"
      )
    ]
  }

  /// Each kind of refusal of a dry run with its share of the rows and the first of them.
  private var refusalFacts: [(String, String)] {
    guard let refusals, !refusals.isEmpty else { return [] }
    let all = (Double(rejected) * 1000 / Double(max(rows, 1))).rounded() / 10
    let total = ("Would be refused", "\(rejected) of \(rows) rows (\(all) %)")
    // A row alone in each of its kinds is shown once: its line says all that is wrong with it.
    var single: Set<Int> = []
    return [total]
      + refusals.flatMap { kind -> [(String, String)] in
        let share = "\(kind.rows) \(kind.rows == 1 ? "row" : "rows") (\(kind.percent) %)"
        let examples = kind.examples.map { "\(file):\($0.line): \($0.reason)" }
        if kind.rows == 1, let example = examples.first {
          return single.insert(kind.examples[0].line).inserted ? [("", "\(share): \(example)")] : []
        }
        return [("", "\(share): \(kind.reason)")] + examples.map { ("", "  \($0)") }
      }
  }
}

extension Receipt {
  /// What was made of addresses and of times that a clock never showed, or showed twice.
  private var mended: [(String, String)] {
    var facts: [(String, String)] = []
    let done = [
      (addresses.trimmed, "trimmed"), (addresses.folded, "with capitals"),
      (addresses.shortened, "with dots or a tag that the provider ignores"),
    ]
    let parts = done.filter { $0.0 > 0 }.map { "\($0) \($1)" }
    if !parts.isEmpty { facts.append(("Addresses", parts.joined(separator: ", ") + "; kept as written")) }
    let changes = [
      (clockChanges.skipped, "never shown by the clock, read as the clock before its change"),
      (clockChanges.repeated, "shown twice, read as the first"),
    ]
    let times = changes.filter { $0.0 > 0 }.map { "\($0) \($1)" }
    if !times.isEmpty {
      let lines = clockChanges.lines.prefix(10).map { "\($0)" }.joined(separator: ", ")
      let more = clockChanges.lines.count > 10 ? ", …" : ""
      facts.append(("Clock changes", "\(times.joined(separator: "; ")) (lines \(lines)\(more))"))
    }
    return facts
  }
}

extension Receipt.Dialect {
  /// What a reader must know of how the file was read: nothing where it was plain UTF-8.
  var facts: [(String, String)] {
    var facts: [(String, String)] = []
    if let compression { facts.append(("Packed", compression)) }
    if inferred {
      facts.append(
        ("Encoding", "\(encoding), inferred: see whether these lines read well, else state it (--encoding)"))
      facts += inferredFrom.map { ("", $0) }
    } else if encoding != "utf-8" {
      facts.append(("Encoding", encoding))
    }
    if let confidence, let description = foundDialect {
      facts.append(("Dialect", "\(description) (found, confidence \(confidence))"))
    }
    if dateOrder != "ymd" {
      let order = dateOrder == "mdy" ? "month before day" : "day before month"
      facts.append(("Dates", order + (dateOrderLine.map { ", as line \($0) shows" } ?? ", as stated")))
    }
    for (field, number) in timeNumbers.sorted(by: { $0.key < $1.key }) {
      facts.append(("Times", "\(field) holds \(number.name)"))
    }
    if byteOffsets != "file" { facts.append(("Byte offsets", "of the text, unpacked and in UTF-8")) }
    return facts
  }
}

extension Receipt.Dialect {
  private static let names = [";": "semicolons", "\t": "tabs", "|": "bars", ":": "colons", "~": "tildes"]

  /// What was found besides commas and double quotes; nil where that is all.
  fileprivate var foundDialect: String? {
    var parts: [String] = []
    if delimiter != "," { parts.append("fields separated by \(Self.names[delimiter] ?? delimiter)") }
    if quote != "\"" { parts.append(quote.map { "quoted by \($0)" } ?? "nothing quoted") }
    if let escape { parts.append("escaped by \(escape)") }
    if let comment { parts.append("comments begin with \(comment)") }
    if preambleLines > 0 { parts.append("\(preambleLines) lines before the table") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
