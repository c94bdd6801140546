/// Rows and columns of text. Every row has exactly one cell per column.
public struct Table: Sendable, Equatable {
  /// At which side the cells of a column are flush.
  public enum Alignment: Sendable, Equatable {
    /// Flush left: words.
    case left
    /// Flush right: numbers.
    case right
  }

  /// A column: its title, and how its cells are set.
  public struct Column: Sendable, Equatable {
    /// The title over the column.
    public var title: String
    /// At which side its cells are flush.
    public var alignment: Alignment
    /// Whether its cells may be wrapped first where the table is too wide. Others are wrapped only as a last resort.
    public var shrinks: Bool

    /// A column; left ones may shrink and right ones may not, unless said otherwise.
    public init(_ title: String, _ alignment: Alignment = .left, shrinks: Bool? = nil) {
      self.title = title
      self.alignment = alignment
      self.shrinks = shrinks ?? (alignment == .left)
    }
  }

  /// What the table shows; may be empty.
  public var caption: Inline
  /// The columns, from the side where reading starts.
  public private(set) var columns: [Column]
  /// The rows from top to bottom, each as long as `columns`.
  public private(set) var rows: [[Inline]]

  /// A table of `rows`. A short row is filled with empty cells; for a long one columns without title are added,
  /// so that no cell is ever lost.
  public init(caption: Inline = "", columns: [Column], rows: [[Inline]] = []) {
    self.caption = caption
    self.columns = columns
    self.rows = []
    self.rows.reserveCapacity(rows.count)
    for row in rows { append(row) }
  }

  /// Adds a row at the bottom, squared as `init` does.
  public mutating func append(_ row: [Inline]) {
    while columns.count < row.count {
      columns.append(Column(""))
      for index in rows.indices { rows[index].append("") }
    }
    rows.append(row + Array(repeating: "", count: columns.count - row.count))
  }
}
