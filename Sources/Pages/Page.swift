/// What a reader gets to see, free of any format: a title, blocks in reading order, and the sources they rest on.
///
/// A section is written once as blocks; `TextPage`, `MarkdownPage` and `HTMLPage` only render it.
public struct Page: Sendable, Equatable {
  /// The title; a page without one (a listing) has none printed.
  public var title: String
  /// The blocks in reading order.
  public var blocks: [Block]
  /// The sources; a reference `n` means the `n`th of them, counted from 1.
  public var sources: [Source]
  /// The heading over the sources, in the page's language.
  public var sourcesTitle: String
  /// What a face that is passed on says above the title: what kind of page it is, of which day, for whom.
  public var kicker = ""
  /// What such a face says of its own making at its end: the command, the versions.
  public var imprint: [Fact] = []
  /// The language of the page's own words, as a BCP 47 tag.
  public var language = "en"
  /// The program that made the page, and its version.
  public var generator = ""

  /// A page of `blocks` that rests on `sources`.
  public init(title: String, blocks: [Block] = [], sources: [Source] = [], sourcesTitle: String = "Sources") {
    self.title = title
    self.blocks = blocks
    self.sources = sources
    self.sourcesTitle = sourcesTitle
  }

  /// One element of a page.
  public enum Block: Sendable, Equatable {
    /// A heading; the page's title is level 1, its sections level 2, and so on to 6. Other levels are moved into 2...6.
    case heading(level: Int, Inline)
    /// Running text.
    case paragraph(Inline)
    /// Labels with their values, one under the other.
    case facts([Fact])
    /// The few facts that the whole comes down to; the strong text that a value begins with is its figure.
    case headline([Fact])
    /// Rows and columns.
    case table(Table)
    /// Values compared by length.
    case bars(BarChart)
    /// Something drawn; faces without pictures print its summary.
    case picture(Picture)
    /// A remark a reader must not miss: what a figure leaves out, that data is synthetic.
    case note(Inline)
    /// Items, each with a bullet or a number counted from 1.
    case list([Inline], numbered: Bool)
    /// A line between parts.
    case rule
  }

  /// A label with its value.
  public struct Fact: Sendable, Equatable {
    /// What the value is.
    public var label: String
    /// The value, with the sources it rests on.
    public var value: Inline

    /// The fact that `label` is `value`.
    public init(_ label: String, _ value: Inline) {
      self.label = label
      self.value = value
    }
  }

  /// Where a figure or statement comes from.
  public struct Source: Sendable, Equatable {
    /// The title of the document.
    public var title: String
    /// Who published it.
    public var publisher: String
    /// The day of publication, as the page's language writes it.
    public var published: String
    /// A web address; only `http` and `https` become links.
    public var address: String

    /// A source; what is not known stays empty.
    public init(_ title: String, publisher: String = "", published: String = "", address: String = "") {
      self.title = title
      self.publisher = publisher
      self.published = published
      self.address = address
    }
  }
}

extension Page.Source {
  /// Publisher, title and day as one line; the address apart.
  var citation: String {
    [publisher, title, published].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension Page.Block {
  /// The level a face prints for a heading of `level`: 2...6.
  static func printedLevel(_ level: Int) -> Int {
    min(max(level, 2), 6)
  }
}
