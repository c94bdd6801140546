/// A function, initializer, subscript or computed property with a body.
struct Function {
  let name: String
  /// Where it begins, counted from 1.
  let line: Int
  /// From its first line to its closing brace.
  let length: Int
}

extension SwiftCode {
  private static let openers: Set<String> = ["func", "init", "deinit", "subscript", "var"]

  /// All that has a body of its own.
  var functions: [Function] {
    let text = Array(lines.joined(separator: "\n").utf8)
    var found: [Function] = []
    var index = 0
    var line = 1
    while index < text.count {
      let isWordStart = Self.isWord(text[index]) && (index == 0 || !Self.isWord(text[index - 1]))
      guard isWordStart else {
        if text[index] == 10 { line += 1 }
        index += 1
        continue
      }
      var end = index
      while end < text.count, Self.isWord(text[end]) { end += 1 }
      let word = String(decoding: text[index..<end], as: UTF8.self)
      let isMember = index > 0 && text[index - 1] == 46
      if Self.openers.contains(word), !isMember,
        let body = Self.body(in: text, after: end, isVariable: word == "var")
      {
        let close = Self.closing(in: text, from: body)
        let length = text[index...close].count { $0 == 10 } + 1
        found.append(Function(name: Self.name(in: text, word, at: end), line: line, length: length))
      }
      index = end
    }
    return found
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 95
      || byte > 127
  }

  private static func name(in text: [UInt8], _ word: String, at end: Int) -> String {
    let rest = text[end...].prefix { ![40, 123, 58, 10].contains($0) }
    return word + String(decoding: rest, as: UTF8.self)
  }

  /// Where the body's brace stands; nil for a requirement of a protocol or a stored property.
  private static func body(in text: [UInt8], after start: Int, isVariable: Bool) -> Int? {
    var depth = 0
    var index = start
    while index < text.count {
      switch Character(UnicodeScalar(text[index])) {
      case "(", "[": depth += 1
      case ")", "]":
        depth -= 1
        if depth < 0 { return nil }
      case "{" where depth == 0: return index
      case "}" where depth == 0: return nil
      case "=" where depth == 0 && isVariable: return nil
      case "\n" where depth == 0:
        guard continues(text, at: index) else { return nil }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// Whether a declaration goes on after this end of a line.
  private static func continues(_ text: [UInt8], at newline: Int) -> Bool {
    let before = text[..<newline].last { $0 > 32 }
    if let before, [44, 58, 38].contains(before) || before == 62 && text[newline - 2] == 45 { return true }
    var next = newline
    while next < text.count, text[next] <= 32 { next += 1 }
    let rest = String(decoding: text[next...].prefix(8), as: UTF8.self)
    return ["{", "->", "where", "throws", "async", "rethrows", "("].contains { rest.hasPrefix($0) }
  }

  private static func closing(in text: [UInt8], from open: Int) -> Int {
    var depth = 0
    for index in open..<text.count {
      if text[index] == 123 { depth += 1 }
      if text[index] == 125 {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return text.count - 1
  }
}
