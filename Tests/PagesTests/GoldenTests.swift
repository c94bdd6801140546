import Foundation
import Pages
import Testing

/// Each face of one page, as somebody looked at it and found it right.
///
/// `PAGES_GOLDEN=write swift test` writes the files anew; look at them before they are kept.
@Suite struct GoldenTests {
  @Test(
    "A face of the sample page is, byte for byte, what was looked at",
    arguments: ["page-80.txt", "page-120.txt", "page-40.txt", "page-80-colour.txt", "page.md"])
  func face(_ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(components: "Golden", name)
    let text = Self.render(name)
    if ProcessInfo.processInfo.environment["PAGES_GOLDEN"] == "write" {
      try Data(text.utf8).write(to: file)
    }
    #expect(try Data(contentsOf: file) == Data(text.utf8))
  }

  private static func render(_ name: String) -> String {
    switch name {
    case "page.md": MarkdownPage.render(SamplePage.page)
    case "page-120.txt": TextPage.render(SamplePage.page, width: 120)
    case "page-40.txt": TextPage.render(SamplePage.page, width: 40)
    case "page-80-colour.txt": TextPage.render(SamplePage.page, width: 80, colour: true)
    default: TextPage.render(SamplePage.page, width: 80)
    }
  }
}
