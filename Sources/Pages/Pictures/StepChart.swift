/// Counts that keep their value until they change: one layer on the other, from left to right.
public struct StepChart: Sendable, Equatable {
  /// What one layer counts.
  public struct Layer: Sendable, Equatable {
    /// What is counted.
    public var name: String
    /// How it stands out.
    public var tone: Picture.Tone

    /// A layer.
    public init(_ name: String, _ tone: Picture.Tone) {
      self.name = name
      self.tone = tone
    }
  }

  /// The counts from a place on.
  public struct Step: Sendable, Equatable {
    /// The place on the line from left to right: a day's number.
    public var at: Int
    /// One count a layer, the lowest layer first; what is missing is 0.
    public var values: [Int]

    /// The counts `values` from `at` on.
    public init(at: Int, _ values: [Int]) {
      self.at = at
      self.values = values
    }
  }

  /// A word below the line, at its place.
  public struct Tick: Sendable, Equatable {
    /// The place.
    public var at: Int
    /// The word: a month, a year.
    public var label: String

    /// A word at a place.
    public init(at: Int, _ label: String) {
      self.at = at
      self.label = label
    }
  }

  /// What happened at a place; numbered in the picture and told below it.
  public struct Event: Sendable, Equatable {
    /// The place.
    public var at: Int
    /// What happened, with its sources.
    public var text: Inline

    /// What happened at `at`.
    public init(at: Int, _ text: Inline) {
      self.at = at
      self.text = text
    }
  }

  /// The first and the last place that are drawn.
  public var span: ClosedRange<Int>
  /// The layers from the lowest.
  public var layers: [Layer]
  /// The steps in the order of their places.
  public var steps: [Step]
  /// Words along the line.
  public var ticks: [Tick]
  /// A height that is aimed at, and what it is called.
  public var goal: Goal?
  /// What happened meanwhile, in the order of the places.
  public var events: [Event]

  /// A height that is aimed at.
  public struct Goal: Sendable, Equatable {
    /// The count.
    public var value: Int
    /// What it is called.
    public var label: String

    /// A goal.
    public init(_ value: Int, _ label: String) {
      self.value = value
      self.label = label
    }
  }

  /// A chart of `steps` over `span`.
  public init(
    span: ClosedRange<Int>, layers: [Layer], steps: [Step], ticks: [Tick] = [], goal: Goal? = nil,
    events: [Event] = []
  ) {
    self.span = span
    self.layers = layers
    self.steps = steps
    self.ticks = ticks
    self.goal = goal
    self.events = events
  }
}
