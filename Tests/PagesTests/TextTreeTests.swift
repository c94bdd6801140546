import Testing

@testable import Pages

struct TextTreeTests {
  private let tree = Tree(
    "Coalition",
    [
      Tree("First member", [Tree("Below"), Tree("Below too", [Tree("Deeper")])]),
      Tree("Last member", [Tree("Alone")]),
    ])

  @Test("a tree is joined by lines, trees stand one under the other")
  func lines() {
    #expect(
      TextPage.render([tree, Tree("Other")]) == """
        Coalition
        ├── First member
        │   ├── Below
        │   └── Below too
        │       └── Deeper
        └── Last member
            └── Alone
        Other

        """)
    #expect(TextPage.render([Tree]()) == "")
  }

  @Test("a label that is too long goes on set in, and the lines to what stands below it are not broken")
  func wrapped() {
    let tree = Tree(
      "A coalition of many words",
      [Tree("A member of a coalition, of many words", [Tree("Below")]), Tree("Last of all in a coalition")])
    #expect(
      TextPage.render([tree], width: 28) == """
        A coalition of many
        │   words
        ├── A member of a
        │   │   coalition, of many
        │   │   words
        │   └── Below
        └── Last of all in a
                coalition

        """)
  }

  @Test("no line is wider than asked for while a label has room, and a deep one still has some")
  func widths() {
    var deep = Tree("The deepest of all these labels, which has some words")
    for level in 0..<30 { deep = Tree("Level \(level) of a deep tree of labels", [deep]) }
    for line in TextPage.render([deep], width: 80).split(separator: "\n") {
      let indent = line.prefix { " │├└─".contains($0) }.count
      #expect(DisplayWidth.columns(of: String(line)) <= max(80, indent + TextPage.minimumWidth))
    }
    #expect(TextPage.render([Tree("x\u{1B}[2J\u{202E}y")]) == "x\\u{1B}[2J\\u{202E}y\n")
  }
}
