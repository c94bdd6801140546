import Pages
import Testing

@Suite struct SmallPiecesTests {
  @Test("A grouped number is its digits with a separator before every third from the right")
  func groupedRoundTrip() {
    var numbers = SeededNumbers(seed: 1)
    let values =
      [0, 1, 12, 123, 1_234, 84_598, -1, -999, -1_000, .max, .min]
      + (0..<500).map { _ in
        Int.random(in: .min ... .max, using: &numbers) >> Int.random(in: 0...63, using: &numbers)
      }
    for value in values {
      let text = Figure.grouped(value)
      #expect(Int(String(text.filter { $0 != "," })) == value)
      let groups = text.split(separator: ",").map { $0.filter { $0 != "-" }.count }
      #expect(groups.dropFirst().allSatisfy { $0 == 3 } && (1...3).contains(groups[0]))
    }
    #expect(Figure.grouped(84_598, separator: "\u{202F}") == "84\u{202F}598")
    #expect(Figure.grouped(UInt64.max) == "18,446,744,073,709,551,615")
  }

  @Test("A share is the nearest tenth of a per cent, and never says nothing or all of what is neither")
  func shares() {
    for whole in 1...1_500 {
      for part in stride(from: 0, through: whole, by: 7) {
        let tenths = (2_000 * part + whole) / (2 * whole)
        var expected = "\(tenths / 10).\(tenths % 10)"
        if part > 0, tenths == 0 { expected = "<0.1" }
        if part < whole, tenths == 1_000 { expected = ">99.9" }
        #expect(Figure.share(part, of: whole) == expected + "\u{A0}%")
      }
    }
    #expect(
      Figure.share(1, of: 0) == nil && Figure.share(.max, of: 2) == nil && Figure.share(1, of: -1) == nil)
    #expect(Figure.share(3, of: 2) == "150.0\u{A0}%" && Figure.share(-1, of: 4) == "-25.0\u{A0}%")
  }

  @Test(
    "A bar grows with its value, fills its width exactly at the full value, and is empty exactly for nothing")
  func bars() {
    for width in [1, 7, 20, 60] {
      var last = -1
      for value in 0...1_000 {
        let bar = Bar.text(value, of: 1_000, width: width)
        let eighths = bar.unicodeScalars.reduce(0) { $0 + Int(0x2590 - $1.value) }
        #expect(eighths >= last && bar.count <= width && bar.isEmpty == (value == 0))
        last = eighths
      }
      #expect(last == width * 8 && Bar.text(.max, of: 1_000, width: width).count == width)
    }
    #expect(
      Bar.text(1, of: .max, width: 10) == "▏" && Bar.text(-1, of: 5, width: 9) == ""
        && Bar.text(1, of: 0, width: 9) == "")
  }

  @Test("A sparkline has a mark per value, the lowest exactly for nothing, the highest for the most")
  func sparklines() {
    var numbers = SeededNumbers(seed: 2)
    for length in 1...60 {
      let values = (0..<length).map { _ in max(0, Int.random(in: -50...100, using: &numbers)) }
      let line = Array(Sparkline.text(values))
      #expect(line.count == length)
      for (left, mark) in zip(values, line) {
        #expect((mark == "▁") == (left == 0))
        if left > 0, left == values.max() { #expect(mark == "█") }
        for (right, other) in zip(values, line) where left < right { #expect(mark <= other) }
      }
      for width in 1...length { #expect(Sparkline.text(values, width: width).count == width) }
    }
    #expect(
      Sparkline.text([]) == "" && Sparkline.text([0, 0]) == "▁▁"
        && Sparkline.text([1, 1, 5, 3], width: 2) == "▃█")
  }
}
