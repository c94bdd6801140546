/// What is known of a file's dialect beforehand. All else is found.
public struct CSVTold: Sendable, Equatable {
  /// A byte of a dialect that may also be absent.
  public enum Mark: Sendable, Equatable {
    /// It is to be found.
    case open
    /// There is none.
    case absent
    /// It is this.
    case byte(UInt8)
  }

  /// What separates fields; nil to find it.
  public var delimiter: UInt8?
  /// What surrounds fields.
  public var quote = Mark.open
  /// What makes a quote or, without quotes, a delimiter literal.
  public var escape = Mark.open
  /// What begins a comment.
  public var comment = Mark.open
  /// How many lines stand before the table; nil to find them.
  public var skippedLines: Int?
  /// How many records name the columns; nil to find out.
  public var headerLines: Int?

  /// Nothing is known.
  public init() {}
}
