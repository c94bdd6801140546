/// Keeps counts of few people out of what anyone may see.
///
/// Source: Hundepool et al., Statistical Disclosure Control (2012), chapters 4 and 5: threshold rule and secondary
/// suppression in one-way tables.
public enum SmallCounts {
  /// How many people have to share what is shown.
  public static let threshold = 5

  /// Those that are shown, the largest first: the others have fewer people than the threshold, or are hidden with them, the
  /// smallest first, until what is hidden has enough people. One value alone then never is hidden, so that a total less the
  /// rest gives nothing away.
  public static func shown<Value: Comparable>(_ cells: [(value: Value, count: Int)]) -> [Value] {
    var open = cells.sorted { ($0.count, $1.value) > ($1.count, $0.value) }
    var people = 0
    while let smallest = open.last, smallest.count < threshold || (1..<threshold).contains(people) {
      people += smallest.count
      open.removeLast()
    }
    return open.map(\.value)
  }
}
