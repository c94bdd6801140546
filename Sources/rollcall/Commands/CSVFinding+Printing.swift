internal import CSV
internal import Roll

extension CSVFinding {
  /// One of the line ends, or `mixed`.
  private var lineEnding: String? { lineEnds.count > 1 ? "mixed" : lineEnds.first?.rawValue }

  /// As facts, with the first rows; where it is ambiguous, with those of each reading.
  func print(of file: borrowing CSVFile, _ options: GlobalOptions) throws {
    let dialect = best.dialect
    var facts: [(String, String)] = [("File", file.name)]
    if let compression = file.compression { facts.append(("Packed", compression.rawValue)) }
    let isInferred = file.encoding.basis == .inferred
    facts += [
      ("Encoding", file.encoding.encoding.name + (isInferred ? ", inferred" : "")),
      ("Delimiter", Self.name(dialect.delimiter)), ("Quote", Self.name(dialect.quote)),
      ("Escape", Self.name(dialect.escape)), ("Comment", Self.name(dialect.comment)),
      ("Line ends", lineEnding ?? "none"), ("Lines before", "\(best.preambleLines)"),
      (
        "Header",
        best.headerLines == 0 ? "none" : best.headerLines == 1 ? "1 record" : "\(best.headerLines) records"
      ),
      ("Columns", "\(best.columns)" + (best.header.map { ": " + $0.joined(separator: ", ") } ?? "")),
      ("Rows", "\(best.records - best.headerLines)" + (isWhole ? "" : " in the part that was looked at")),
    ]
    if best.odd > 0 { facts.append(("Do not fit", "\(best.odd)")) }
    facts.append(("Confidence", "\(Self.rounded(confidence))"))
    try Output.facts(facts.map { ($0, Output.safe($1)) }, options)
    if rivals.count > 1 {
      try Output.line("Ambiguous: \(rivals.count) readings fit about equally well.")
      for rival in rivals {
        try Output.line(DialectChoice.flags(of: rival, in: self))
        for row in DialectChoice.rows(rival) { try Output.line("  " + Output.safe(row)) }
      }
    } else {
      for row in best.firstRows { try Output.line("  " + Output.safe(DialectChoice.row(row))) }
    }
  }

  /// As one document, of which `best` is the outer level.
  func json(of file: borrowing CSVFile) -> JSONValue {
    var object = Self.json(best, flags: nil)
    object["file"] = .string(file.name)
    object["encoding"] = .string(file.encoding.encoding.name)
    object["inferred"] = .bool(file.encoding.basis == .inferred)
    object["compression"] = .optional(file.compression?.rawValue)
    object["bom"] = .bool(file.encoding.markBytes > 0)
    object["line_ending"] = .optional(lineEnding)
    object["line_endings"] = .array(lineEnds.map { .string($0.rawValue) })
    object["confidence"] = .fraction(Self.rounded(confidence))
    object["ambiguous"] = .bool(rivals.count > 1)
    object["sample_is_whole"] = .bool(isWhole)
    object["candidates"] = .array(
      candidates.prefix(5).map { .object(Self.json($0, flags: DialectChoice.flags(of: $0, in: self))) })
    return .object(object)
  }

  private static func json(_ candidate: CSVCandidate, flags: String?) -> [String: JSONValue] {
    let dialect = candidate.dialect
    var object: [String: JSONValue] = [
      "delimiter": .string(String(UnicodeScalar(dialect.delimiter))), "quote": text(dialect.quote),
      "escape": text(dialect.escape), "comment": text(dialect.comment),
      "preamble_lines": .number(Int64(candidate.preambleLines)), "header": .bool(candidate.headerLines > 0),
      "header_lines": .number(Int64(candidate.headerLines)), "columns": .number(Int64(candidate.columns)),
      "names": candidate.header.map { .array($0.map { .string($0) }) } ?? .null,
      "first_rows": .array(candidate.firstRows.map { .array($0.map { .string($0) }) }),
      "sample_rows": .number(Int64(candidate.records - candidate.headerLines)),
      "odd_rows": .number(Int64(candidate.odd)),
    ]
    if let flags {
      object["flags"] = .string(flags)
      object["score"] = .fraction(rounded(candidate.score))
    }
    return object
  }

  private static func text(_ byte: UInt8?) -> JSONValue { .optional(byte.map { String(UnicodeScalar($0)) }) }

  private static func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }

  /// A byte for people.
  private static func name(_ byte: UInt8?) -> String {
    switch byte {
    case nil: "none"
    case 0x09: "tab"
    case let byte? where byte <= 0x20:
      "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    case let byte?: String(UnicodeScalar(byte))
    }
  }
}
