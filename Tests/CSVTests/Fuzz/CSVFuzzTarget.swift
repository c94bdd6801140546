import CSV

/// What reads bytes that others wrote, each with the laws that must hold for any bytes. `scripts/fuzz` looks for bytes that
/// break one; `CSVFuzzCorpusTests` tries those that were found or thought of before.
enum CSVFuzzTarget: String, CaseIterable {
  case reader = "csv-reader"
  case sniffer = "csv-sniffer"

  /// The law that these bytes break; nil where all hold. A trap is for the caller to see.
  func lawBroken(by input: [UInt8]) -> String? {
    do {
      switch self {
      case .reader: return try CSVReaderFuzz.lawBroken(by: input)
      case .sniffer: return try CSVSnifferFuzz.lawBroken(by: input)
      }
    } catch {
      return "it throws \(error)"
    }
  }
}

/// The first four bytes choose how the others are read: the dialect, the block, the longest record, the number of fields.
enum CSVReaderFuzz {
  static let dialects: [CSVDialect] = {
    let (backslash, apostrophe, hash) = (UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "#"))
    let others = [
      try? CSVDialect(escape: backslash), try? CSVDialect(quote: nil),
      try? CSVDialect(quote: nil, escape: backslash), try? CSVDialect(comment: hash),
      try? CSVDialect(delimiter: 59, quote: apostrophe, escape: backslash, comment: hash),
      try? CSVDialect(delimiter: 0x7F, quote: 1),
    ]
    return [.comma, .semicolon, .tab] + others.compactMap { $0 }
  }()

  static func lawBroken(by input: [UInt8]) throws(CSVError) -> String? {
    let choices = Array(input.prefix(4)) + [UInt8](repeating: 0, count: max(0, 4 - input.count))
    let bytes = Array(input.dropFirst(4))
    // A mark of UTF-16 or UTF-32 at the beginning stops the reader, which is a law of its own.
    let marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF], [0, 0, 0xFE, 0xFF], [0xEF, 0xBB, 0xBF]]
    guard !marks.contains(where: { bytes.starts(with: $0) }) else { return nil }
    let dialect = dialects[Int(choices[0]) % dialects.count]
    let block = Int(choices[1]) + 1
    let limit = choices[2] == 0 ? 1 << 20 : Int(choices[2])
    let count: CSVFieldCount = [.likeFirst, .any, .exactly(Int(choices[3] / 3))][Int(choices[3]) % 3]
    let fast = try events(bytes, dialect, count: count, limit: limit, block: block)
    let slow = slowEvents(bytes, dialect, count: count, limit: limit)
    if fast != slow { return "read as\n\(fast)\nand slowly as\n\(slow)" }
    if let law = losesBytes(fast, bytes, dialect) { return law }
    if let law = misjudgesRefusal(fast, dialect) { return law }
    return try passesOnOtherwise(bytes, limit: limit, block: block)
  }

  /// Between records and refusals stand line ends only.
  private static func losesBytes(_ events: [Event], _ bytes: [UInt8], _ dialect: CSVDialect) -> String? {
    guard dialect.comment == nil else { return nil }
    var reached = 0
    for event in events {
      let (position, own, omitted) = event.place
      let between = bytes[reached..<position.byteOffset]
      if !between.allSatisfy({ $0 == 10 || $0 == 13 }) { return "bytes are lost before \(position)" }
      reached = position.byteOffset + own.count + omitted
    }
    return bytes[reached...].allSatisfy { $0 == 10 || $0 == 13 } ? nil : "bytes are lost at the end"
  }

  /// Of a refused record the fault it was refused for is told first, and no field at fault is handed out.
  private static func misjudgesRefusal(_ events: [Event], _ dialect: CSVDialect) -> String? {
    for case .refused(let refusal) in events {
      for expected in [nil, 2, 3] {
        let broken = CSVBrokenRecord(refusal, dialect: dialect, expected: expected)
        let first = broken.faults.first
        guard first?.kind == refusal.kind, first?.column == refusal.column else {
          return "\(refusal) is told as \(broken.faults)"
        }
        let atFault = broken.faults.compactMap(\.column)
        for (column, cell) in (broken.cells ?? []).enumerated() {
          let isText = cell.map { String(validating: $0, as: UTF8.self) != nil && !$0.contains(0) } ?? true
          if !isText || cell != nil && atFault.contains(column + 1) {
            return "\(refusal) hands out \(broken)"
          }
        }
      }
    }
    return nil
  }

  /// What is written of a file is the same whether plain records are passed on as they stand or field by field.
  private static func passesOnOtherwise(
    _ bytes: [UInt8], limit: Int, block: Int
  ) throws(CSVError) -> String? {
    let fields = try WrittenFile(bytes, passesOn: false, limit: limit, block: block)
    let whole = try WrittenFile(bytes, passesOn: true, limit: limit, block: block)
    return fields == whole ? nil : "passed on as\n\(whole)\nand field by field as\n\(fields)"
  }
}

/// Whatever is found in a sample reads it to the rows that were shown.
enum CSVSnifferFuzz {
  static func lawBroken(by input: [UInt8]) throws(CSVError) -> String? {
    let sample = CSVSample(bytes: Array(input.dropFirst()), isWhole: (input.first ?? 0) % 2 == 0)
    let finding: CSVFinding
    do {
      finding = try CSVSniffer().find(in: sample)
    } catch {
      if case .wrongEncoding = error.kind { return nil }
      throw error
    }
    guard (0...1).contains(finding.confidence) else { return "confidence \(finding.confidence)" }
    guard finding.rivals.count != 1 else { return "a single rival" }
    for candidate in finding.candidates.prefix(3) {
      var reader = CSVReader(
        CSVSource(bytes: sample.bytes), dialect: candidate.dialect, fieldCount: .any,
        skippingLines: candidate.linesToSkip)
      let rows = try reader.events().compactMap { if case .record = $0 { $0.text } else { nil } }
      let shown = (candidate.header.map { $0.isEmpty ? [] : [$0] } ?? []) + candidate.firstRows
      if !rows.starts(with: shown) { return "\(candidate) is read as \(rows)" }
    }
    return nil
  }
}
