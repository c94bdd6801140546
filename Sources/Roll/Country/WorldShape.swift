internal import EmbeddedFiles
internal import Foundation

/// A country as it is drawn on a map of the world: Natural Earth 1:110m, public domain; see seeds/PROVENANCE.md.
public struct WorldShape: Sendable, Equatable {
  /// A place on the globe, in degrees.
  public struct Place: Sendable, Equatable {
    /// To the east; negative to the west.
    public var longitude: Double
    /// To the north; negative to the south.
    public var latitude: Double

    /// A place.
    public init(longitude: Double, latitude: Double) {
      self.longitude = longitude
      self.latitude = latitude
    }
  }

  /// The country's code; nil where it has none.
  public var iso3: String?
  /// Its outlines, each closed; none for a country that is too small for this scale.
  public var outlines: [[Place]]
  /// Where such a small country lies.
  public var point: Place?

  /// All countries of the map, in the order of the file. Read once.
  public static let all: [WorldShape] = {
    guard let file = EmbeddedFile.world.first,
      let collection = try? JSONDecoder().decode(FeatureCollection.self, from: Data(file.bytes))
    else { return [] }
    return collection.features.map(\.shape)
  }()
}

/// GeoJSON as RFC 7946 has it, as far as the file needs it.
private struct FeatureCollection: Decodable {
  struct Feature: Decodable {
    struct Properties: Decodable {
      var iso3: String?
    }
    var properties: Properties
    var geometry: Geometry

    var shape: WorldShape {
      WorldShape(iso3: properties.iso3, outlines: geometry.outlines, point: geometry.point)
    }
  }

  struct Geometry: Decodable {
    var outlines: [[WorldShape.Place]] = []
    var point: WorldShape.Place?

    private enum CodingKeys: CodingKey {
      case type, coordinates
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      switch try container.decode(String.self, forKey: .type) {
      case "Point":
        point = Self.place(try container.decode([Double].self, forKey: .coordinates))
      case "Polygon":
        outlines = Self.places(try container.decode([[[Double]]].self, forKey: .coordinates))
      default:
        outlines = try container.decode([[[[Double]]]].self, forKey: .coordinates).flatMap(Self.places)
      }
    }

    private static func places(_ rings: [[[Double]]]) -> [[WorldShape.Place]] {
      rings.map { $0.compactMap(place) }
    }

    private static func place(_ position: [Double]) -> WorldShape.Place? {
      position.count >= 2 ? WorldShape.Place(longitude: position[0], latitude: position[1]) : nil
    }
  }

  var features: [Feature]
}
