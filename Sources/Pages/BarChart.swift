/// Values compared by the length of their bars, from top to bottom.
public struct BarChart: Sendable, Equatable {
  /// A labelled value.
  public struct Row: Sendable, Equatable {
    /// What was counted.
    public var label: Inline
    /// How many; below zero there is no bar, only the number.
    public var value: Int

    /// `value` counted for `label`.
    public init(_ label: Inline, _ value: Int) {
      self.label = label
      self.value = value
    }
  }

  /// What the chart shows; may be empty.
  public var caption: Inline
  /// What the labels are, for a face that heads its columns.
  public var labelTitle: String
  /// What the values are.
  public var valueTitle: String
  /// The rows from top to bottom.
  public var rows: [Row]
  /// The value of a full bar: a goal, or a scale that several charts share. The largest value where it is nil or
  /// too small.
  public var fullValue: Int?

  /// A chart of `rows`.
  public init(
    caption: Inline = "", labelTitle: String, valueTitle: String, rows: [Row] = [], fullValue: Int? = nil
  ) {
    self.caption = caption
    self.labelTitle = labelTitle
    self.valueTitle = valueTitle
    self.rows = rows
    self.fullValue = fullValue
  }

  /// The value that fills a bar: never below any value, and at least 1.
  var scale: Int {
    max(rows.map(\.value).max() ?? 1, fullValue ?? 1, 1)
  }
}
