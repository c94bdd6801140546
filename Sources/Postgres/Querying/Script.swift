/// Where the statements of a script begin, to tell which of them failed. What is read here decides nothing: the server
/// reads the script by itself.
///
/// By the lexical rules of PostgreSQL ("SQL Syntax", 4.1) as psql applies them: quotes, dollar quotes, comments that nest,
/// brackets, and the bodies of SQL functions from BEGIN ATOMIC to END.
struct Script {
  /// The line, from 1, of the first word of each statement.
  private(set) var lines: [Int] = []
  private var bytes: [UInt8]
  private var offset = 0
  private var line = 1
  private var depth = 0
  private var blocks = 0
  private var isOpen = false
  private var lastWord = ""

  init(_ text: String) {
    bytes = Array(text.utf8)
    while offset < bytes.count { step() }
  }

  /// The line, from 1, of a position in characters, from 1.
  static func line(of position: Int, in text: String) -> Int {
    1 + text.unicodeScalars.prefix(position - 1).count { $0 == "\n" }
  }

  private func byte(_ distance: Int = 0) -> UInt8 {
    offset + distance < bytes.count ? bytes[offset + distance] : 0
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
      offset += 1
    }
  }

  private mutating func open() {
    guard !isOpen else { return }
    isOpen = true
    lines.append(line)
  }

  private mutating func step() {
    switch byte() {
    case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"):
      while offset < bytes.count, byte() != UInt8(ascii: "\n") { advance() }
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipComment()
    case 0x20, 0x09...0x0D: advance()
    case UInt8(ascii: ";"): end()
    default:
      open()
      stepInStatement()
    }
  }

  private mutating func stepInStatement() {
    switch byte() {
    case UInt8(ascii: "'"): skipQuoted(UInt8(ascii: "'"), escapes: lastWord == "e")
    case UInt8(ascii: "\""): skipQuoted(UInt8(ascii: "\""), escapes: false)
    case UInt8(ascii: "$"): skipDollarQuoted()
    case UInt8(ascii: "("):
      depth += 1
      advance()
    case UInt8(ascii: ")"):
      depth -= 1
      advance()
    case let byte where Self.isWord(byte):
      word()
      return
    default: advance()
    }
    lastWord = ""
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80 || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func word() {
    let start = offset
    // A dollar sign within a name opens no quote.
    while Self.isWord(byte()) || byte() == UInt8(ascii: "$") { advance() }
    let word = String(decoding: bytes[start..<offset], as: UTF8.self).lowercased()
    if word == "atomic" && lastWord == "begin" {
      blocks += 1
    } else if blocks > 0 && word == "case" {
      blocks += 1
    } else if blocks > 0 && word == "end" {
      blocks -= 1
    }
    lastWord = word
  }

  private mutating func end() {
    advance()
    guard depth <= 0, blocks == 0 else { return }
    isOpen = false
    depth = 0
    lastWord = ""
  }

  private mutating func skipComment() {
    var nested = 0
    repeat {
      if byte() == UInt8(ascii: "/") && byte(1) == UInt8(ascii: "*") {
        nested += 1
        advance(2)
      } else if byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/") {
        nested -= 1
        advance(2)
      } else {
        advance()
      }
    } while nested > 0 && offset < bytes.count
  }

  private mutating func skipQuoted(_ quote: UInt8, escapes: Bool) {
    advance()
    while offset < bytes.count, byte() != quote {
      advance(escapes && byte() == UInt8(ascii: "\\") ? 2 : 1)
    }
    // A doubled quote begins the next quoted part at once, which comes to the same.
    advance()
  }

  private mutating func skipDollarQuoted() {
    var length = 1
    while Self.isWord(byte(length)) { length += 1 }
    guard byte(length) == UInt8(ascii: "$"), length == 1 || !(0x30...0x39).contains(byte(1)) else {
      return advance()
    }
    let tag = Array(bytes[offset...(offset + length)])
    advance(tag.count)
    while offset < bytes.count, !bytes[offset...].starts(with: tag) { advance() }
    advance(tag.count)
  }
}
