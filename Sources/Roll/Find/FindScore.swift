/// How near a text is to what is looked for, by words.
enum FindScore {
  /// The words of a text, without accents and in one case.
  static func words(_ text: String) -> [String] {
    String(decoding: Canonical.text(text), as: UTF8.self)
      .split { !($0.isLetter || $0.isNumber) }.map { String($0) }
  }

  /// From 0 to 1; nil where a word has nothing like it. Names count more than remarks, a match of the whole more than one
  /// of a part.
  static func score(of wanted: [String], _ candidate: FindCandidates.Output) -> Double? {
    let held = words(candidate.text)
    guard !held.isEmpty else { return nil }
    var sum = 0.0
    for word in wanted {
      guard let best = held.map({ nearness(word, $0) }).max(), best > 0 else {
        // Written as one word what is two, or the other way round: the trigrams know.
        return candidate.nearness >= 0.6 ? rounded(candidate.nearness * 0.7 * weight(candidate.place)) : nil
      }
      sum += best
    }
    let share = Double(wanted.count) / Double(max(wanted.count, held.count))
    return rounded(sum / Double(wanted.count) * weight(candidate.place) * (0.9 + 0.1 * share))
  }

  private static func rounded(_ score: Double) -> Double { (score * 1000).rounded() / 1000 }

  private static let names: Set<String> = [
    "slug", "title", "name", "aliases", "short_name", "alias", "code", "subject", "state", "coalition",
  ]

  private static func weight(_ place: String) -> Double { names.contains(place) ? 1 : 0.75 }

  /// 1 for the same word, less for one that begins like it or is a slip of the finger away, 0 for another.
  static func nearness(_ wanted: String, _ word: String) -> Double {
    if wanted == word { return 1 }
    let length = wanted.count
    if length >= 2, word.hasPrefix(wanted) { return 0.85 + 0.1 * Double(length) / Double(word.count) }
    let limit = length < 4 ? 0 : length < 8 ? 1 : 2
    guard limit > 0, let distance = Nearest.distance(wanted, word, atMost: limit) else { return 0 }
    return 0.9 - 0.15 * Double(distance)
  }

  /// The part of a long text that has the first word that is like one that is looked for.
  static func excerpt(_ text: String, around wanted: [String], width: Int = 80) -> String {
    guard text.count > width else { return text }
    let words = text.split { !($0.isLetter || $0.isNumber) }
    let place = words.first { word in
      let folded = self.words(String(word))
      return folded.contains { held in wanted.contains { nearness($0, held) > 0 } }
    }
    let middle = place.map { text.distance(from: text.startIndex, to: $0.startIndex) } ?? 0
    let start = max(0, min(middle - width / 3, text.count - width))
    let part = text.dropFirst(start).prefix(width)
    return (start > 0 ? "…" : "") + part + (start + width < text.count ? "…" : "")
  }
}
