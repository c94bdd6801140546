/// Finds what a mistyped name probably meant.
public enum Nearest {
  /// The candidate with the fewest insertions, deletions, replacements and swaps of neighbours away from `name`, compared
  /// in lower case; nil where even the best is too far (more than a third of the name, and more than two), or keeps no letter of
  /// several.
  ///
  /// Optimal string alignment distance (restricted Damerau-Levenshtein).
  public static func match(_ name: String, _ candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().unicodeScalars)
      let limit = max(2, min(wanted.count, other.count) / 3)
      guard abs(other.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, other)
      if distance <= limit, distance < max(2, min(wanted.count, other.count)),
        best.map({ distance < $0.distance || distance == $0.distance && candidate < $0.candidate }) ?? true
      {
        best = (distance, candidate)
      }
    }
    return best?.candidate
  }

  /// `; did you mean ‘…’?`, or nothing.
  static func suggestion(_ name: String, _ candidates: some Sequence<String>) -> String {
    match(name, candidates).map { "; did you mean ‘\($0)’?" } ?? ""
  }

  /// The distance of two words, letter by letter; nil where it is more than `limit`.
  static func distance(_ left: String, _ right: String, atMost limit: Int) -> Int? {
    let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    guard abs(left.count - right.count) <= limit else { return nil }
    let distance = distance(left, right)
    return distance <= limit ? distance : nil
  }

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      for column in 1...right.count {
        let change = left[row - 1] == right[column - 1] ? 0 : 1
        var best = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + change)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          best = min(best, beforePrevious[column - 2] + 1)
        }
        current.append(best)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
