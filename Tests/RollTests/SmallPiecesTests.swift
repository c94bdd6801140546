import Testing

@testable import Roll

struct NearestTests {
  /// The oracle: everything that one typing slip makes of a word.
  private func slips(_ word: String) -> [String] {
    let letters = Array(word)
    var slips: [String] = []
    for index in letters.indices {
      var copy = letters
      copy.remove(at: index)
      slips.append(String(copy))
      copy = letters
      copy[index] = "q"
      slips.append(String(copy))
      copy = letters
      copy.insert("q", at: index)
      slips.append(String(copy))
      guard index + 1 < letters.count else { continue }
      copy = letters
      copy.swapAt(index, index + 1)
      slips.append(String(copy))
    }
    return slips
  }

  @Test("one slip of the hand leads back to the word")
  func oneSlip() {
    let words = ["ratified", "no-impunity", "amicc", "france", "côte d’ivoire", "signed"]
    for word in words {
      for slip in slips(word) { #expect(Nearest.match(slip, words) == word, "\(slip)") }
      #expect(Nearest.match(word.uppercased(), words) == word)
    }
  }

  @Test("two slips next to each other do, one swap counts as one, and what is far away is not suggested")
  func distance() {
    #expect(Nearest.match("no-impnuity", ["no-impunity", "no-impurity"]) == "no-impunity")
    #expect(Nearest.match("xyz", ["no-impunity"]) == nil)
    #expect(Nearest.match("abcdef", ["uvwxyz"]) == nil)
    // Of two letters both can be changed: what has none in common is no slip.
    #expect(Nearest.match("中国", ["gb"]) == nil && Nearest.match("gd", ["gb"]) == "gb")
    #expect(Nearest.match("a", [String]()) == nil)
    #expect(Nearest.match("petition-against-impunity", ["petition-against-imqqqqqqty"]) != nil)
    #expect(Nearest.match("petition", ["peqqqion"]) == nil)
  }

  @Test("of equally near names the first in order is taken, however they are listed")
  func ties() {
    #expect(Nearest.match("bat", ["cat", "hat", "bar"]) == "bar")
    #expect(Nearest.match("bat", ["hat", "bar", "cat"]) == "bar")
  }
}

struct SlugTests {
  @Test("what is made from a name is a slug, whatever the name, or nothing")
  func made() {
    var random = SplitMix64(state: 7)
    let pieces = [
      "Amnesty", " ", "é", "—", "ß", "Пётр", "123", "'", "I", "İ", "ﬁ", "\u{301}", "_", ".", "日本",
      String(repeating: "x", count: 50),
    ]
    for _ in 0..<2000 {
      let name = (0..<random.below(8)).map { _ in pieces[random.below(pieces.count)] }.joined()
      let slug = Slug.made(from: name)
      #expect(slug.isEmpty || Slug.isValid(slug), "\(name) -> \(slug)")
    }
    #expect(Slug.made(from: "Amnesty International, Côte d’Ivoire") == "amnesty-international-cote-d-ivoire")
  }

  @Test(
    "what is no slug is refused",
    arguments: [
      "", "-", "a-", "-a", "a--b", "A", "a b", "é", "a_b", "a.b", String(repeating: "a", count: 81),
    ])
  func refused(_ text: String) {
    #expect(!Slug.isValid(text))
  }

  @Test("a slug may have eighty characters")
  func eighty() {
    #expect(Slug.isValid(String(repeating: "a", count: 80)))
    #expect(Slug.isValid("no-impunity-2002"))
  }
}

struct ListTests {
  @Test("a list has each item once, in byte order, and is its own canonical form")
  func canonical() {
    #expect(List.canonical(" b;a ;; b; é;Z ") == "Z; a; b; é")
    #expect(List.canonical(" ; ;") == nil)
    var random = SplitMix64(state: 8)
    for _ in 0..<500 {
      let items = (0..<random.below(6)).map { _ in ["a", " b", "c c", "", "é", "Z "][random.below(6)] }
      let once = List.canonical(items.joined(separator: ";"))
      #expect(once.flatMap { List.canonical($0) } == once)
      #expect(List.canonical(items.reversed().joined(separator: "; ")) == once)
    }
  }
}
