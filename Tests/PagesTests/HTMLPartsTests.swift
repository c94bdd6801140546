import Foundation
import Testing

@testable import Pages

@Suite struct HTMLPartsTests {
  private static func html(_ blocks: Page.Block..., sources: [Page.Source] = []) -> String {
    HTMLPage.render(Page(title: "T", blocks: blocks, sources: sources))
  }

  @Test("A reference leads to its source, and the source to its address if that is one of the web")
  func sources() {
    let html = Self.html(
      .paragraph(Inline("1", refs: [1, 2, 3])),
      sources: [
        .init("A", address: "https://example.org/?a=1&b=\"x\""), .init("B", address: "javascript:alert(1)"),
      ])
    #expect(
      html.contains("<a class=\"ref\" href=\"#source-2\"><span class=\"vh\">Source </span>[2]</a> [3]</p>"))
    #expect(html.contains("href=\"https://example.org/?a=1&amp;b=%22x%22\""))
    #expect(html.contains("<span class=\"address\">javascript:alert(1)</span>"))
    #expect(!html.contains("href=\"javascript"))
  }

  @Test("The policy forbids everything but the page's own style, and the style fetches nothing")
  func policy() throws {
    let html = Self.html(.rule)
    #expect(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""))
    let style = HTMLStyle.screen + HTMLStyle.pictures + HTMLStyle.paper
    for word in ["url(", "@import", "http", "<", "expression"] { #expect(!style.contains(word)) }
    #expect(style.filter { $0 == "{" }.count == style.filter { $0 == "}" }.count)
  }

  @Test(
    "Right-to-left letters are kept apart from the words around them",
    arguments: [
      ("By العفو الدولية: 12", "By <bdi>العفو الدولية</bdi>: 12"),
      ("שלום a שלום", "<bdi>שלום</bdi> a <bdi>שלום</bdi>"),
      ("a\u{202E}b", "a\\u{202E}b"), ("<b> & 'x'", "&lt;b&gt; &amp; &#39;x&#39;"), ("", ""),
    ])
  func isolation(_ text: String, _ html: String) {
    #expect(HTMLText.isolated(text) == html)
  }

  @Test("A block that begins from the right is set from the right, and so is a page in such a language")
  func direction() {
    #expect(Self.html(.paragraph("12 توقيع signatures")).contains("<p dir=\"rtl\">12 <bdi>"))
    #expect(Self.html(.paragraph("12 signatures توقيع")).contains("<p>12 signatures"))
    var page = Page(title: "T")
    page.language = "ar-EG"
    #expect(HTMLPage.render(page).contains("<html lang=\"ar-EG\" dir=\"rtl\">"))
  }

  @Test("The strong text that a fact of the headline begins with is its figure, and its sources follow it")
  func headline() {
    let html = Self.html(
      .headline([.init("Signatures", .strong("84,598", refs: [1]) + " of many")]), sources: [.init("A")])
    #expect(
      html.contains("<span class=\"figure\">84,598</span> of many <a class=\"ref\" href=\"#source-1\">"))
  }

  @Test("Lines behind a chart are round numbers, at most six above zero, up to any count")
  func intervals() {
    for top in [1, 2, 5, 6, 10, 11, 26, 99, 84_598, 100_000, 1_000_000_000, Int.max] {
      let interval = Drawn.interval(upTo: top)
      #expect(interval >= 1 && (Drawn.bounded(top) + interval - 1) / interval <= 6)
      #expect(["1", "2", "5"].contains(String(interval).trimmingCharacters(in: ["0"])))
    }
    #expect(Drawn.interval(upTo: 84_598) == 20_000)
  }

  @Test("Shares are written without a needless nought, and never leave the picture")
  func shares() {
    #expect(
      [0, 5, 50, 500, 3_725, 3_720, 10_000].map(Drawn.percent) == [
        "0%", "0.05%", "0.5%", "5%", "37.25%", "37.2%", "100%",
      ])
    #expect(Drawn.hundredths(.max, of: 1) == 10_000 && Drawn.hundredths(.min, of: 1) == 0)
    #expect(Drawn.hundredths(1, of: 0) == 0 && Drawn.hundredths(1, of: 3) == 3_333)
  }

  @Test("A step chart draws each layer on the one below it, and its goal at its height")
  func stepChart() {
    let chart = StepChart(
      span: 0...100, layers: [.init("a", .strong), .init("b", .warm)],
      steps: [.init(at: 0, [1]), .init(at: 50, [2, 2])], goal: .init(5, "Goal"))
    let content = StepDrawing(chart).content
    #expect(content.contains("d=\"M0 10000H0V8000H5000V6000H10000V10000H5000V10000H0Z\""))
    #expect(content.contains("d=\"M0 8000H0V8000H5000V2000H10000V6000H5000V8000H0Z\""))
    #expect(content.contains("<line class=\"goal\" x1=\"0\" x2=\"100%\" y1=\"22\" y2=\"22\"/>"))
  }
}
