/// Foreign text on its way to an HTML page.
enum HTMLText {
  /// `text` as the content of an element or of a quoted attribute: nothing in it is markup, and what
  /// `TerminalText.safe` shows as an escape is shown so here.
  static func escaped(_ text: String) -> String {
    escaped(TerminalText.safe(text).unicodeScalars)
  }

  /// The same as the content of an element, where each stretch of right-to-left letters is kept apart (`<bdi>`), so that it
  /// does not reorder the words and numbers around it.
  static func isolated(_ text: String) -> String {
    let safe = TerminalText.safe(text).unicodeScalars
    guard safe.contains(where: isRightToLeft) else { return escaped(safe) }
    let scalars = Array(safe)
    var output = ""
    var start = 0
    while let first = scalars[start...].firstIndex(where: isRightToLeft) {
      let end = stretchEnd(from: first, in: scalars)
      output += escaped(scalars[start..<first]) + "<bdi>" + escaped(scalars[first..<end]) + "</bdi>"
      start = end
    }
    return output + escaped(scalars[start...])
  }

  /// Whether the first letter of `text` is written from right to left (UAX #9, rules P2 and P3).
  static func beginsRightToLeft(_ text: String) -> Bool {
    text.unicodeScalars.first { isRightToLeft($0) || $0.properties.isAlphabetic }.map(isRightToLeft) ?? false
  }

  /// Letters, digits and marks of the blocks whose scripts are written from right to left.
  /// Source: Unicode Character Database, DerivedBidiClass, default classes R and AL by block.
  static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  /// Behind the last right-to-left letter before the next letter of another direction, and the marks on it.
  private static func stretchEnd(from first: Int, in scalars: [Unicode.Scalar]) -> Int {
    var end = first + 1
    for index in scalars.indices[end...] {
      if isRightToLeft(scalars[index]) {
        end = index + 1
      } else if index == end, isAttached(scalars[index]) {
        end = index + 1
      } else if scalars[index].properties.isAlphabetic {
        break
      }
    }
    return end
  }

  private static func isAttached(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: scalar.value == 0x200C || scalar.value == 0x200D
    }
  }

  private static func escaped(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var output = String.UnicodeScalarView()
    for scalar in scalars {
      switch scalar {
      case "&": output.append(contentsOf: "&amp;".unicodeScalars)
      case "<": output.append(contentsOf: "&lt;".unicodeScalars)
      case ">": output.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": output.append(contentsOf: "&quot;".unicodeScalars)
      case "'": output.append(contentsOf: "&#39;".unicodeScalars)
      default: output.append(scalar)
      }
    }
    return String(output)
  }
}
