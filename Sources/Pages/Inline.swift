/// A stretch of text with emphasis and references to the page's sources.
///
/// The text is what the record holds, unescaped; each face makes it safe for its own reader. References are
/// kept as numbers, so that one face can print `[3]` and another a link.
public struct Inline: Sendable, Equatable, ExpressibleByStringInterpolation {
  /// How a run of text stands out.
  public enum Emphasis: Sendable, Equatable {
    /// Text like its surroundings.
    case plain
    /// Text that matters more: bold.
    case strong
    /// Text typed into or printed by a computer: a command, a digest.
    case code
  }

  /// Text of one emphasis, followed by the sources it rests on.
  public struct Run: Sendable, Equatable {
    /// The text, as the record holds it.
    public var text: String
    /// How the text stands out.
    public var emphasis: Emphasis
    /// Positions in `Page.sources`, counted from 1.
    public var refs: [Int]

    /// A run of `text`, resting on the sources `refs`.
    public init(_ text: String, emphasis: Emphasis = .plain, refs: [Int] = []) {
      self.text = text
      self.emphasis = emphasis
      self.refs = refs
    }
  }

  /// The runs in reading order.
  public var runs: [Run]

  /// The runs in reading order, joined without space.
  public init(runs: [Run]) {
    self.runs = runs
  }

  /// Plain text that rests on the sources `refs`.
  public init(_ text: String, refs: [Int] = []) {
    self.runs = [Run(text, refs: refs)]
  }

  /// Plain text without references.
  public init(stringLiteral text: String) {
    self.init(text)
  }

  /// A whole number with thousands separators, resting on the sources `refs`.
  public init(_ number: some BinaryInteger, refs: [Int] = []) {
    self.init(Figure.grouped(number), refs: refs)
  }

  /// Text that matters more, resting on the sources `refs`.
  public static func strong(_ text: String, refs: [Int] = []) -> Inline {
    Inline(runs: [Run(text, emphasis: .strong, refs: refs)])
  }

  /// Text typed into or printed by a computer.
  public static func code(_ text: String) -> Inline {
    Inline(runs: [Run(text, emphasis: .code)])
  }

  /// The runs of both, joined without space.
  public static func + (left: Inline, right: Inline) -> Inline {
    Inline(runs: left.runs + right.runs)
  }

  /// Whether there is neither text nor a reference.
  public var isEmpty: Bool {
    runs.allSatisfy { $0.text.isEmpty && $0.refs.isEmpty }
  }
}
