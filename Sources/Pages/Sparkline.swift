/// A series as one short line of block characters: its shape, without axes.
public enum Sparkline {
  private static let levels = ["▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// One character per value, from zero to the largest value, at most `width` of them.
  ///
  /// `▁` stands exactly for zero or less, so that a day without anything is told from a quiet one. A series longer
  /// than `width` is cut into `width` stretches as equal as can be, and each shows its mean. Block Elements
  /// U+2581-U+2588, each one column wide.
  public static func text(_ values: [Int], width: Int = .max) -> String {
    guard !values.isEmpty, width > 0 else { return "" }
    let count = min(values.count, width)
    let means = (0..<count).map { index in
      let stretch = values[stretch(index, of: count, in: values.count)]
      return stretch.reduce(0.0) { $0 + Double(max($1, 0)) } / Double(stretch.count)
    }
    let top = means.max() ?? 0
    return means.map { mean in
      guard mean > 0 else { return "▁" }
      let level = (mean / top * Double(levels.count)).rounded(.up)
      return levels[min(max(Int(level), 1), levels.count) - 1]
    }.joined()
  }

  private static func stretch(_ index: Int, of count: Int, in length: Int) -> Range<Int> {
    // Division first keeps the product small for series of any length.
    let (size, extra) = length.quotientAndRemainder(dividingBy: count)
    let start = index * size + min(index, extra)
    return start..<(start + size + (index < extra ? 1 : 0))
  }
}
