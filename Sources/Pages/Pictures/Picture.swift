/// Something drawn, with all that stands for it where it cannot be seen: a title, a description and a table.
public struct Picture: Sendable, Equatable {
  /// What is drawn.
  public enum Drawing: Sendable, Equatable {
    /// Counts that change in steps, one day after the other.
    case steps(StepChart)
    /// Regions of a map.
    case map(ShapeMap)
  }

  /// How a part stands out. Each tone differs from the others in lightness as well as in hue, and `cool` carries dots, so
  /// that they are told apart by colour-blind readers and on grey paper.
  public enum Tone: String, Sendable, Equatable, CaseIterable {
    /// Nothing to tell.
    case neutral
    /// The opposite of the others.
    case cool
    /// The first stage.
    case warm
    /// The last stage.
    case strong
    /// The only thing drawn.
    case accent
    /// What the others are measured from: an outline without filling.
    case outlined
  }

  /// What it shows, in a few words.
  public var title: String
  /// What is to be seen in it, for those who do not see it.
  public var description: String
  /// What is drawn.
  public var drawing: Drawing
  /// The same figures as rows and columns.
  public var table: Table
  /// What faces without pictures print in its place; nothing where it is empty.
  public var summary: Inline
  /// What a reader must know to read it right.
  public var remark: Inline
  /// Positions in `Page.sources` of what its figures rest on, counted from 1.
  public var refs: [Int]

  /// A picture.
  public init(
    title: String, description: String, drawing: Drawing, table: Table, summary: Inline = "",
    remark: Inline = "", refs: [Int] = []
  ) {
    self.title = title
    self.description = description
    self.drawing = drawing
    self.table = table
    self.summary = summary
    self.remark = remark
    self.refs = refs
  }
}
