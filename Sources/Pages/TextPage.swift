/// The terminal face of a page.
public enum TextPage {
  /// Narrower than this nothing is set: lines of fewer columns cannot be read.
  public static let minimumWidth = 20

  /// `page` as lines of at most `width` columns (never fewer than `minimumWidth`), each ended by a newline.
  ///
  /// Nothing is cut: what does not fit is wrapped, and a table too wide even then is set row by row as labelled
  /// values. Foreign text goes through `TerminalText.safe`. With `colour` the same lines carry bold, dim and cyan
  /// (ECMA-48 SGR), and nothing else changes; without it the output is plain text without any control character but
  /// newline.
  public static func render(_ page: Page, width: Int = 80, colour: Bool = false) -> String {
    var layout = TextLayout(width: max(width, minimumWidth))
    layout.title(page.title)
    for block in page.blocks { layout.append(block) }
    layout.sources(page.sources, title: page.sourcesTitle)
    return text(layout.lines, colour: colour)
  }

  /// `table` alone, as `render(_:width:colour:)` sets it in a page: a listing.
  public static func render(_ table: Table, width: Int = 80, colour: Bool = false) -> String {
    render(Page(title: "", blocks: [.table(table)]), width: width, colour: colour)
  }

  private static func text(_ lines: [TextLine], colour: Bool) -> String {
    lines.reduce(into: "") { $0 += $1.rendered(colour: colour) + "\n" }
  }
}
