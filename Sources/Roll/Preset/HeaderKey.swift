/// What is left of a column's name when typography is taken away: case, accents, punctuation, white space of every kind,
/// characters nobody sees, Arabic vowel signs and the Arabic article. `E-Mail`, `e mail` and `EMAIL` meet in one key, and so
/// do `firstName` and `first_name`.
enum HeaderKey {
  /// Longer texts are no names: a record that stands where the header should.
  static let longest = 200

  /// The key; empty where nothing is left, or where the text is no name.
  static func of(_ name: String) -> String {
    guard name.utf8.count <= longest else { return "" }
    var canonical = Canonical.text(CountryKey.visible(name))
    guard canonical.contains(where: { $0 >= 0x80 }) else {
      canonical.removeAll { $0 == 0x20 }
      return String(decoding: canonical, as: UTF8.self)
    }
    let words = CountryKey.folded(String(decoding: canonical, as: UTF8.self)).split(separator: " ")
    return words.map { withoutArticle($0) }.joined().replacing("й", with: "и")
  }

  /// The Arabic article is written together with its word; what is left must still be one. Words that begin as if they had
  /// an article lose that too, or they would have two keys.
  private static func withoutArticle(_ word: Substring) -> Substring {
    var rest = word
    while rest.hasPrefix("ال"), rest.count > 3 { rest = rest.dropFirst(2) }
    return rest
  }
}
