/// A step chart as SVG. Places are shares of the room there is, so that it fits a phone and a page of paper without its
/// letters growing or shrinking; only the areas are stretched.
struct StepDrawing {
  private let chart: StepChart
  /// The count at the upper edge, and the distance of the lines below it.
  private let top: Int
  private let interval: Int
  /// In which row above the chart the number of each event stands: apart from its neighbours also on a phone.
  private let lanes: [Int]

  private static let plotHeight = 220
  private static let laneHeight = 24
  private static let footHeight = 26
  /// In hundredths of a per cent of the width: on 340 pixels as much as a number is wide.
  private static let eventRoom = 760

  init(_ chart: StepChart) {
    self.chart = chart
    let largest = chart.steps.map { $0.values.reduce(0) { Drawn.bounded($0 + Drawn.bounded($1)) } }.max() ?? 0
    let reach = max(largest, chart.goal.map { Drawn.bounded($0.value) } ?? 0, 1)
    interval = Drawn.interval(upTo: reach)
    top = (reach + interval - 1) / interval * interval
    lanes = Self.lanes(chart.events.map { Self.place($0.at, in: chart.span) })
  }

  private var headHeight: Int { ((lanes.max() ?? -1) + 1) * Self.laneHeight + 22 }

  var attributes: String {
    "class=\"steps\" width=\"100%\" height=\"\(headHeight + Self.plotHeight + Self.footHeight)\""
  }

  var content: String {
    lines + areas + goal + ticks + events
  }

  /// Where `at` stands from left to right.
  private static func place(_ at: Int, in span: ClosedRange<Int>) -> Int {
    let (length, overflow) = span.upperBound.subtractingReportingOverflow(span.lowerBound)
    guard !overflow, at > span.lowerBound else { return 0 }
    return at >= span.upperBound ? 10_000 : Drawn.hundredths(at - span.lowerBound, of: length)
  }

  private func x(_ at: Int) -> Int { Self.place(at, in: chart.span) }

  /// Where `value` stands from the top of the drawing, in pixels.
  private func y(_ value: Int) -> Int {
    headHeight + Self.plotHeight - Drawn.hundredths(value, of: top) * Self.plotHeight / 10_000
  }

  private static func lanes(_ places: [Int]) -> [Int] {
    var ends: [Int] = []
    return places.map { place in
      let free = ends.firstIndex { $0 + eventRoom <= place }
      guard let lane = free ?? (ends.count < 4 ? ends.count : nil) else { return 0 }
      if lane == ends.count { ends.append(place) } else { ends[lane] = place }
      return lane
    }
  }

  private var lines: String {
    stride(from: 0, through: top, by: interval).map { value in
      let height = y(value)
      let name = value == 0 ? "base" : "grid"
      return
        "<line class=\"\(name)\" x1=\"0\" x2=\"100%\" y1=\"\(height)\" y2=\"\(height)\"/>"
    }.joined() + "\n"
  }

  /// The areas, and over them what the lines behind them mean.
  private var areas: String {
    let paths = chart.layers.indices.map { layer in
      let tone = chart.layers[layer].tone
      return
        "<path class=\"t-\(tone.rawValue) layer\" d=\"\(outline(of: layer))\"/>"
    }.joined()
    let labels = stride(from: interval, through: top, by: interval).map { value in
      "<text class=\"halo small\" x=\"0\" y=\"\(y(value) - 4)\">\(Figure.grouped(value))</text>"
    }.joined()
    return """
      <svg x="0" y="\(headHeight)" width="100%" height="\(Self.plotHeight)" viewBox="0 0 10000 10000" \
      preserveAspectRatio="none" aria-hidden="true">\(paths)</svg>
      \(labels)

      """
  }

  /// The outline of a layer between its lower and its upper edge, in the coordinates of the stretched part.
  private func outline(of layer: Int) -> String {
    guard let first = chart.steps.first else { return "" }
    let places = chart.steps.map { x($0.at) }
    let lower = chart.steps.map { height($0, below: layer) }
    let upper = chart.steps.map { height($0, below: layer + 1) }
    var path = "M\(x(first.at)) \(lower[0])"
    for index in chart.steps.indices { path += "H\(places[index])V\(upper[index])" }
    path += "H10000"
    for index in chart.steps.indices.reversed() { path += "V\(lower[index])H\(places[index])" }
    return path + "Z"
  }

  private func height(_ step: StepChart.Step, below layer: Int) -> Int {
    let sum = step.values.prefix(layer).reduce(0) { Drawn.bounded($0 + Drawn.bounded($1)) }
    return 10_000 - Drawn.hundredths(sum, of: top)
  }

  private var goal: String {
    guard let goal = chart.goal else { return "" }
    let height = y(goal.value)
    return """
      <line class="goal" x1="0" x2="100%" y1="\(height)" y2="\(height)"/>\
      <text class="halo end strong small" x="100%" y="\(height - 5)">\(HTMLText.escaped(goal.label))</text>

      """
  }

  private var ticks: String {
    let base = headHeight + Self.plotHeight
    return chart.ticks.map { tick in
      let place = x(tick.at)
      // Words at the edges stay inside.
      let anchor = place < 600 ? "" : place > 9_400 ? " end" : " middle"
      let left = Drawn.percent(place)
      return """
        <line class="base" x1="\(left)" x2="\(left)" y1="\(base)" y2="\(base + 5)"/>\
        <text class="small\(anchor)" x="\(left)" y="\(base + 20)">\(HTMLText.escaped(tick.label))</text>
        """
    }.joined() + "\n"
  }

  private var events: String {
    chart.events.indices.map { index in
      let left = Drawn.percent(x(chart.events[index].at))
      let middle = lanes[index] * Self.laneHeight + 12
      return """
        <line class="event" x1="\(left)" x2="\(left)" y1="\(middle + 10)" y2="\(headHeight + Self.plotHeight)"/>\
        <circle class="mark" cx="\(left)" cy="\(middle)" r="10"/>\
        <text class="number" x="\(left)" y="\(middle + 4)">\(index + 1)</text>

        """
    }.joined()
  }
}
