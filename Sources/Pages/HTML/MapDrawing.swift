/// A map of shapes as SVG, and its legend as a table.
struct MapDrawing {
  private let map: ShapeMap
  private let id: String

  /// `id` keeps the names of its parts apart from those of another map on the page.
  init(_ map: ShapeMap, id: String) {
    self.map = map
    self.id = id
  }

  var attributes: String { "class=\"map\" viewBox=\"0 0 \(map.size.x) \(map.size.y)\"" }

  var content: String { regions + textures + dots }

  /// A table of tones against hatching, with the number of regions.
  func legend(named name: String) -> String {
    let rows = map.keys.map { key in
      let swatches = [true, false].map { isHatched in
        let count = isHatched ? key.hatched : key.plain
        return "<td class=\"n\">\(Swatch.html(key.tone, isHatched: isHatched)) "
          + "\(Figure.grouped(count))</td>"
      }
      return "<tr><th scope=\"row\">\(HTMLText.isolated(key.name))</th>\(swatches.joined())</tr>\n"
    }
    let titles = [(map.keyTitle, ""), (map.hatchedTitle, " class=\"n\""), (map.plainTitle, " class=\"n\"")]
    let head = titles.map { "<th scope=\"col\"\($0.1)>\(HTMLText.isolated($0.0))</th>" }.joined()
    return """
      <table class="key"><caption class="vh">\(HTMLText.isolated(name))</caption>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(rows.joined())</tbody></table>

      """
  }

  private var regions: String {
    Self.groups(map.regions.filter { !$0.outlines.isEmpty }).map { tone, _, regions in
      let paths = regions.map { region in
        "<path d=\"\(Self.path(region))\">\(Self.title(region.label))</path>\n"
      }
      return "<g class=\"t-\(tone.rawValue)\">\n\(paths.joined())</g>\n"
    }.joined()
  }

  /// What lies on the regions besides their colour: lines where they are hatched, dots on the tone that carries them. Lines
  /// across the whole map, cut to the regions: printers make of patterns files of many megabytes.
  private var textures: String {
    Picture.Tone.allCases.map { tone in
      let members = map.regions.filter { $0.tone == tone }
      let dots = tone == .cool ? texture("speck", "dots", over: members, Self.dotted(map.size)) : ""
      let hatched = members.filter(\.isHatched)
      return dots + texture("hatch h-\(tone.rawValue)", tone.rawValue, over: hatched, Self.hatching(map.size))
    }.joined()
  }

  private func texture(
    _ style: String, _ name: String, over regions: [ShapeMap.Region], _ lines: String
  ) -> String {
    let outlines = regions.map(Self.path).joined()
    if outlines.isEmpty { return "" }
    return """
      <clipPath id="\(id)-\(name)"><path d="\(outlines)"/></clipPath>
      <path class="\(style)" clip-path="url(#\(id)-\(name))" d="\(lines)"/>

      """
  }

  /// Slanted lines across the map, none reaching beyond it.
  private static func hatching(_ size: ShapeMap.Point) -> String {
    stride(from: Swatch.step, to: size.x + size.y, by: Swatch.step).map { sum in
      let (right, left) = (min(sum, size.x), max(0, sum - size.y))
      return "M\(right) \(sum - right)L\(left) \(sum - left)"
    }.joined()
  }

  /// Level lines across the map; their strokes are dots.
  private static func dotted(_ size: ShapeMap.Point) -> String {
    stride(from: 0, to: size.y, by: Swatch.step).map { "M0 \($0)H\(size.x)" }.joined()
  }

  /// Points whose size does not follow that of the map: a short path with thick ends.
  private var dots: String {
    Self.groups(map.regions.filter { $0.dot != nil }).map { tone, isHatched, regions in
      let end = isHatched ? "round" : "square"
      let dots = regions.map { region in
        let place = region.dot.map { "M\($0.x) \($0.y)h1" } ?? ""
        return
          "<path class=\"rim\" d=\"\(place)\"/><path class=\"dot\" d=\"\(place)\">\(Self.title(region.label))</path>\n"
      }
      return "<g class=\"d-\(tone.rawValue)\" stroke-linecap=\"\(end)\">\n\(dots.joined())</g>\n"
    }.joined()
  }

  private static func title(_ label: String) -> String {
    label.isEmpty ? "" : "<title>\(HTMLText.escaped(label))</title>"
  }

  /// The regions of each tone with and without hatching, in the order of the tones.
  private static func groups(
    _ regions: [ShapeMap.Region]
  ) -> [(tone: Picture.Tone, isHatched: Bool, regions: [ShapeMap.Region])] {
    Picture.Tone.allCases.flatMap { tone in
      [false, true].compactMap { isHatched in
        let members = regions.filter { $0.tone == tone && $0.isHatched == isHatched }
        return members.isEmpty ? nil : (tone, isHatched, members)
      }
    }
  }

  private static func path(_ region: ShapeMap.Region) -> String { region.outlines.map(path).joined() }

  /// A closed outline; steps from point to point are shorter than places.
  private static func path(_ points: [ShapeMap.Point]) -> String {
    guard var last = points.first, points.count > 2 else { return "" }
    var text = "M\(last.x) \(last.y)l"
    var isFirst = true
    for point in points.dropFirst() {
      let (dx, dy) = (point.x &- last.x, point.y &- last.y)
      text += (isFirst || dx < 0 ? "" : " ") + "\(dx)" + (dy < 0 ? "" : " ") + "\(dy)"
      isFirst = false
      last = point
    }
    return text + "z"
  }
}
