import Foundation
import Pages
import Roll
import Testing

@testable import Reports

@Suite struct EqualEarthTests {
  @Test("Areas keep their proportions everywhere")
  func equalArea() {
    let step = 1e-4
    for latitude in stride(from: -85.0, through: 85, by: 17) {
      for longitude in [-170.0, -30, 0, 95] {
        let origin = EqualEarth.project(longitude: longitude, latitude: latitude)
        let east = EqualEarth.project(longitude: longitude + step, latitude: latitude)
        let north = EqualEarth.project(longitude: longitude, latitude: latitude + step)
        let drawn = (east.x - origin.x) * (north.y - origin.y) - (east.y - origin.y) * (north.x - origin.x)
        let real = cos((latitude + step / 2) * .pi / 180) * pow(step * .pi / 180, 2)
        #expect(abs(drawn / real - 1) < 1e-3, "\(longitude), \(latitude)")
      }
    }
  }

  @Test("The map is 2.05458 times as wide as high, as its authors state, and equal on both sides")
  func shape() {
    #expect(abs(EqualEarth.edge.x / EqualEarth.edge.y - 2.05458) < 1e-4)
    let (east, west) = (
      EqualEarth.project(longitude: 40, latitude: 50), EqualEarth.project(longitude: -40, latitude: -50)
    )
    #expect(east.x == -west.x && east.y == -west.y)
    #expect(EqualEarth.project(longitude: 0, latitude: 0) == (0, 0))
  }

  @Test("Every country of the map lies on the drawing, is seen or has a dot, and none is drawn across it")
  func drawing() {
    let size = WorldOutline.size
    #expect(WorldOutline.countries.count > 200)
    for country in WorldOutline.countries {
      let name = country.iso3 ?? "-"
      #expect(!country.outlines.isEmpty || country.dot != nil, "\(name)")
      for point in country.outlines.flatMap({ $0 }) + [country.dot].compactMap({ $0 }) {
        #expect((-20...size.x + 20).contains(point.x) && (-20...size.y + 20).contains(point.y), "\(name)")
      }
      for outline in country.outlines {
        for (one, next) in zip(outline, outline.dropFirst()) { #expect(abs(one.x - next.x) < 250, "\(name)") }
      }
    }
    let codes = WorldOutline.countries.compactMap(\.iso3)
    #expect(Set(codes).count == codes.count)
  }
}
