/// A strict reader of HTML: stricter than browsers, which mend what they are given.
struct HTMLReading {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// The element around it, by index; nil for the outermost.
    var parent: Int?
    /// All text within it, decoded.
    var text = ""
  }

  private(set) var elements: [Element] = []
  /// What is not as it must be.
  private(set) var faults: [String] = []
  private var open: [Int] = []

  private static let void: Set<String> = ["meta", "hr", "br", "link", "img", "input"]

  init(_ html: String) {
    // Bytes, not characters: a mark that joins a bracket does not make it another for a browser.
    var rest = Array(html.utf8)[...]
    while let next = rest.firstIndex(of: Self.byte("<")) {
      take(text: rest[..<next])
      guard let end = Self.tagEnd(in: rest[next...]) else {
        faults.append("a tag without an end: \(Self.text(rest[next...].prefix(40)))")
        return
      }
      take(tag: rest[(next + 1)..<end])
      rest = rest[(end + 1)...]
    }
    take(text: rest)
    for index in open { faults.append("<\(elements[index].name)> is not closed") }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// Whether `element` stands somewhere within an element of this name.
  func isInside(_ element: Element, _ name: String) -> Bool {
    var parent = element.parent
    while let index = parent {
      if elements[index].name == name { return true }
      parent = elements[index].parent
    }
    return false
  }

  private static func byte(_ scalar: Unicode.Scalar) -> UInt8 { UInt8(ascii: scalar) }
  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

  /// The `>` that ends the tag, not one within a quoted value.
  private static func tagEnd(in bytes: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    return bytes.indices.first { index in
      if bytes[index] == byte("\"") { isQuoted.toggle() }
      return bytes[index] == byte(">") && !isQuoted
    }
  }

  private var isInStyle: Bool { open.last.map { elements[$0].name == "style" } ?? false }

  private mutating func take(text: ArraySlice<UInt8>) {
    guard !text.isEmpty else { return }
    if !isInStyle, text.contains(Self.byte(">")) {
      faults.append("a bare > in: \(Self.text(text.prefix(60)))")
    }
    let decoded = isInStyle ? Self.text(text) : decode(text)
    for index in open { elements[index].text += decoded }
  }

  private mutating func take(tag: ArraySlice<UInt8>) {
    let text = Self.text(tag)
    if text.hasPrefix("!") {
      if text.lowercased() != "!doctype html" { faults.append("<\(text)>") }
    } else if text.hasPrefix("/") {
      guard let last = open.popLast() else { return faults.append("<\(text)> closes nothing") }
      if "/" + elements[last].name != text { faults.append("<\(text)> closes <\(elements[last].name)>") }
    } else {
      begin(tag, text)
    }
  }

  private mutating func begin(_ tag: ArraySlice<UInt8>, _ text: String) {
    let isClosed = tag.last == Self.byte("/")
    var rest = isClosed ? tag.dropLast() : tag
    let name = Self.text(rest.prefix { !Self.isSpace($0) })
    rest = rest.dropFirst(name.utf8.count)
    var attributes: [String: String] = [:]
    while let start = rest.firstIndex(where: { !Self.isSpace($0) }) {
      let key = Self.text(rest[start...].prefix { !Self.isSpace($0) && $0 != Self.byte("=") })
      rest = rest[(start + key.utf8.count)...]
      if attributes[key] != nil { faults.append("\(key) twice in <\(text)>") }
      guard rest.starts(with: "=\"".utf8) else {
        attributes[key] = ""
        if key.isEmpty { return faults.append("an attribute in <\(text)>") }
        continue
      }
      rest = rest.dropFirst(2)
      guard let end = rest.firstIndex(of: Self.byte("\"")) else {
        return faults.append("a quote in <\(text)>")
      }
      attributes[key] = decode(rest[..<end])
      rest = rest[(end + 1)...]
    }
    elements.append(Element(name: name, attributes: attributes, parent: open.last))
    if !isClosed, !Self.void.contains(name) { open.append(elements.count - 1) }
  }

  private mutating func decode(_ text: ArraySlice<UInt8>) -> String {
    var parts = text.split(separator: Self.byte("&"), omittingEmptySubsequences: false)[...]
    var output = Array(parts.removeFirst())
    let names = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]
    for part in parts {
      let name = part.prefix { $0 != Self.byte(";") }
      guard name.count < part.count, let character = names[Self.text(name)] else {
        faults.append("a bare & in: \(Self.text(text.prefix(60)))")
        continue
      }
      output += Array(character.utf8) + part.dropFirst(name.count + 1)
    }
    return String(decoding: output, as: UTF8.self)
  }
}
