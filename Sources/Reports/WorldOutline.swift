internal import Pages
internal import Roll

/// The countries of the world as they lie on the drawing: projected, rounded, without what cannot be seen at its scale.
struct WorldOutline: Sendable {
  /// A country on the drawing.
  struct Country: Sendable {
    var iso3: String?
    var outlines: [[ShapeMap.Point]]
    /// Where a dot makes it visible, if it is too small to be seen.
    var dot: ShapeMap.Point?
  }

  /// Width and height of the drawing.
  static let size = ShapeMap.Point(width, height(latitude: south))
  /// All but Antarctica.
  static let countries = WorldShape.all.filter { $0.iso3 != "ATA" }.map(country)

  private static let width = 2_000
  /// The meridian in the middle, so that the edge runs through the Bering Strait and cuts no country in two.
  private static let middle = 11.0
  private static let north = 84.0
  private static let south = -57.0
  /// Smaller than this a country gets a dot: about 6 by 6 pixels where the map is 1,000 wide.
  private static let visibleArea = 144

  private static func country(_ shape: WorldShape) -> Country {
    let outlines = shape.outlines.map(outline).filter { $0.count > 2 }
    let largest = outlines.max { abs(area($0)) < abs(area($1)) } ?? []
    let isSmall = outlines.reduce(0) { $0 + abs(area($1)) } < 2 * visibleArea
    let dot = shape.point.map { point($0, moved: $0.longitude < edge) } ?? (isSmall ? centre(largest) : nil)
    return Country(iso3: shape.iso3, outlines: outlines, dot: dot)
  }

  private static var edge: Double { middle - 180 }

  private static func outline(_ places: [WorldShape.Place]) -> [ShapeMap.Point] {
    // What lies wholly behind the edge belongs to the other end of the map.
    let isMoved = places.allSatisfy { $0.longitude < edge }
    let points = places.map { point($0, moved: isMoved) }
    var kept: [ShapeMap.Point] = []
    for point in points where point != kept.last { kept.append(point) }
    if kept.count > 1, kept.first == kept.last { kept.removeLast() }
    return kept
  }

  private static func point(_ place: WorldShape.Place, moved: Bool) -> ShapeMap.Point {
    let longitude = place.longitude - middle + (moved ? 360 : 0)
    let (x, y) = EqualEarth.project(longitude: longitude, latitude: place.latitude)
    return ShapeMap.Point(
      Int(((x + EqualEarth.edge.x) * scale).rounded()), Int(((top - y) * scale).rounded()))
  }

  private static var scale: Double { Double(width) / (2 * EqualEarth.edge.x) }
  private static var top: Double { EqualEarth.project(longitude: 0, latitude: north).y }

  private static func height(latitude: Double) -> Int {
    Int(((top - EqualEarth.project(longitude: 0, latitude: latitude).y) * scale).rounded(.up))
  }

  /// Twice the area within an outline (the shoelace formula); the sign is its direction.
  private static func area(_ points: [ShapeMap.Point]) -> Int {
    points.indices.reduce(0) { sum, index in
      let next = points[(index + 1) % points.count]
      return sum + points[index].x * next.y - next.x * points[index].y
    }
  }

  private static func centre(_ points: [ShapeMap.Point]) -> ShapeMap.Point? {
    guard !points.isEmpty else { return nil }
    let sum = points.reduce((x: 0, y: 0)) { ($0.x + $1.x, $0.y + $1.y) }
    return ShapeMap.Point(sum.x / points.count, sum.y / points.count)
  }
}
