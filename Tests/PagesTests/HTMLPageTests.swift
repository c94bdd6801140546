import Testing

@testable import Pages

@Suite struct HTMLPageTests {
  private static let elements: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "h4", "h5", "h6",
    "nav", "ul", "ol", "li", "main", "section", "strong", "code", "bdi", "span", "dl", "div", "dt", "dd",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "hr", "footer", "figure", "figcaption",
    "svg", "desc", "clipPath", "rect", "path", "line", "circle", "text", "g", "details", "summary",
  ]
  private static let attributes: Set<String> = [
    "lang", "dir", "charset", "http-equiv", "content", "name", "class", "href", "id", "tabindex", "role",
    "rel", "scope", "open", "width", "height", "viewBox", "preserveAspectRatio", "x", "y", "x1", "x2", "y1",
    "y2", "d", "cx", "cy", "r", "clip-path", "focusable", "stroke-linecap", "aria-label",
    "aria-labelledby", "aria-hidden",
  ]

  private static func page(_ seed: UInt64) -> (html: String, reading: HTMLReading) {
    var page = ForeignText.page(seed: seed)
    var numbers = SeededNumbers(seed: seed &+ 1)
    page.kicker = ForeignText.text(&numbers)
    page.generator = ForeignText.text(&numbers)
    page.imprint = [.init(ForeignText.text(&numbers), ForeignText.inline(&numbers))]
    let html = HTMLPage.render(page)
    return (html, HTMLReading(html))
  }

  @Test(
    "Whatever the values are, every element is closed in its place and nothing is left bare",
    arguments: UInt64(0)..<100)
  func wellFormed(_ seed: UInt64) {
    #expect(Self.page(seed).reading.faults == [])
  }

  @Test(
    "No value makes an element, an attribute, a script or an address of its own", arguments: UInt64(0)..<100)
  func inert(_ seed: UInt64) {
    for element in Self.page(seed).reading.elements {
      #expect(Self.elements.contains(element.name), "\(element.name)")
      #expect(Set(element.attributes.keys).isSubset(of: Self.attributes), "\(element.attributes.keys)")
      #expect((element.attributes["clip-path"] ?? "url(#").hasPrefix("url(#"))
      guard let target = element.attributes["href"] else { continue }
      #expect(element.name == "a")
      #expect(["#", "http://", "https://"].contains { target.lowercased().hasPrefix($0) }, "\(target)")
    }
  }

  @Test("Every id stands once, and whatever refers to one finds it", arguments: UInt64(0)..<100)
  func references(_ seed: UInt64) {
    let reading = Self.page(seed).reading
    let ids = reading.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for element in reading.elements {
      var targets = (element.attributes["aria-labelledby"] ?? "").split(separator: " ").map { String($0) }
      if let href = element.attributes["href"], href.hasPrefix("#") {
        targets.append(String(href.dropFirst()))
      }
      if let clip = element.attributes["clip-path"] { targets.append(String(clip.dropFirst(5).dropLast())) }
      #expect(Set(targets).isSubset(of: ids), "\(targets)")
    }
  }

  @Test("No control or bidirectional character reaches the page but newline", arguments: UInt64(0)..<100)
  func noControls(_ seed: UInt64) {
    #expect(!Self.page(seed).html.unicodeScalars.contains { $0 != "\n" && $0.isControlOrBidi })
  }

  @Test("A value comes back from the page as it was", arguments: UInt64(0)..<200)
  func valuesComeBack(_ seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let value = ForeignText.text(&numbers, longest: 30)
    let reading = HTMLReading(HTMLPage.render(Page(title: value, blocks: [.paragraph(Inline(value))])))
    let safe = TerminalText.safe(value)
    #expect(reading.all("title").first?.text == safe)
    #expect(reading.all("h1").first?.text == safe)
    #expect(reading.all("p").first?.text == safe)
  }

  @Test("There is one heading of level 1, and no level is left out below it", arguments: UInt64(0)..<40)
  func headings(_ seed: UInt64) {
    var page = ForeignText.page(seed: seed)
    page.blocks.insert(.heading(level: 5, "Deep"), at: 0)
    page.blocks.append(.heading(level: 4, "Deeper"))
    let levels = HTMLReading(HTMLPage.render(page)).elements.compactMap { element in
      element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
    }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
    for (last, next) in zip(levels, levels.dropFirst()) { #expect(next <= last + 1) }
  }

  @Test(
    "Every picture has a title, a description and a table, and every table a caption",
    arguments: UInt64(0)..<40)
  func alternatives(_ seed: UInt64) {
    let reading = Self.page(seed).reading
    let pictures = reading.all("svg").filter { $0.attributes["aria-hidden"] == nil }
    #expect(pictures.count == 3)
    for picture in pictures {
      #expect(picture.attributes["role"] == "img" && reading.isInside(picture, "figure"))
      #expect(picture.attributes["aria-labelledby"]?.split(separator: " ").count == 2)
    }
    #expect(reading.all("caption").count == reading.all("table").count)
    #expect(reading.all("th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
  }

  @Test("The same page gives the same bytes", arguments: UInt64(0)..<10)
  func deterministic(_ seed: UInt64) {
    #expect(Self.page(seed).html == Self.page(seed).html)
  }
}
