/// Swift source without its comments and the contents of its strings, line by line where it was.
struct SwiftCode {
  let lines: [String]

  init(_ text: String) {
    var stripper = Stripper(Array(text.unicodeScalars))
    lines = stripper.run().split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }

  /// The words of a line: runs of letters, digits and `_`.
  static func words(_ line: String) -> [String] {
    line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map { String($0) }
  }

  /// Modules that are imported, each with its line, counted from 1.
  var imports: [(line: Int, module: String)] {
    lines.enumerated().compactMap { index, line in
      let words = line.split(separator: " ").map { String($0) }
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
        words[..<place].allSatisfy({ $0.hasPrefix("@") || ["public", "internal", "private"].contains($0) })
      else { return nil }
      // `import struct Module.Type` names the module in front of the dot.
      let last = words[words.count - 1]
      return (index + 1, last.split(separator: ".").first.map { String($0) } ?? last)
    }
  }
}

/// Replaces comments and what stands in strings by blanks.
private struct Stripper {
  private let text: [Unicode.Scalar]
  private var index = 0
  private var output = String.UnicodeScalarView()

  init(_ text: [Unicode.Scalar]) { self.text = text }

  mutating func run() -> String {
    code(until: nil)
    return String(output)
  }

  private func starts(with word: String) -> Bool {
    var place = index
    for scalar in word.unicodeScalars {
      guard place < text.count, text[place] == scalar else { return false }
      place += 1
    }
    return true
  }

  private mutating func take(visible: Bool) {
    output.append(visible || text[index] == "\n" ? text[index] : " ")
    index += 1
  }

  private mutating func take(_ count: Int, visible: Bool) {
    for _ in 0..<count where index < text.count { take(visible: visible) }
  }

  /// Code up to a closing parenthesis of an interpolation, or the end.
  private mutating func code(until closing: Unicode.Scalar?) {
    var depth = 0
    while index < text.count {
      if starts(with: "//") {
        while index < text.count, text[index] != "\n" { take(visible: false) }
      } else if starts(with: "/*") {
        while index < text.count, !starts(with: "*/") { take(visible: false) }
        take(2, visible: false)
      } else if starts(with: "\"") || starts(with: "#\"") || starts(with: "##\"") {
        string()
      } else {
        if text[index] == "(" { depth += 1 }
        if text[index] == ")" {
          if depth == 0, closing != nil { return }
          depth -= 1
        }
        take(visible: true)
      }
    }
  }

  private mutating func string() {
    var hashes = ""
    while text[index] == "#" {
      hashes += "#"
      take(visible: false)
    }
    let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
    take(quote.count, visible: true)
    while index < text.count {
      if starts(with: quote + hashes) { return take(quote.count + hashes.count, visible: true) }
      if starts(with: "\\\(hashes)(") {
        take(hashes.count + 2, visible: false)
        code(until: ")")
        if index < text.count { take(visible: false) }
      } else if starts(with: "\\\(hashes)") {
        take(hashes.count + 2, visible: false)
      } else {
        take(visible: false)
      }
    }
  }
}
