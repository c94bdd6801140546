/// The list of sources, each with an id that references lead to.
enum HTMLSources {
  static func list(_ sources: [Page.Source]) -> String {
    let items = sources.enumerated().map { index, source in
      let citation = HTMLText.isolated(source.citation)
      let parts = [citation, address(source.address)].filter { !$0.isEmpty }
      return "<li id=\"source-\(index + 1)\">\(parts.joined(separator: " "))</li>\n"
    }
    return "<ol class=\"sources\">\n\(items.joined())</ol>\n"
  }

  /// A link where the address is one of the web, else text.
  private static func address(_ address: String) -> String {
    if address.isEmpty { return "" }
    let shown = HTMLText.escaped(address)
    guard let link = MarkdownText.link(address) else { return "<span class=\"address\">\(shown)</span>" }
    return
      "<a class=\"address\" rel=\"noreferrer\" href=\"\(HTMLText.escaped(link))\"><bdi>\(shown)</bdi></a>"
  }
}
