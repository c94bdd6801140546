/// An `Inline` as Markdown, its references as links to the page's sources.
struct MarkdownInline {
  private let runs: [Inline.Run]
  /// How many sources there are to link to.
  private let sourceCount: Int

  init(_ inline: Inline, sourceCount: Int) {
    let safe = inline.runs.map {
      Inline.Run(TerminalText.safe($0.text), emphasis: $0.emphasis, refs: $0.refs)
    }
    self.runs = Self.trimmed(Self.merged(safe))
    self.sourceCount = sourceCount
  }

  /// One line. `atStart` says that it may begin a block.
  func text(atStart: Bool) -> String {
    var output = ""
    var afterLink = false
    for (index, run) in runs.enumerated() {
      output += marked(index, atStart: atStart && output.isEmpty, afterLink: afterLink)
      if !run.text.isEmpty { afterLink = false }
      if run.refs.isEmpty { continue }
      // Apart from each other: `[1][2]` would be one link.
      output += (output.isEmpty ? "" : " ") + run.refs.map(reference).joined(separator: " ")
      afterLink = true
    }
    return output
  }

  /// `[3]` as a link where there is such a source, else as text.
  private func reference(_ number: Int) -> String {
    (1...max(sourceCount, 1)).contains(number) && sourceCount > 0 ? "[\(number)]" : "\\[\(number)\\]"
  }

  private func marked(_ index: Int, atStart: Bool, afterLink: Bool) -> String {
    let run = runs[index]
    switch run.emphasis {
    case .strong where canBeMarked(index):
      return "**" + MarkdownText.escaped(run.text, atStart: false) + "**"
    case .code where canBeCode(run.text):
      return "`" + run.text + "`"
    default:
      return MarkdownText.escaped(run.text, atStart: atStart, afterLink: afterLink)
    }
  }

  /// Whether `**` around the run is read as emphasis: it must not stand between a letter outside and anything but
  /// a letter or digit inside (CommonMark 0.31.2, 6.2, flanking delimiter runs).
  private func canBeMarked(_ index: Int) -> Bool {
    guard let first = runs[index].text.first, let last = runs[index].text.last else { return false }
    if first.isWhitespace || last.isWhitespace { return false }
    let before = index == 0 ? nil : runs[index - 1].refs.isEmpty ? runs[index - 1].text.last : "]"
    let after = !runs[index].refs.isEmpty || index + 1 == runs.count ? nil : runs[index + 1].text.first
    return opens(first, beside: before) && opens(last, beside: after)
  }

  private func opens(_ inside: Character, beside outside: Character?) -> Bool {
    guard let outside else { return true }
    return outside.isWhitespace || isWordPart(inside)
  }

  private func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  /// Code is literal in Markdown but for what ends it, or a cell of a table. Angle brackets are left out too: no
  /// reader of Markdown, however wrong, may take them for HTML.
  private func canBeCode(_ text: String) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    // Code points, not characters: a backtick under an accent still ends the code.
    let ending: Set<Unicode.Scalar> = ["`", "|", "\\", "<", ">"]
    return !first.isWhitespace && !last.isWhitespace && !text.unicodeScalars.contains { ending.contains($0) }
  }

  /// The runs, neighbours of one emphasis made one: two marks in a row would be read as one of double length.
  private static func merged(_ runs: [Inline.Run]) -> [Inline.Run] {
    runs.reduce(into: []) { merged, run in
      if let last = merged.last, last.emphasis == run.emphasis, last.refs.isEmpty {
        merged[merged.count - 1].text += run.text
        merged[merged.count - 1].refs = run.refs
      } else if !run.text.isEmpty || !run.refs.isEmpty {
        merged.append(run)
      }
    }
  }

  /// The runs without white space at the ends of the whole, where it could make code blocks or line breaks.
  private static func trimmed(_ runs: [Inline.Run]) -> [Inline.Run] {
    var runs = runs
    while let first = runs.first, first.text.first?.isWhitespace == true {
      runs[0].text = String(first.text.drop { $0.isWhitespace })
      if runs[0].text.isEmpty, runs[0].refs.isEmpty { runs.removeFirst() }
    }
    while let last = runs.last, last.refs.isEmpty, last.text.last?.isWhitespace == true {
      let kept = last.text.lastIndex { !$0.isWhitespace }
      runs[runs.count - 1].text = kept.map { String(last.text[...$0]) } ?? ""
      if runs[runs.count - 1].text.isEmpty { runs.removeLast() }
    }
    return runs
  }
}
