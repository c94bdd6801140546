/// A table as HTML: with a caption, headings of columns and rows, and room to be scrolled where it is wider than the page.
struct HTMLTable {
  private let table: Table
  private let name: String
  private let inline: (Inline) -> HTMLInline

  /// `name` is what the table is called where it has no caption.
  init(_ table: Table, named name: String, _ inline: @escaping (Inline) -> HTMLInline) {
    self.table = table
    self.name = name
    self.inline = inline
  }

  var html: String {
    if table.columns.isEmpty { return table.caption.isEmpty ? "" : "<p>\(inline(table.caption).html)</p>" }
    let label = table.caption.isEmpty ? name : table.caption.runs.map(\.text).joined()
    let hidden = table.caption.isEmpty ? " class=\"vh\"" : ""
    let caption = table.caption.isEmpty ? HTMLText.isolated(name) : inline(table.caption).html
    return """
      <div class="scroll" role="group" tabindex="0" aria-label="\(HTMLText.escaped(label))"><table>
      <caption\(hidden)>\(caption)</caption>
      \(head)<tbody>
      \(table.rows.map(row).joined())</tbody></table></div>
      """
  }

  private var head: String {
    guard table.columns.contains(where: { !$0.title.isEmpty }) else { return "" }
    let cells = table.columns.map { column in
      let mark = Self.mark(column)
      return column.title.isEmpty
        ? "<td\(mark)></td>" : "<th scope=\"col\"\(mark)>\(HTMLText.isolated(column.title))</th>"
    }
    return "<thead><tr>\(cells.joined())</tr></thead>\n"
  }

  private func row(_ cells: [Inline]) -> String {
    let set = cells.indices.map { index in
      let content = inline(cells[index])
      let attributes = Self.mark(table.columns[index]) + content.direction
      // The first words of a row say what it is about; a number or nothing does not.
      let names = index == 0 && table.columns[0].alignment == .left && !cells[index].isEmpty
      return names
        ? "<th scope=\"row\"\(attributes)>\(content.html)</th>" : "<td\(attributes)>\(content.html)</td>"
    }
    return "<tr>\(set.joined())</tr>\n"
  }

  private static func mark(_ column: Table.Column) -> String {
    column.alignment == .right ? " class=\"n\"" : column.shrinks ? "" : " class=\"k\""
  }
}
