extension CSVReader {
  /// Refuses the record's first line; reading goes on at the next. `at` is the fault's index, `lineEnd` the line's end
  /// if that is known; else it is looked for from the fault on.
  mutating func refuseLine(
    _ kind: CSVRefusal.Kind, column: Int?, at: Int, lineEnd: Int?
  ) throws(CSVError) -> CSVRefusal {
    let faultOffset = buffer.offset + at
    var end = lineEnd
    if end == nil { end = try findLineEnd(from: at) }
    if let end {
      let bytes = Array(buffer.bytes[scanner.start..<end])
      resume(after: end)
      return CSVRefusal(kind, at: position, column: column, faultOffset: faultOffset, bytes: bytes)
    }
    // The line alone is longer than any record: what fits is kept, the rest is passed over and counted.
    let kept = Array(buffer.bytes[scanner.start..<(scanner.start + maximumRecordBytes)])
    let endOffset = try passLine(from: scanner.start + maximumRecordBytes)
    return CSVRefusal(
      kind, at: position, column: column, faultOffset: faultOffset, bytes: kept,
      omittedBytes: endOffset - position.byteOffset - maximumRecordBytes)
  }

  /// The end of the line that goes on at `index`, or nil if the line is longer than a record may be.
  private mutating func findLineEnd(from index: Int) throws(CSVError) -> Int? {
    var searched = index - scanner.start
    while true {
      let seen = min(buffer.filled - scanner.start, maximumRecordBytes + 1)
      if let end = buffer.lineEnd(in: (scanner.start + searched)..<(scanner.start + seen)) { return end }
      if seen > maximumRecordBytes { return nil }
      if buffer.reachedEnd { return buffer.filled }
      searched = seen
      try fill()
    }
  }

  /// Refuses the first line of a record longer than allowed.
  mutating func refuseLong() throws(CSVError) -> CSVRefusal {
    let limit = scanner.start + maximumRecordBytes
    // Once more, but no further than the limit, so that the verdict does not hang on how the bytes came in.
    var bounded = CSVScanner(dialect, start: scanner.start)
    _ = bounded.advance(buffer.bytes.span, to: limit + 1)
    guard let lineEnd = bounded.firstLineEnd, let opening = bounded.openQuote else {
      let kind = CSVRefusal.Kind.tooLong(limit: maximumRecordBytes)
      return try refuseLine(kind, column: nil, at: limit, lineEnd: bounded.firstLineEnd)
    }
    let kind = CSVRefusal.Kind.unclosedQuote(limit: maximumRecordBytes)
    return try refuseLine(kind, column: bounded.fields.count + 1, at: opening, lineEnd: lineEnd)
  }

  /// Refuses a record of the wrong number of fields: all of it, or its first line if a quote seems to have swallowed
  /// good lines.
  mutating func refuseCount(_ expected: Int, end: Int) throws(CSVError) -> CSVRefusal {
    let found = scanner.fields.count
    if let lineEnd = scanner.firstLineEnd, countOfSecondLine(lineEnd, recordEnd: end) == expected {
      let last = UInt32(lineEnd - scanner.start)
      let column = scanner.fields.firstIndex { $0.start <= last && last < $0.end } ?? 0
      let opening = scanner.start + Int(scanner.fields[column].start) - 1
      let kind = CSVRefusal.Kind.swallowedLines(expected: expected, found: found)
      return try refuseLine(kind, column: column + 1, at: opening, lineEnd: lineEnd)
    }
    consume(to: end)
    var at = end
    if found > expected {
      let surplus = scanner.fields[expected]
      at = scanner.start + Int(surplus.start) - (surplus.isQuoted ? 1 : 0)
    }
    return refuseWhole(
      .fieldCount(expected: expected, found: found), column: found > expected ? expected + 1 : nil, at: at,
      end: end)
  }

  /// How many fields the record's second line would have as a record of its own; nil if it would be none.
  private func countOfSecondLine(_ firstLineEnd: Int, recordEnd: Int) -> Int? {
    let bytes = buffer.bytes
    let isPair = bytes[firstLineEnd] == .carriageReturn && bytes[firstLineEnd + 1] == .lineFeed
    let start = firstLineEnd + (isPair ? 2 : 1)
    let end = buffer.lineEnd(in: start..<recordEnd) ?? recordEnd
    guard start < end else { return nil }
    var alone = CSVScanner(dialect, start: start)
    guard case .more = alone.advance(bytes.span, to: end), case .record = alone.finish(bytes.span, at: end)
    else {
      return nil
    }
    return alone.fields.count
  }

  /// A refusal if the record holds a NUL or bytes that are not UTF-8, whichever comes first.
  func refuseText(end: Int) -> CSVRefusal? {
    var kind = CSVRefusal.Kind.nul
    var fault = scanner.nul ?? end
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: buffer.bytes.span.extracting(scanner.start..<end))
    } catch {
      let wrong = scanner.start + error.byteOffsets.lowerBound
      if wrong < fault {
        fault = wrong
        kind = .notUTF8
      }
    }
    guard fault < end else { return nil }
    let inRecord = UInt32(fault - scanner.start)
    let column = scanner.fields.firstIndex { inRecord < $0.end }
    return refuseWhole(kind, column: column.map { $0 + 1 }, at: fault, end: end)
  }

  private func refuseWhole(_ kind: CSVRefusal.Kind, column: Int?, at: Int, end: Int) -> CSVRefusal {
    CSVRefusal(
      kind, at: position, column: column, faultOffset: buffer.offset + at,
      bytes: Array(buffer.bytes[scanner.start..<end]))
  }
}

extension CSVReader {
  /// Goes on at the line behind the one that ends at `lineEnd`, which may be the end of the file.
  private mutating func resume(after lineEnd: Int) {
    let isEnd = lineEnd == buffer.filled
    scanner.resume(
      at: isEnd ? lineEnd : lineEnd + 1, line: scanner.line + 1,
      followsReturn: !isEnd && buffer.bytes[lineEnd] == .carriageReturn)
  }

  /// Passes over the rest of a line of any length; the file offset of its end.
  mutating func passLine(from index: Int) throws(CSVError) -> Int {
    var searched = index
    // The LF of the CRLF before is no line.
    var ignoresLineFeed = index == scanner.start && scanner.followsReturn
    while true {
      if ignoresLineFeed, searched < buffer.filled {
        if buffer.bytes[searched] == .lineFeed { searched += 1 }
        ignoresLineFeed = false
      }
      if let end = buffer.lineEnd(in: searched..<buffer.filled) {
        defer { resume(after: end) }
        return buffer.offset + end
      }
      scanner.resume(at: buffer.filled, line: scanner.line, followsReturn: false)
      if buffer.reachedEnd { return buffer.offset + buffer.filled }
      try fill()
      searched = scanner.start
    }
  }
}
