import CSV

/// The obvious parser: the whole input in memory, one byte after the other, no cleverness. The judge of the real one.
struct SlowReader {
  let input: [UInt8]
  var dialect = CSVDialect.comma
  var expected: Int?
  var takesFirst = true
  var limit = 1 << 20

  private struct Parsed {
    var fields: [[UInt8]] = []
    var quoted: [Bool] = []
    /// Where each field begins, its quote included, and ends, its quote included.
    var places: [Range<Int>] = []
    var innerLineEnds: [Int] = []
    var end = 0
    var fault: (kind: CSVRefusal.Kind, at: Int)?
    var isLong = false
    var openQuote: Int?
  }

  func events() -> [Event] {
    var events: [Event] = []
    var expected = expected
    var index = 0
    var line = 1
    while index < input.count {
      if isLineEnd(index) {
        index = behindLineEnd(index)
        line += 1
        continue
      }
      if input[index] == dialect.comment {
        index = endOfLine(index, input.count)
        continue
      }
      let parsed = parse(from: index, to: input.count)
      let position = CSVPosition(record: events.count + 1, line: line, byteOffset: index)
      let (event, end, lines) = judge(parsed, position, expected)
      if case .record(_, let fields, _, _) = event, takesFirst, expected == nil { expected = fields.count }
      events.append(event)
      index = behindLineEnd(end)
      line += lines
    }
    return events
  }

  /// What came of a record, where it ends, and over how many lines it goes.
  private typealias Verdict = (Event, end: Int, lines: Int)

  private func judge(_ parsed: Parsed, _ position: CSVPosition, _ expected: Int?) -> Verdict {
    let start = position.byteOffset
    if let fault = parsed.fault {
      return refusedLine(position, fault.kind, parsed.fields.count + 1, fault.at)
    }
    if parsed.isLong {
      if let open = parsed.openQuote, !parsed.innerLineEnds.isEmpty {
        return refusedLine(position, .unclosedQuote(limit: limit), parsed.fields.count + 1, open)
      }
      return refusedLine(position, .tooLong(limit: limit), nil, start + limit)
    }
    if let expected, parsed.fields.count != expected { return judgeCount(parsed, position, expected) }
    let bytes = Array(input[start..<parsed.end])
    if let bad = firstBadByte(in: bytes) {
      let at = start + bad.index
      return refusedWhole(
        parsed, position, bad.kind, parsed.places.firstIndex { $0.contains(at) }.map { $0 + 1 }, at)
    }
    return (
      .record(position, fields: parsed.fields, quoted: parsed.quoted, bytes: bytes), parsed.end,
      parsed.innerLineEnds.count + 1
    )
  }

  /// Refuses the record's first line alone: reading goes on with the next.
  private func refusedLine(_ position: CSVPosition, _ kind: CSVRefusal.Kind, _ column: Int?, _ at: Int)
    -> Verdict
  {
    let start = position.byteOffset
    let end = endOfLine(start, input.count)
    let kept = min(end, start + limit)
    let refusal = CSVRefusal(
      kind, at: position, column: column, faultOffset: at, bytes: Array(input[start..<kept]),
      omittedBytes: end - kept)
    return (.refused(refusal), end, 1)
  }

  private func refusedWhole(
    _ parsed: Parsed, _ position: CSVPosition, _ kind: CSVRefusal.Kind, _ column: Int?, _ at: Int
  ) -> Verdict {
    let bytes = Array(input[position.byteOffset..<parsed.end])
    let refusal = CSVRefusal(kind, at: position, column: column, faultOffset: at, bytes: bytes)
    return (.refused(refusal), parsed.end, parsed.innerLineEnds.count + 1)
  }

  /// A record of other than the expected number of fields: either a quote has swallowed the lines after it, or it is so.
  private func judgeCount(_ parsed: Parsed, _ position: CSVPosition, _ expected: Int) -> Verdict {
    let found = parsed.fields.count
    if let first = parsed.innerLineEnds.first {
      let second = behindLineEnd(first)
      let end = endOfLine(second, parsed.end)
      let isRecord = second < end && input[second] != dialect.comment
      let alone = isRecord ? parse(from: second, to: end) : Parsed()
      if alone.fault == nil, alone.fields.count == expected, isRecord,
        let guilty = parsed.places.firstIndex(where: { $0.contains(first) })
      {
        let kind = CSVRefusal.Kind.swallowedLines(expected: expected, found: found)
        return refusedLine(position, kind, guilty + 1, parsed.places[guilty].lowerBound)
      }
    }
    let isMore = found > expected
    return refusedWhole(
      parsed, position, .fieldCount(expected: expected, found: found), isMore ? expected + 1 : nil,
      isMore ? parsed.places[expected].lowerBound : parsed.end)
  }

