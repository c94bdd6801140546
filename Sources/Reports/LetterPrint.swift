internal import Pages
public import Roll

/// The organizations under a letter as a list that can be set under it: one a line, in the order of the letter, without
/// those that withdrew. Nothing is wrapped; foreign text is made safe for the reader of each form.
public enum LetterPrint: String, Sendable, CaseIterable {
  /// Plain lines.
  case text
  /// A list in GitHub-flavoured Markdown.
  case markdown
  /// A piece of an HTML page.
  case html

  /// The list, ended by a newline.
  /// - Parameter isNumbered: whether each line has its number.
  public func render(_ letter: Letter, isNumbered: Bool) -> String {
    let heading = Self.heading(letter)
    let items = letter.endorsed.map(Self.item)
    switch self {
    case .text:
      let width = String(items.count).count
      let lines = items.enumerated().map { index, item in
        let number = String(index + 1)
        let mark =
          isNumbered ? String(repeating: " ", count: width - number.count) + number + ". " : ""
        return mark + TerminalText.safe(item)
      }
      return ([TerminalText.safe(heading), ""] + lines).joined(separator: "\n") + "\n"
    case .markdown:
      let list: [Page.Block] =
        items.isEmpty ? [] : [.list(items.map { Inline($0) }, numbered: isNumbered)]
      return MarkdownPage.render(Page(title: "", blocks: [.paragraph(Inline(heading))] + list))
    case .html:
      let tag = isNumbered ? "ol" : "ul"
      let lines = items.map { "<li>\(Self.escaped($0))</li>" }
      return (["<p>\(Self.escaped(heading))</p>", "<\(tag)>"] + lines + ["</\(tag)>"])
        .joined(separator: "\n") + "\n"
    }
  }

  /// `8 of 121 organizations named`.
  public static func heading(_ letter: Letter) -> String {
    let named = letter.endorsed.count
    let words = NamedOfClaimed.words(
      named, of: letter.claimed?.value, qualifier: letter.claimed?.qualifier)
    guard words.hasSuffix(" named") else {
      return words.contains(" ") ? "Organizations: \(words)" : "\(words) organization\(named == 1 ? "" : "s")"
    }
    return words.dropLast(" named".count) + " organizations named"
  }

  /// Name, country, and who signed for it.
  static func item(_ endorsement: LetterEndorsement) -> String {
    let place = [endorsement.organization.name, endorsement.organization.countryName].compactMap { $0 }
    return place.joined(separator: ", ") + (endorsement.authority.map { "; \($0)" } ?? "")
  }

  // By scalar: a sign that an accent follows is one Character with it, but still a sign to HTML.
  private static func escaped(_ text: String) -> String {
    TerminalText.safe(text).unicodeScalars.reduce(into: "") { html, scalar in
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.unicodeScalars.append(scalar)
      }
    }
  }
}
