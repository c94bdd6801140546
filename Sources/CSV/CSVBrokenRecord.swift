/// A refused record looked at once more: all that is wrong with it, and what of it can be read all the same.
///
/// The reader stops at the first fault, since it cannot know what the bytes behind it mean. Whoever mends a file wants to hear
/// of all faults at once. So a quote or text where none may stand is taken here for a part of its field, and the fields
/// behind are read on. Nothing is taken into a table on these grounds.
public struct CSVBrokenRecord: Sendable, Equatable {
  /// One thing that is wrong.
  public struct Fault: Sendable, Equatable {
    /// What.
    public let kind: CSVRefusal.Kind
    /// In which column, from 1, or nil where no single one is at fault.
    public let column: Int?
    /// At which file offset, from 0.
    public let offset: Int
  }

  /// All that is wrong: what the record was refused for, then the rest as it comes, at most one of a kind in a column.
  public private(set) var faults: [Fault]
  /// What the fields hold, nil for one that is at fault itself. Nil altogether where the fields cannot be told apart, or
  /// where they are not as many as they must be: then nobody knows which is which.
  public private(set) var cells: [[UInt8]?]?

  private let dialect: CSVDialect
  private let bytes: [UInt8]
  private let offset: Int
  private let omittedBytes: Int

  /// Where the content of a field stands in `bytes`.
  private struct Content {
    var place: Range<Int>
    var isQuoted = false
  }

  /// Looks at what the reader of this dialect refused.
  /// - Parameter expected: how many fields every record must have; nil where that is open.
  public init(_ refusal: CSVRefusal, dialect: CSVDialect, expected: Int?) {
    self.dialect = dialect
    bytes = refusal.bytes
    offset = refusal.position.byteOffset
    faults = [Fault(kind: refusal.kind, column: refusal.column, offset: refusal.faultOffset)]
    omittedBytes = refusal.omittedBytes
    let (contents, isWhole) = split()
    for (column, content) in contents.enumerated() { checkText(content.place, column: column + 1) }
    faults[1...].sort { $0.offset < $1.offset }
    // The number of fields hangs on the quotes: where those are wrong it says nothing.
    if isWhole, omittedBytes == 0, !hasQuoteFault, let expected, contents.count != expected {
      add(.fieldCount(expected: expected, found: contents.count), nil, bytes.count)
    }
    guard isWhole, omittedBytes == 0, contents.count == expected else { return }
    let atFault = Set(faults.compactMap(\.column))
    cells = contents.enumerated().map { column, content in
      guard !atFault.contains(column + 1) else { return nil }
      // Where others are quoted, an escape in a bare field is a letter.
      let isPlain = dialect.quote != nil && !content.isQuoted
      return isPlain ? Array(bytes[content.place]) : dialect.unescape(bytes.span.extracting(content.place))
    }
  }

  private var hasQuoteFault: Bool {
    faults.contains { $0.kind == .quoteInsideField || $0.kind == .textAfterQuote }
  }

  /// Notes a fault, unless the record was refused for it.
  private mutating func add(_ kind: CSVRefusal.Kind, _ column: Int?, _ index: Int) {
    let isKnown =
      switch (faults[0].kind, kind) {
      case (.fieldCount, .fieldCount), (.swallowedLines, .fieldCount): true
      default: faults[0].kind == kind && faults[0].column == column
      }
    if !isKnown { faults.append(Fault(kind: kind, column: column, offset: offset + index)) }
  }

  /// Where the fields' contents stand, and whether all of them were found.
  private mutating func split() -> (contents: [Content], isWhole: Bool) {
    var contents: [Content] = []
    var index = 0
    while true {
      if index < bytes.count, bytes[index] == dialect.quote {
        guard let closing = closingQuote(from: index + 1) else {
          // All that follows belongs to it, or to lines that are not here.
          return (contents + [Content(place: (index + 1)..<bytes.count, isQuoted: true)], false)
        }
        contents.append(Content(place: (index + 1)..<closing, isQuoted: true))
        index = closing + 1
        if index < bytes.count, bytes[index] != dialect.delimiter {
          add(.textAfterQuote, contents.count, index)
          index = endOfBare(from: index)
        }
      } else {
        let end = endOfBare(from: index)
        if let quote = bytes[index..<end].firstIndex(where: { $0 == dialect.quote }) {
          add(.quoteInsideField, contents.count + 1, quote)
        }
        contents.append(Content(place: index..<end))
        index = end
      }
      if index == bytes.count { return (contents, true) }
      index += 1
    }
  }

  private func closingQuote(from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : nil
      let isEscape =
        bytes[index] == dialect.escape && next != nil && (next == dialect.quote || next == dialect.escape)
      if isEscape || bytes[index] == dialect.quote && next == dialect.quote {
        index += 2
      } else if bytes[index] == dialect.quote {
        return index
      } else {
        index += 1
      }
    }
    return nil
  }

  /// The next delimiter that is none of the field's own letters, or the end.
  private func endOfBare(from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != dialect.delimiter {
      let next = index + 1 < bytes.count ? bytes[index + 1] : nil
      let isEscape =
        dialect.quote == nil && bytes[index] == dialect.escape
        && next != nil && (next == dialect.delimiter || next == dialect.escape)
      index += isEscape ? 2 : 1
    }
    return index
  }

  private mutating func checkText(_ content: Range<Int>, column: Int) {
    if let nul = bytes[content].firstIndex(of: 0) { add(.nul, column, nul) }
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span.extracting(content))
    } catch {
      add(.notUTF8, column, content.lowerBound + error.byteOffsets.lowerBound)
    }
  }
}

extension CSVBrokenRecord {
  /// How many faults a reason spells out.
  private static let spelledOut = 10

  /// All faults in one line, with columns by number and name: `column 3 (town): a NUL byte; column 5 (day): …`.
  public func reason(header: [String]?) -> String {
    let told = faults.prefix(Self.spelledOut).map { fault in
      let name = fault.column.flatMap { number in
        header.flatMap { number <= $0.count ? " (\($0[number - 1]))" : nil }
      }
      return (fault.column.map { "column \($0)\(name ?? ""): " } ?? "") + fault.kind.reason
    }
    let rest = faults.count - told.count
    let cut = omittedBytes > 0 ? "; its last \(omittedBytes) bytes are left out here" : ""
    return told.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "") + cut
  }
}
