import Foundation
import Testing

@testable import Pages

/// WCAG 2.2: the colours of the page, measured.
@Suite struct ContrastTests {
  /// The variables of each `:root` of the style: light, dark, paper.
  private static let schemes: [[String: String]] = (HTMLStyle.screen + HTMLStyle.paper)
    .components(separatedBy: ":root {").dropFirst().map { block in
      let body = block.prefix { $0 != "}" }
      let pairs = body.split(separator: ";").compactMap { line -> (String, String)? in
        let parts = line.split(separator: ":").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        return parts.count == 2 ? (String(parts[0].dropFirst(2)), parts[1]) : nil
      }
      return Dictionary(uniqueKeysWithValues: pairs)
    }

  /// WCAG 2.2, definition of relative luminance.
  private static func luminance(_ colour: String) -> Double {
    var digits = String(colour.dropFirst())
    if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
    let value = Int(digits, radix: 16) ?? 0
    let parts = [16, 8, 0].map { shift -> Double in
      let share = Double(value >> shift & 0xFF) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private static func contrast(_ one: String, _ other: String) -> Double {
    let values = [luminance(one), luminance(other)].sorted()
    return (values[1] + 0.05) / (values[0] + 0.05)
  }

  private static func contrast(_ scheme: [String: String], _ one: String, _ other: String) throws -> Double {
    contrast(try #require(scheme[one]), try #require(scheme[other]))
  }

  @Test(
    "Text stands out from its ground by 4.5 to 1, lines that carry meaning by 3 to 1, in light, dark and on paper"
  )
  func contrast() throws {
    #expect(Self.schemes.count == 3)
    for scheme in Self.schemes {
      for (text, ground) in [
        ("ink", "paper"), ("muted", "paper"), ("link", "paper"), ("ink", "wash"), ("link", "wash"),
      ] {
        #expect(try Self.contrast(scheme, text, ground) >= 4.5, "\(text) on \(ground)")
      }
      for (line, ground) in [("accent", "paper"), ("edge", "paper"), ("accent", "wash")] {
        #expect(try Self.contrast(scheme, line, ground) >= 3, "\(line) on \(ground)")
      }
    }
  }

  @Test("The tones of the map differ in lightness, so that they are told apart without colour")
  func tones() throws {
    for scheme in Self.schemes {
      let tones = ["neutral", "cool", "warm", "strong"]
      for (one, other) in zip(tones, tones.dropFirst()) {
        #expect(try Self.contrast(scheme, one, other) >= 1.25, "\(one) and \(other)")
      }
      #expect(try Self.contrast(scheme, "hatch-light", "neutral") >= 3)
      #expect(try Self.contrast(scheme, "speck", "cool") >= 3)
      #expect(try Self.contrast(scheme, "hatch-dark", "warm") >= 3)
      #expect(try Self.contrast(scheme, "hatch-dark", "strong") >= 3)
    }
  }
}
