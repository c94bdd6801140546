/// The HTML face of a page: one file that needs nothing beside it.
public enum HTMLPage {
  /// `page` as an HTML document without script and without anything that would be fetched.
  ///
  /// No value of the page can form markup or a link: all is escaped, right-to-left text is kept apart from its
  /// surroundings, and what `TerminalText.safe` shows as an escape is shown so here. A reference leads to its entry in the
  /// list of sources, and that to the source's address where it is `http` or `https`. Headings follow each other without
  /// a gap in level. The same page gives the same bytes.
  public static func render(_ page: Page, words: HTMLWords = .english) -> String {
    var body = HTMLBody(page, words)
    for block in page.blocks { body.append(block) }
    body.finish()
    return [
      "<!DOCTYPE html>", "<html lang=\"\(HTMLText.escaped(page.language))\" dir=\"\(direction(of: page))\">",
      head(page), "<body>", "<a class=\"skip\" href=\"#content\">\(HTMLText.escaped(words.skip))</a>",
      masthead(page), contents(body.sections, words), "<main id=\"content\" tabindex=\"-1\">",
      body.output + "</main>", imprint(page, words), "</body>", "</html>", "",
    ].filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  private static func direction(of page: Page) -> String {
    let language = page.language.split(separator: "-").first.map { $0.lowercased() } ?? ""
    return ["ar", "fa", "he", "ur", "ps", "ckb", "yi"].contains(language) ? "rtl" : "ltr"
  }

  private static func head(_ page: Page) -> String {
    let title = page.title.isEmpty ? page.kicker : page.title
    let generator =
      page.generator.isEmpty
      ? [] : ["<meta name=\"generator\" content=\"\(HTMLText.escaped(page.generator))\">"]
    // Were an escape ever forgotten, the policy would still keep everything from being run or fetched.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return
      ([
        "<head>", "<meta charset=\"utf-8\">",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
        "<meta name=\"color-scheme\" content=\"light dark\">",
        "<meta name=\"referrer\" content=\"no-referrer\">",
      ] + generator + [
        "<title>\(HTMLText.escaped(title))</title>",
        "<style>\n\(HTMLStyle.screen)\(HTMLStyle.pictures)\(HTMLStyle.paper)</style>",
        "</head>",
      ]).joined(separator: "\n")
  }

  private static func masthead(_ page: Page) -> String {
    let kicker = page.kicker.isEmpty ? "" : "<p class=\"kicker\">\(HTMLText.isolated(page.kicker))</p>\n"
    let title = HTMLInline(Inline(page.title), .english, sourceCount: 0)
    // A page of one heading at least: it is what a screen reader looks for first.
    return "<header>\n\(kicker)<h1\(title.direction)>\(title.html)</h1>\n</header>"
  }

  private static func contents(_ sections: [HTMLBody.Section], _ words: HTMLWords) -> String {
    guard sections.count > 1 else { return "" }
    let items = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" }.joined(separator: "\n")
    return "<nav aria-label=\"\(HTMLText.escaped(words.contents))\">\n<ul>\n\(items)\n</ul>\n</nav>"
  }

  private static func imprint(_ page: Page, _ words: HTMLWords) -> String {
    guard !page.imprint.isEmpty else { return "" }
    let facts = HTMLBody.facts(page.imprint) { HTMLInline($0, words, sourceCount: page.sources.count) }
    return "<footer>\n<h2 id=\"imprint\">\(HTMLText.escaped(words.imprint))</h2>\n\(facts)</footer>"
  }
}
