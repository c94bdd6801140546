/// What stands below what.
public struct Tree: Sendable, Equatable {
  /// What is said of this one.
  public var label: Inline
  /// What stands below it, from top to bottom.
  public var branches: [Tree]

  /// A tree.
  public init(_ label: Inline, _ branches: [Tree] = []) {
    (self.label, self.branches) = (label, branches)
  }
}

extension TextPage {
  /// Trees one under the other, joined by lines, in at most `width` columns as long as a label has `minimumWidth` left;
  /// deeper ones reach further to the right. A label that is too long goes on in the next line, set in.
  public static func render(_ trees: [Tree], width: Int = 80, colour: Bool = false) -> String {
    let lines = trees.flatMap { TextTree(width: width).lines(of: $0) }
    return lines.reduce(into: "") { $0 += $1.rendered(colour: colour) + "\n" }
  }
}

/// A tree set in the columns of a terminal.
private struct TextTree {
  let width: Int

  func lines(of tree: Tree) -> [TextLine] {
    set(tree, first: "", rest: tree.branches.isEmpty ? "    " : "│   ") + below(tree, indent: "")
  }

  private func below(_ tree: Tree, indent: String) -> [TextLine] {
    tree.branches.enumerated().flatMap { index, branch in
      let isLast = index == tree.branches.count - 1
      let inner = indent + (isLast ? "    " : "│   ")
      return set(
        branch, first: indent + (isLast ? "└── " : "├── "),
        rest: inner + (branch.branches.isEmpty ? "    " : "│   ")) + below(branch, indent: inner)
    }
  }

  private func set(_ tree: Tree, first: String, rest: String) -> [TextLine] {
    let limit = max(width - DisplayWidth.columns(of: rest), TextPage.minimumWidth)
    return TextFlow.lines(StyledText(tree.label), limit: limit).enumerated().map { index, part in
      var line = TextLine(index == 0 ? first : rest)
      line.append(part)
      return line
    }
  }
}
