extension TextLayout {
  /// The caption over a table or chart; no line where it is empty.
  static func caption(_ caption: Inline, width: Int) -> [TextLine] {
    caption.isEmpty ? [] : TextFlow.lines(StyledText(caption, base: .strong), limit: width)
  }

  /// Labels in one column, values in the next.
  static func labelled(_ facts: [(label: String, value: Inline)], width: Int) -> [TextLine] {
    let labels = facts.map { StyledText(Inline($0.label)) }
    let column = min(labels.map(\.width).max() ?? 0, width * 2 / 5)
    let start = column == 0 ? 0 : column + ColumnWidths.gap
    return zip(labels, facts).flatMap { label, fact in
      beside(
        TextFlow.lines(label, limit: max(column, 2)),
        TextFlow.lines(StyledText(fact.value), limit: width - start), at: start)
    }
  }

  /// Items behind bullets or numbers, their lines hanging.
  static func list(_ items: [Inline], numbered: Bool, width: Int) -> [TextLine] {
    let indent = numbered ? "\(items.count). ".count : 2
    return items.enumerated().flatMap { index, item in
      let mark = numbered ? "\(index + 1). " : "• "
      let first = String(repeating: " ", count: indent - mark.count) + mark
      return prefixed(item, first: first, rest: String(repeating: " ", count: indent), width: width)
    }
  }

  /// `text` with `first` before its first line and `rest`, as wide, before the others.
  static func prefixed(_ text: Inline, first: String, rest: String, width: Int) -> [TextLine] {
    let indent = DisplayWidth.columns(of: first)
    return TextFlow.lines(StyledText(text), limit: width - indent).enumerated().map { index, set in
      var line = TextLine(index == 0 ? first : rest)
      line.append(set)
      return line
    }
  }

  /// Two stacks of lines side by side, the second beginning at `column`.
  static func beside(_ left: [TextLine], _ right: [TextLine], at column: Int) -> [TextLine] {
    (0..<max(left.count, right.count)).map { height in
      var line = height < left.count ? left[height] : TextLine()
      line.pad(to: column)
      if height < right.count { line.append(right[height]) }
      return line
    }
  }
}
