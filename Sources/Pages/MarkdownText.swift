/// Foreign text as GitHub-flavoured Markdown that means exactly that text.
enum MarkdownText {
  /// `text` with every character escaped that could begin or end markup, on one line.
  ///
  /// Sources: CommonMark 0.31.2, 2.4 (a backslash before ASCII punctuation makes it literal); GFM 4.10 and 6.9
  /// (tables, extended autolinks); GitHub's `$` for mathematics. Control and bidirectional characters are shown as
  /// `TerminalText.safe` shows them. `atStart` says that the text may begin a block, where `#`, `1.` and the like
  /// also have a meaning; `afterLink`, that `(` and `:` do.
  static func escaped(_ text: String, atStart: Bool, afterLink: Bool = false) -> String {
    let characters = Array(TerminalText.safe(text).unicodeScalars)
    var output = ""
    let start = atStart ? startMark(in: characters) : afterLink ? linkTail(in: characters) : nil
    for (index, scalar) in characters.enumerated() {
      if index == start || isMarkup(scalar) || isAutolink(at: index, in: characters) { output += "\\" }
      output.unicodeScalars.append(scalar)
    }
    return output
  }

  /// `address` for use between `<` and `>`; nil where it is not a web address.
  ///
  /// Bytes that RFC 3986 does not allow in an address are percent-encoded, so that none can end the link.
  static func link(_ address: String) -> String? {
    let lowered = address.prefix(8).lowercased()
    guard lowered.hasPrefix("http://") || lowered == "https://" else { return nil }
    return percentEncoded(address)
  }

  /// The address of the heading `title` within its page, as GitHub forms it.
  static func anchor(_ title: String) -> String {
    let name = title.lowercased().compactMap { character -> Character? in
      if character == " " { return "-" }
      return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
    }
    return "#" + percentEncoded(String(name))
  }

  private static func percentEncoded(_ text: String) -> String {
    let refused = Set("\"<>\\^`{|}".utf8)
    return text.utf8.reduce(into: "") { output, byte in
      if byte > 0x20, byte < 0x7F, !refused.contains(byte) {
        output.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        output += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
  }

  private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "~", "&", "$", "@": true
    default: false
    }
  }

  /// Whether the `:` or `.` at `index` would make a link of a bare address: `http://`, `www.`.
  private static func isAutolink(at index: Int, in text: [Unicode.Scalar]) -> Bool {
    switch text[index] {
    case ":": index + 2 < text.count && text[index + 1] == "/" && text[index + 2] == "/"
    case ".": index >= 3 && text[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
    default: false
    }
  }

  /// The index of the character that would make a list, heading or rule of a paragraph beginning with `text`.
  private static func startMark(in text: [Unicode.Scalar]) -> Int? {
    guard let first = text.first else { return nil }
    if ["-", "+", "="].contains(first) { return 0 }
    guard let index = text.firstIndex(where: { !("0"..."9").contains($0) }), index > 0 else { return nil }
    return [".", ")"].contains(text[index]) ? index : nil
  }

  private static func linkTail(in text: [Unicode.Scalar]) -> Int? {
    text.first == "(" || text.first == ":" ? 0 : nil
  }
}
