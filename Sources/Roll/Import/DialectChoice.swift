public import CSV

/// Finds the dialect of a file for an import. Names of columns that mean a field are evidence.
public enum DialectChoice {
  /// What the sample shows, be it clear or not.
  /// - Throws: `RollError` where the text cannot be read, or what is told makes no sense.
  public static func find(
    in sample: CSVSample, told: CSVTold, file: String
  ) throws(RollError) -> CSVFinding {
    do {
      return try CSVSniffer(told: told, isKnownName: ColumnMapping.isKnown).find(in: sample)
    } catch {
      if case .invalidDialect(let reason) = error.kind { throw RollError(.usage, reason) }
      throw RollError(csv: error)
    }
  }

  /// What the sample shows, where that is clear.
  /// - Throws: also `RollError` of kind `data` where two readings fit, which shows them.
  public static func choose(
    in sample: CSVSample, told: CSVTold, file: String
  ) throws(RollError) -> CSVFinding {
    let finding = try find(in: sample, told: told, file: file)
    guard finding.rivals.count > 1 else { return finding }
    let readings = finding.rivals.prefix(4).map { candidate in
      ([flags(of: candidate, in: finding)] + rows(candidate).map { "  " + $0 }).joined(separator: "\n")
    }
    throw RollError(
      .data,
      "\(file): \(finding.rivals.count) readings fit about equally well:\n"
        + readings.joined(separator: "\n"),
      hint: "Say which it is with its options. Nothing was read further.")
  }

  /// The options that choose this candidate among its rivals.
  public static func flags(of candidate: CSVCandidate, in finding: CSVFinding) -> String {
    let others = finding.rivals.isEmpty ? finding.candidates : finding.rivals
    let dialects = others.map(\.dialect)
    func option(_ name: String, _ part: (CSVDialect) -> UInt8?) -> String? {
      let byte = part(candidate.dialect)
      return dialects.allSatisfy { part($0) == byte } ? nil : "\(name) \(byte.map { argument($0) } ?? "none")"
    }
    let skip = others.allSatisfy { $0.preambleLines == candidate.preambleLines }
    let options = [
      option("--delimiter") { $0.delimiter }, option("--quote") { $0.quote },
      option("--escape") { $0.escape },
      option("--comment") { $0.comment }, skip ? nil : "--skip-lines \(candidate.preambleLines)",
    ]
    let text = options.compactMap { $0 }.joined(separator: " ")
    return text.isEmpty ? "--delimiter \(argument(candidate.dialect.delimiter))" : text
  }

  /// The first two records as they would be read, each cell in brackets.
  public static func rows(_ candidate: CSVCandidate) -> [String] {
    let first = (candidate.header.map { [$0] } ?? []) + candidate.firstRows
    return first.prefix(2).map { row($0) }
  }

  /// A record in one line: its first cells in brackets, long ones cut.
  public static func row(_ row: [String]) -> String {
    let cells = row.prefix(12).map { cell in
      let line = cell.split(omittingEmptySubsequences: false) { $0.isNewline }.joined(separator: " ")
      return "[" + (line.count > 40 ? line.prefix(39) + "…" : line) + "]"
    }
    return cells.joined(separator: " ") + (row.count > 12 ? " …" : "")
  }

  /// A byte as a shell takes it and the options read it.
  private static func argument(_ byte: UInt8) -> String {
    switch byte {
    case 0x09: "'\\t'"
    case UInt8(ascii: "'"): "\"'\""
    case 0..<0x20: "'\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) + "'"
    default: "'\(UnicodeScalar(byte))'"
    }
  }
}

extension CSVDialect {
  /// In which refused rows are written: with the delimiter of the file they come from, so that whoever mends them sees
  /// what he knows, and always with quotes, for they hold what could not be read. Comments there are none, and escapes
  /// only where the user states them, as he will again.
  func forWriting(told: CSVTold) throws(RollError) -> CSVDialect {
    do {
      return try CSVDialect(
        delimiter: delimiter, quote: quote ?? UInt8(ascii: "\""),
        escape: quote == nil || told.escape == .open ? nil : escape, hasHeader: hasHeader)
    } catch {
      throw RollError(csv: error)
    }
  }
}
