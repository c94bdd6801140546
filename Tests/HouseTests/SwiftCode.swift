/// Swift source without its comments and the contents of its strings, line by line where it was.
struct SwiftCode {
  let lines: [String]

  init(_ text: String) {
    var stripper = Stripper(Array(text.utf8))
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

/// Replaces comments and what stands in strings by blanks. Byte by byte, since the sources are long.
private struct Stripper {
  private let text: [UInt8]
  private var index = 0
  private var output: [UInt8] = []

  private static let newline = UInt8(ascii: "\n")
  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let quote = UInt8(ascii: "\"")
  private static let hash = UInt8(ascii: "#")
  private static let backslash = UInt8(ascii: "\\")
  private static let open = UInt8(ascii: "(")
  private static let close = UInt8(ascii: ")")

  init(_ text: [UInt8]) {
    self.text = text
    output.reserveCapacity(text.count)
  }

  mutating func run() -> String {
    code(inInterpolation: false)
    return String(decoding: output, as: UTF8.self)
  }

  private func byte(_ distance: Int) -> UInt8 { index + distance < text.count ? text[index + distance] : 0 }

  private mutating func take(_ count: Int = 1, visible: Bool) {
    for _ in 0..<count where index < text.count {
      output.append(visible || text[index] == Self.newline ? text[index] : 32)
      index += 1
    }
  }

  /// Code up to the closing parenthesis of an interpolation, or to the end.
  private mutating func code(inInterpolation: Bool) {
    var depth = 0
    while index < text.count {
      switch text[index] {
      case Self.slash where byte(1) == Self.slash:
        while index < text.count, text[index] != Self.newline { take(visible: false) }
      case Self.slash where byte(1) == Self.star:
        while index < text.count, text[index] != Self.star || byte(1) != Self.slash { take(visible: false) }
        take(2, visible: false)
      case Self.quote: string(hashes: 0)
      case Self.hash where byte(1) == Self.quote: string(hashes: 1)
      case Self.close where inInterpolation && depth == 0: return
      case let other:
        if other == Self.open { depth += 1 }
        if other == Self.close { depth -= 1 }
        take(visible: true)
      }
    }
  }

  private mutating func string(hashes: Int) {
    take(hashes, visible: false)
    let quotes = byte(1) == Self.quote && byte(2) == Self.quote ? 3 : 1
    take(quotes, visible: true)
    while index < text.count {
      if text[index] == Self.quote, ends(quotes, hashes) { return take(quotes + hashes, visible: true) }
      guard text[index] == Self.backslash, hashes == 0 || byte(1) == Self.hash else {
        take(visible: false)
        continue
      }
      let isInterpolation = byte(1 + hashes) == Self.open
      take(2 + hashes, visible: false)
      guard isInterpolation else { continue }
      code(inInterpolation: true)
      take(visible: false)
    }
  }

  private func ends(_ quotes: Int, _ hashes: Int) -> Bool {
    (0..<quotes).allSatisfy { byte($0) == Self.quote }
      && (0..<hashes).allSatisfy { byte(quotes + $0) == Self.hash }
  }
}
