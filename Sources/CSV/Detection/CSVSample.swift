/// The beginning of a file, to find its dialect in.
public struct CSVSample: Sendable, Equatable {
  /// How many bytes are looked at where nothing else is said.
  public static let usualBytes = 1 << 18

  /// The bytes, as UTF-8.
  public let bytes: [UInt8]
  /// Whether the file ends with them.
  public let isWhole: Bool

  /// A sample by its parts. Where the file goes on, the line in which the bytes end is left out.
  public init(bytes: [UInt8], isWhole: Bool) {
    // A CR in which they end may be half of a CRLF.
    let surely = bytes.last == .carriageReturn ? bytes.dropLast() : bytes[...]
    let end = isWhole ? nil : surely.lastIndex { $0.endsLine }.map { $0 + 1 }
    self.bytes = end.map { Array(bytes[..<$0]) } ?? bytes
    self.isWhole = isWhole
  }

  /// The file without its byte order mark begins at this index.
  var start: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The delimiter that the first line states as spreadsheets do (`sep=;`); nil where it is no such line.
  var statedDelimiter: UInt8? {
    var line = bytes[start...].prefix { !$0.endsLine }
    if line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\""), line.count > 1 {
      line = line.dropFirst().dropLast()
    }
    guard line.count == 5, let delimiter = line.last, delimiter < 0x80, delimiter != 0 else { return nil }
    // Bit 0x20 tells a small letter from its capital.
    return line.prefix(3).elementsEqual("sep".utf8) { $0 | 0x20 == $1 }
      && line[line.startIndex + 3] == UInt8(ascii: "=") ? delimiter : nil
  }

  /// The bytes that occur in it.
  var present: Set<UInt8> {
    var isPresent = [Bool](repeating: false, count: 256)
    for byte in bytes { isPresent[Int(byte)] = true }
    return Set(UInt8.min ... .max).filter { isPresent[Int($0)] }
  }

  func holds(_ byte: UInt8, before next: UInt8) -> Bool {
    bytes.indices.dropLast().contains { bytes[$0] == byte && bytes[$0 + 1] == next }
  }

  /// What ends its lines, outside quotes and inside.
  public var lineEnds: [CSVLineEnding] {
    var found: Set<CSVLineEnding> = []
    var index = 0
    while index < bytes.count {
      let isReturn = bytes[index] == .carriageReturn
      let hasNext = index + 1 < bytes.count
      if isReturn, hasNext, bytes[index + 1] == .lineFeed {
        found.insert(.crlf)
        index += 1
      } else if isReturn {
        found.insert(.cr)
      } else if bytes[index] == .lineFeed {
        found.insert(.lf)
      }
      index += 1
    }
    return CSVLineEnding.allCases.filter { found.contains($0) }
  }
}

/// What ends a line of a file that is read.
public enum CSVLineEnding: String, Sendable, CaseIterable {
  /// LF alone.
  case lf
  /// CR LF.
  case crlf
  /// CR alone.
  case cr
}
