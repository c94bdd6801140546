import Pages

/// A seeded stream of numbers (SplitMix64), so that a failure can be had again.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Text as files bring it, the worst of it included.
enum ForeignText {
  static let pieces = [
    "campaign", "signed", "a", "I", "2003-01-29", "84,598", "self-governing", "and/or", "–", "—", "…", "  ",
    "https://example.org/a/very/long/address/that/no/line/can/hold/without/being/broken/somewhere?x=1&y=2",
    "日本", "国際刑事裁判所", "「署名」", "。", "한국", "\u{1112}\u{1161}\u{11AB}", "ﾊﾝｶｸ", "Ｗ", "\u{3000}",
    "المغرب", "توقيع", "שלום", "न\u{947}पाल", "क\u{94D}षत\u{94D}रिय", "த\u{BAE}ிழ\u{BCD}", "ภาษาไทย", "e\u{301}",
    "\u{301}", "Z\u{300}\u{301}\u{302}\u{303}\u{304}", "👩‍👩‍👧", "🇫🇷", "🇫", "❤️", "☝🏽", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩\u{200D}",
    "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{AD}", "\u{FEFF}", "\u{FE0F}", "\u{E0041}", "\u{A0}",
    "\n", "\r\n", "\t", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{9B}", "\u{85}", "\u{2028}", "\u{202E}",
    "\u{2066}",
    "\u{61C}", "\u{200F}", "|", "*", "**", "_", "`", "```", "[x](y)", "[1]: z", "<b>", "&lt;", "\\", "#",
    "- ", "1. ",
    "~~", "$", "@", "www.example.org", "://", "===", "+", "!", "(", ":", "> ",
  ]

  static func text(_ numbers: inout SeededNumbers, longest: Int = 14) -> String {
    (0..<Int.random(in: 0...longest, using: &numbers)).map { _ in
      let piece = pieces.randomElement(using: &numbers) ?? ""
      return Bool.random(using: &numbers) ? piece + " " : piece
    }.joined()
  }

  static func inline(_ numbers: inout SeededNumbers, longest: Int = 14) -> Inline {
    let emphases: [Inline.Emphasis] = [.plain, .plain, .strong, .code]
    let runs = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
      Inline.Run(
        text(&numbers, longest: longest), emphasis: emphases.randomElement(using: &numbers) ?? .plain,
        refs: refs(&numbers))
    }
    return Inline(runs: runs)
  }

  static func refs(_ numbers: inout SeededNumbers) -> [Int] {
    (0..<max(0, Int.random(in: -4...3, using: &numbers))).map { _ in Int.random(in: 1...12, using: &numbers) }
  }

  static func table(_ numbers: inout SeededNumbers, columns: ClosedRange<Int> = 1...6) -> Table {
    let columns = (0..<Int.random(in: columns, using: &numbers)).map { _ in
      Table.Column(text(&numbers, longest: 3), Bool.random(using: &numbers) ? .left : .right)
    }
    let rows = (0..<Int.random(in: 0...5, using: &numbers)).map { _ in
      columns.map { column in
        column.alignment == .left
          ? inline(&numbers, longest: 5)
          : Inline(Int.random(in: -9_999...9_999_999, using: &numbers), refs: refs(&numbers))
      }
    }
    return Table(caption: inline(&numbers, longest: 3), columns: columns, rows: rows)
  }

  static func page(seed: UInt64) -> Page {
    var numbers = SeededNumbers(seed: seed)
    let bars = (0..<4).map { _ in
      BarChart.Row(inline(&numbers, longest: 3), Int.random(in: -5...99_999, using: &numbers))
    }
    let facts = (0..<3).map { _ in Page.Fact(text(&numbers, longest: 3), inline(&numbers)) }
    let items = (0..<3).map { _ in inline(&numbers) }
    let pictures = pictures(&numbers)
    let blocks: [Page.Block] =
      [
        .heading(level: Int.random(in: 0...7, using: &numbers), inline(&numbers)),
        .paragraph(inline(&numbers, longest: 40)),
        .facts(facts), .table(table(&numbers)),
        .bars(BarChart(labelTitle: text(&numbers), valueTitle: "n", rows: bars)), .note(inline(&numbers)),
        .list(items, numbered: false), .list(items, numbered: true), .rule, .headline(facts),
      ].shuffled(using: &numbers) + pictures
    let sources = (0..<Int.random(in: 0...11, using: &numbers)).map { _ in
      Page.Source(
        text(&numbers), publisher: text(&numbers), published: text(&numbers), address: address(&numbers))
    }
    return Page(title: text(&numbers), blocks: blocks, sources: sources, sourcesTitle: text(&numbers))
  }

  private static func address(_ numbers: inout SeededNumbers) -> String {
    (["https://example.org/", "javascript:", "", "HTTP://"].randomElement(using: &numbers) ?? "")
      + text(&numbers)
  }
}

/// What a law looks at in a code point; written apart from the code under test.
extension Unicode.Scalar {
  /// Commands a terminal or reorders its line.
  var isControlOrBidi: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    default: break
    }
    return [0x061C, 0x200E, 0x200F].contains(value) || (0x202A...0x202E).contains(value)
      || (0x2066...0x2069).contains(value)
  }
}

extension String {
  /// The code points that draw something: neither white space nor invisible.
  var ink: String {
    var ink = String.UnicodeScalarView()
    for scalar in unicodeScalars
    where !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint {
      ink.append(scalar)
    }
    return String(ink)
  }

  var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }
}
