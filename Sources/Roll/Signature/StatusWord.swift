/// What people write in a column of the status where no platform says what its words mean.
enum StatusWord {
  /// The statuses themselves.
  static let all = ["pending", "validated", "invalidated", "withdrawn"]

  /// Everyday words for each; ours, reviewed, and repeated in docs/platforms.md. Whoever leaves a mailing list, or never was
  /// on it, has signed all the same.
  static let synonyms: [(status: String, words: [String])] = [
    (
      "validated",
      [
        "valid", "confirmed", "verified", "approved", "accepted", "active", "signed", "subscribed",
        "unsubscribed",
      ]
    ),
    (
      "pending",
      ["unconfirmed", "not confirmed", "unverified", "not verified", "waiting", "awaiting confirmation"]
    ),
    ("invalidated", ["invalid", "not valid", "rejected", "spam", "fake"]),
    ("withdrawn", ["deleted", "removed", "cancelled", "canceled", "revoked", "retracted"]),
  ]

  private static let meanings: [String: String] = Dictionary(
    synonyms.flatMap { entry in entry.words.map { (HeaderKey.of($0), entry.status) } }
  ) { first, _ in first }

  /// The status that a word means; nil where it is none of the table. Case, blanks and hyphens make no difference.
  static func meaning(of word: String) -> String? { meanings[HeaderKey.of(word)] }
}
