/// An `Inline` as the content of an HTML element, its references as links into the list of sources.
struct HTMLInline {
  private let inline: Inline
  private let words: HTMLWords
  /// How many sources there are to link to.
  private let sourceCount: Int

  init(_ inline: Inline, _ words: HTMLWords, sourceCount: Int) {
    self.inline = inline
    self.words = words
    self.sourceCount = sourceCount
  }

  /// The runs in order.
  var html: String { html(of: inline.runs[...]) }

  /// The same in two parts: the strong text that it begins with, which may be empty, and the rest.
  var figureAndRest: (figure: String, rest: String) {
    let figure = inline.runs.prefix { $0.emphasis == .strong }.map { Inline.Run($0.text) }
    let rest = inline.runs.dropFirst(figure.count).map { Inline.Run($0.text, emphasis: $0.emphasis) }
    // Sources stand at the end: large ones would be taken for digits, and words between them are hard to read.
    return (html(of: figure[...]), html(of: rest[...]) + references(inline.runs.flatMap(\.refs)))
  }

  /// An attribute for the element that holds the text, where it is written from right to left.
  var direction: String {
    HTMLText.beginsRightToLeft(inline.runs.map(\.text).joined()) ? #" dir="rtl""# : ""
  }

  /// The runs as the content of an item, whose mark stays where the marks of the others are.
  var item: String { direction.isEmpty ? html : "<div\(direction)>\(html)</div>" }

  private func html(of runs: ArraySlice<Inline.Run>) -> String {
    runs.reduce(into: "") { output, run in
      let text = HTMLText.isolated(run.text)
      switch run.emphasis {
      case _ where text.isEmpty: break
      case .plain: output += text
      case .strong: output += "<strong>\(text)</strong>"
      case .code: output += "<code>\(text)</code>"
      }
      output += references(run.refs)
    }
  }

  private func references(_ numbers: [Int]) -> String {
    numbers.reduce(into: "") { output, number in
      // A number for which there is no source stays text.
      guard number >= 1, number <= sourceCount else { return output += " [\(number)]" }
      output +=
        " <a class=\"ref\" href=\"#source-\(number)\"><span class=\"vh\">\(HTMLText.escaped(words.source)) </span>[\(number)]</a>"
    }
  }
}
