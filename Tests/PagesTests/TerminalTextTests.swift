import Pages
import Testing

@Suite struct TerminalTextTests {
  @Test("No code point of Unicode brings a control or bidirectional character through, alone or in a word")
  func everyScalar() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), value > 0x7E || value < 0x20 else { continue }
      let safe = TerminalText.safe("a" + String(Character(scalar)) + "b")
      if safe.unicodeScalars.contains(where: \.isControlOrBidi) {
        Issue.record("U+\(String(value, radix: 16))")
      }
    }
  }

  @Test("A control or bidirectional character is shown as its number, line breaks and tabs by choice")
  func escapes() {
    for value in [UInt32](0...0x2100) {
      guard let scalar = Unicode.Scalar(value), scalar.isControlOrBidi else { continue }
      let text = "a" + String(Character(scalar)) + "b"
      let shown = "a\\u{" + String(value, radix: 16, uppercase: true) + "}b"
      let isBreak = (0x09...0x0D).contains(value) || [0x85, 0x2028, 0x2029].contains(value)
      #expect(TerminalText.safe(text, lineBreaks: .escapes) == shown)
      #expect(TerminalText.safe(text) == (isBreak ? "a b" : shown))
      #expect(TerminalText.safe(text, lineBreaks: .kept) == (value == 9 ? "a b" : isBreak ? "a\nb" : shown))
    }
  }

  @Test("CR LF is one line break, and both are seen where breaks are shown")
  func carriageReturn() {
    #expect(TerminalText.safe("a\r\n\r\nb") == "a  b")
    #expect(TerminalText.safe("a\r\nb", lineBreaks: .kept) == "a\nb")
    #expect(TerminalText.safe("a\r\nb", lineBreaks: .escapes) == "a\\u{D}\\u{A}b")
  }

  @Test("Safe text is left as it is", arguments: UInt64(0)..<200)
  func idempotent(_ seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let safe = TerminalText.safe(ForeignText.text(&numbers))
    #expect(Array(TerminalText.safe(safe).utf8) == Array(safe.utf8))
  }

  @Test(
    "What a script, an emoji or a flag needs is left as it is",
    arguments: [
      "Plain text, 100 %", "नेपाल", "क\u{94D}\u{200D}ष", "می\u{200C}خواهم", "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️", "ភាសា\u{200B}ខ្មែរ",
      "日本", "\u{605}1",
    ])
  func scriptsSurvive(_ text: String) {
    #expect(Array(TerminalText.safe(text).unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test(
    "What only hides is shown, and a mark without a letter stands on a circle",
    arguments: [
      ("a\u{E0041}", "a\\u{E0041}"), ("a\u{AD}b", "a\\u{AD}b"), ("\u{FEFF}a", "\\u{FEFF}a"),
      ("\u{3164}", "\\u{3164}"),
      ("❤\u{FE0F}\u{FE0F}\u{E0100}", "❤\u{FE0F}\\u{FE0F}\\u{E0100}"), ("\u{301}a", "\u{25CC}\u{301}a"),
      ("a \u{301}", "a \u{25CC}\u{301}"), ("\u{FFFE}", "\\u{FFFE}"), ("\u{10FFFF}", "\\u{10FFFF}"),
      (
        "🏴" + String(repeating: "\u{E0061}", count: 7),
        "🏴" + String(repeating: "\u{E0061}", count: 6) + "\\u{E0061}"
      ),
    ])
  func hiddenIsShown(_ text: String, _ shown: String) {
    #expect(Array(TerminalText.safe(text).unicodeScalars) == Array(shown.unicodeScalars))
  }
}
