import Testing

@testable import Pages

@Suite struct DisplayWidthTests {
  private static let allScalars = (UInt32(0)...0x10FFFF).compactMap { Unicode.Scalar($0) }

  @Test("The wide runs are in order and apart")
  func runsAreOrdered() {
    let runs = DisplayWidth.wideRuns
    #expect(runs.count.isMultiple(of: 2))
    for index in stride(from: 0, to: runs.count, by: 2) {
      #expect(runs[index] <= runs[index + 1])
      #expect(index == 0 || runs[index - 1] < runs[index])
    }
  }

  @Test("A code point is wide exactly if a run holds it and it is no mark: all of Unicode, by plain search")
  func widthByPlainSearch() {
    var wide = Set<UInt32>()
    for index in stride(from: 0, to: DisplayWidth.wideRuns.count, by: 2) {
      wide.formUnion(DisplayWidth.wideRuns[index]...DisplayWidth.wideRuns[index + 1])
    }
    let wrong = Self.allScalars.filter { scalar in
      let isMark = scalar.properties.generalCategory == .nonspacingMark
      return (DisplayWidth.columns(of: scalar) == 2) != (wide.contains(scalar.value) && !isMark)
    }
    #expect(Array(wrong).isEmpty)
  }

  @Test("What Unicode calls an ideograph or shows as an emoji by itself is wide, regional indicators apart")
  func propertiesAgree() {
    let wrong = Self.allScalars.filter { scalar in
      guard scalar.properties.isUnifiedIdeograph || scalar.properties.isEmojiPresentation else {
        return false
      }
      return !(0x1F1E6...0x1F1FF).contains(scalar.value) && DisplayWidth.columns(of: scalar) != 2
    }
    #expect(Array(wrong).isEmpty)
  }

  @Test(
    "An emoji sequence is one picture, marks take no column, a conjoined syllable one square",
    arguments: [
      ("", 0), ("abc", 3), ("e\u{301}", 1), ("日本", 4), ("Ｗ", 2), ("ﾊ", 1), ("👩‍👩‍👧", 2), ("🇫🇷", 2), ("❤️", 2),
      ("❤", 1),
      ("☝🏽", 2), ("1️⃣", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("न\u{947}पाल", 4),
      ("المغرب", 6),
      ("a\u{200B}b", 2), ("─█▏", 3), ("\u{1B}", 0), ("\u{605}", 1), ("が", 2), ("1\u{301}", 1),
      ("©\u{301}", 1),
    ])
  func knownWidths(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test("Texts with a space between them take the sum of their columns", arguments: UInt64(0)..<200)
  func widthsAdd(_ seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let left = TerminalText.safe(ForeignText.text(&numbers))
    let right = TerminalText.safe(ForeignText.text(&numbers))
    let sum = DisplayWidth.columns(of: left) + 1 + DisplayWidth.columns(of: right)
    #expect(DisplayWidth.columns(of: left + " " + right) == sum)
  }
}
