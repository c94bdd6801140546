/// Where a line of text may end.
///
/// A small part of UAX #14: after spaces and zero-width spaces, after a hyphen or slash between letters, after
/// dashes, and around wide characters except where East Asian typography forbids a mark at the start or end of a
/// line (JLREQ, 3.1.7 and 3.1.8). Dates and numbers stay whole, and a reference stays with what it supports.
enum LineBreaking {
  private static let neverFirst = Set<Character>(
    "、。，．・：；？！）〕］｝〉》」』】〗〙〟’”»ー゛゜々〜…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]},.!?:;%")
  private static let neverLast = Set<Character>("（〔［｛〈《「『【〖〘〝‘“«([{$")

  /// Whether `character` is white space at which a line may end; it is dropped there.
  static func isSpace(_ character: Character) -> Bool {
    if character == " " { return true }
    guard let scalar = character.unicodeScalars.first, scalar.value > 0xA0 else { return false }
    switch scalar.value {
    case 0x1680, 0x2000...0x2006, 0x2008...0x200B, 0x205F, 0x3000: return true
    default: return false
    }
  }

  /// Whether a line may end before the glyph at `index`, which is neither the first nor past the end.
  static func isAllowed(before index: Int, in glyphs: [StyledText.Glyph]) -> Bool {
    let last = glyphs[index - 1]
    let next = glyphs[index]
    if next.style == .reference { return isBetweenReferences(index, in: glyphs) }
    if isSpace(next.character) { return false }
    if isSpace(last.character) { return true }
    // Half an option or path cannot be copied.
    if last.style == .code, next.style == .code { return false }
    if last.width == 2 || next.width == 2 {
      return !neverFirst.contains(next.character) && !neverLast.contains(last.character)
        && last.character != "\u{A0}" && next.character != "\u{A0}"
    }
    switch last.character {
    case "-", "/": return next.character.isLetter && index > 1 && isWordPart(glyphs[index - 2].character)
    case "–": return next.character.isLetter
    case "—": return true
    default: return false
    }
  }

  /// A few references stay together; a long row of them may be broken between two.
  private static func isBetweenReferences(_ index: Int, in glyphs: [StyledText.Glyph]) -> Bool {
    let together = 12
    return index > together && glyphs[index].character == "["
      && glyphs[(index - together)..<index].allSatisfy { $0.style == .reference }
  }

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
