/// A small field of one tone, for legends.
enum Swatch {
  /// The distance of the lines and dots of a texture, in units of a map; a field shows it as a map of 1,000 pixels does.
  static let step = 18

  /// The field, textured as the map is.
  static func html(_ tone: Picture.Tone, isHatched: Bool = false, isTextured: Bool = true) -> String {
    let dots = isTextured && tone == .cool ? "<path class=\"speck\" d=\"M0 9H56M0 27H56\"/>" : ""
    let lines =
      isHatched
      ? "<path class=\"hatch h-\(tone.rawValue)\" d=\"M18 0L0 18M36 0L0 36M54 0L18 36M72 0L36 36\"/>" : ""
    return
      "<svg class=\"swatch\" width=\"28\" height=\"18\" viewBox=\"0 0 56 36\" aria-hidden=\"true\" focusable=\"false\">"
      + "<rect x=\"1\" y=\"1\" width=\"54\" height=\"34\" class=\"t-\(tone.rawValue)\"/>\(dots)\(lines)"
      + "<rect class=\"edge\" x=\"1\" y=\"1\" width=\"54\" height=\"34\"/></svg>"
  }
}
