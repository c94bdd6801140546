/// A bar of block characters, drawn to an eighth of a column.
public enum Bar {
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// The bar for `value` where `fullValue` fills `width` columns; never wider than that.
  ///
  /// Empty exactly where the value, the full value or the width is zero or less: what is not nothing shows at least
  /// an eighth. Block Elements U+2588-U+258F, each one column wide.
  public static func text(_ value: Int, of fullValue: Int, width: Int) -> String {
    guard value > 0, fullValue > 0, width > 0 else { return "" }
    let share = min(Double(value) / Double(fullValue), 1)
    let length = max(1, Int((share * Double(width) * 8).rounded()))
    return String(repeating: "█", count: length / 8) + eighths[length % 8]
  }
}