  private func parse(from start: Int, to inputEnd: Int) -> Parsed {
    var parsed = Parsed()
    let end = min(inputEnd, start + limit + 1)
    var index = start
    while true {
      let begin = index
      var content: [UInt8] = []
      let isQuoted = index < end && input[index] == dialect.quote
      if isQuoted {
        index = readQuoted(from: index + 1, to: end, &content, &parsed)
        closeQuote(at: index, end, isTooLong: end - start > limit, &parsed)
      } else {
        index = readBare(from: index, to: end, &content, &parsed)
      }
      if parsed.fault != nil || parsed.isLong { return parsed }
      if index == end, end - start > limit {
        parsed.isLong = true
        return parsed
      }
      parsed.fields.append(content)
      parsed.quoted.append(isQuoted)
      parsed.places.append(begin..<index)
      if index == end || isLineEnd(index) {
        parsed.end = index
        return parsed
      }
      index += 1
    }
  }

  private func readBare(
    from begin: Int, to end: Int, _ content: inout [UInt8], _ parsed: inout Parsed
  ) -> Int {
    var index = begin
    while index < end, !isLineEnd(index), input[index] != dialect.delimiter {
      if input[index] == dialect.quote {
        parsed.fault = (.quoteInsideField, index)
        return index
      }
      // Without quotes an escape keeps the delimiter or escape behind it from meaning anything.
      let next = index + 1 < end ? input[index + 1] : nil
      let isEscape = dialect.quote == nil && input[index] == dialect.escape
      if isEscape, let next, next == dialect.escape || next == dialect.delimiter { index += 1 }
      content.append(input[index])
      index += 1
    }
    return index
  }

  /// Judges what stands behind a quoted field, or that it never ends.
  private func closeQuote(at index: Int, _ end: Int, isTooLong: Bool, _ parsed: inout Parsed) {
    guard parsed.fault == nil else { return }
    if let open = parsed.openQuote {
      if isTooLong { parsed.isLong = true } else { parsed.fault = (.unclosedQuote(limit: nil), open) }
    } else if index < end, !isLineEnd(index), input[index] != dialect.delimiter {
      parsed.fault = (.textAfterQuote, index)
    }
  }

  private func readQuoted(from begin: Int, to end: Int, _ content: inout [UInt8], _ parsed: inout Parsed)
    -> Int
  {
    var index = begin
    while index < end {
      let byte = input[index]
      let next = index + 1 < end ? input[index + 1] : nil
      if let escape = dialect.escape, byte == escape, let next, next == escape || next == dialect.quote {
        content.append(next)
        index += 2
      } else if byte == dialect.quote, next == dialect.quote {
        content.append(byte)
        index += 2
      } else if byte == dialect.quote {
        return index + 1
      } else {
        if isLineEnd(index), !(byte == 10 && input[index - 1] == 13) { parsed.innerLineEnds.append(index) }
        content.append(byte)
        index += 1
      }
    }
    parsed.openQuote = begin - 1
    return end
  }

  /// Walks scalar by scalar: at each place one to four bytes must make a scalar.
  private func firstBadByte(in bytes: [UInt8]) -> (kind: CSVRefusal.Kind, index: Int)? {
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0 { return (.nul, index) }
      let size = (1...4).first { size in
        index + size <= bytes.count
          && String(validating: bytes[index..<(index + size)], as: UTF8.self)?.unicodeScalars.count == 1
      }
      guard let size else { return (.notUTF8, index) }
      index += size
    }
    return nil
  }

  private func endOfLine(_ index: Int, _ end: Int) -> Int { (index..<end).first { isLineEnd($0) } ?? end }

  private func isLineEnd(_ index: Int) -> Bool { input[index] == 10 || input[index] == 13 }

  private func behindLineEnd(_ index: Int) -> Int {
    if index + 1 < input.count, input[index] == 13, input[index + 1] == 10 { return index + 2 }
    return index + 1
  }
}
