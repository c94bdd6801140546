/// A map of regions, each in one tone, and hatched where a second fact is true of it.
public struct ShapeMap: Sendable, Equatable {
  /// A point of the drawing, from its upper left corner.
  public struct Point: Sendable, Hashable {
    /// To the right.
    public var x: Int
    /// Downwards.
    public var y: Int

    /// A point.
    public init(_ x: Int, _ y: Int) {
      self.x = x
      self.y = y
    }
  }

  /// A region.
  public struct Region: Sendable, Equatable {
    /// What a pointer that rests on it is told; may be empty.
    public var label: String
    /// How it stands out.
    public var tone: Picture.Tone
    /// Whether the second fact is true: it is hatched then, and its dot round instead of square.
    public var isHatched: Bool
    /// Its closed outlines; none where it is too small to be drawn.
    public var outlines: [[Point]]
    /// Where its dot stands, if it is too small to be seen otherwise.
    public var dot: Point?

    /// A region.
    public init(
      _ label: String, _ tone: Picture.Tone, isHatched: Bool = false, outlines: [[Point]] = [],
      dot: Point? = nil
    ) {
      self.label = label
      self.tone = tone
      self.isHatched = isHatched
      self.outlines = outlines
      self.dot = dot
    }
  }

  /// A line of the legend: a tone, and how many regions have it.
  public struct Key: Sendable, Equatable {
    /// What the tone means.
    public var name: String
    /// The tone.
    public var tone: Picture.Tone
    /// How many regions of the tone are hatched.
    public var hatched: Int
    /// How many are not.
    public var plain: Int

    /// A line of the legend.
    public init(_ name: String, _ tone: Picture.Tone, hatched: Int, plain: Int) {
      self.name = name
      self.tone = tone
      self.hatched = hatched
      self.plain = plain
    }
  }

  /// The size of the drawing.
  public var size: Point
  /// The regions, drawn in this order.
  public var regions: [Region]
  /// The legend.
  public var keys: [Key]
  /// What the lines of the legend are.
  public var keyTitle: String
  /// What hatching means.
  public var hatchedTitle: String
  /// What its absence means.
  public var plainTitle: String

  /// A map.
  public init(
    size: Point, regions: [Region], keys: [Key], keyTitle: String, hatchedTitle: String, plainTitle: String
  ) {
    self.size = size
    self.regions = regions
    self.keys = keys
    self.keyTitle = keyTitle
    self.hatchedTitle = hatchedTitle
    self.plainTitle = plainTitle
  }
}
