/// How a piece of a terminal line stands out where colour is wanted.
enum TextStyle: Sendable, Equatable {
  case plain, strong, code, reference, bar

  init(_ emphasis: Inline.Emphasis) {
    switch emphasis {
    case .plain: self = .plain
    case .strong: self = .strong
    case .code: self = .code
    }
  }

  /// The parameter of Select Graphic Rendition (ECMA-48, 8.3.117); nil for none.
  var rendition: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .reference: "2"
    case .code, .bar: "36"
    }
  }
}

/// One line of a terminal page: safe pieces of text and the columns they take together.
struct TextLine: Sendable, Equatable {
  struct Piece: Sendable, Equatable {
    var text: String
    var style: TextStyle
  }

  private(set) var pieces: [Piece] = []
  private(set) var width = 0

  init() {}

  init(_ text: String, _ style: TextStyle = .plain) {
    append(text, style, width: DisplayWidth.columns(of: text))
  }

  /// Adds `text`, which takes `width` columns; text of the same style grows the last piece.
  mutating func append(_ text: String, _ style: TextStyle = .plain, width: Int) {
    self.width += width
    if text.isEmpty { return }
    if pieces.last?.style == style {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append(Piece(text: text, style: style))
    }
  }

  mutating func append(_ line: TextLine) {
    for piece in line.pieces { append(piece.text, piece.style, width: 0) }
    width += line.width
  }

  /// Adds spaces until the line takes `column` columns.
  mutating func pad(to column: Int) {
    guard width < column else { return }
    append(String(repeating: " ", count: column - width), width: column - width)
  }

  /// The line as bytes for a terminal, without spaces at its end.
  func rendered(colour: Bool) -> String {
    var kept = pieces
    while let last = kept.last, last.text.last == " " {
      let text = String(last.text.reversed().drop { $0 == " " }.reversed())
      if text.isEmpty { kept.removeLast() } else { kept[kept.count - 1].text = text }
    }
    return kept.reduce(into: "") { output, piece in
      if colour, let rendition = piece.style.rendition {
        output += "\u{1B}[\(rendition)m\(piece.text)\u{1B}[0m"
      } else {
        output += piece.text
      }
    }
  }
}
