internal import Postgres
internal import Roll

/// What a page about a state leaves to its history.
enum HistoryHint {
  /// Says how many facts were corrected or taken back, where any was, and how to see them.
  static func tell(
    _ noun: any Noun.Type, _ key: String, _ clocks: Clocks, _ options: GlobalOptions,
    on connection: inout Connection
  ) throws {
    guard !options.json, !options.quiet else { return }
    let facts = try FormHistory.count(noun, clocks, key: key, on: &connection)
    guard facts > 0 else { return }
    let words = facts == 1 ? "1 fact was" : "\(facts) facts were"
    try Output.line("\n\(words) corrected or taken back: rollcall \(noun.form.noun) show \(key) --history")
  }
}
