import Pages

extension ForeignText {
  /// Pictures whose words and numbers are the worst that can come.
  static func pictures(_ numbers: inout SeededNumbers) -> [Page.Block] {
    [.picture(picture(.steps(steps(&numbers)), &numbers)), .picture(picture(.map(map(&numbers)), &numbers))]
  }

  private static func picture(_ drawing: Picture.Drawing, _ numbers: inout SeededNumbers) -> Picture {
    Picture(
      title: text(&numbers, longest: 3), description: text(&numbers), drawing: drawing,
      table: table(&numbers),
      summary: inline(&numbers, longest: 3), remark: inline(&numbers, longest: 3), refs: refs(&numbers))
  }

  private static func steps(_ numbers: inout SeededNumbers) -> StepChart {
    let extremes = [0, 1, -1, 7, 84_598, 1_000_000_007, .max, .min]
    func number(_ numbers: inout SeededNumbers) -> Int { extremes.randomElement(using: &numbers) ?? 0 }
    let ends = [number(&numbers), number(&numbers)].sorted()
    return StepChart(
      span: ends[0]...ends[1],
      layers: [.init(text(&numbers, longest: 2), .warm), .init(text(&numbers, longest: 2), .cool)],
      steps: (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
        .init(at: number(&numbers), [number(&numbers), number(&numbers)])
      },
      ticks: [.init(at: number(&numbers), text(&numbers, longest: 2))],
      goal: Bool.random(using: &numbers) ? .init(number(&numbers), text(&numbers, longest: 2)) : nil,
      events: (0..<Int.random(in: 0...7, using: &numbers)).map { _ in
        .init(at: number(&numbers), inline(&numbers, longest: 3))
      })
  }

  private static func map(_ numbers: inout SeededNumbers) -> ShapeMap {
    let regions = Picture.Tone.allCases.map { tone in
      ShapeMap.Region(
        text(&numbers, longest: 3), tone, isHatched: Bool.random(using: &numbers),
        outlines: [[.init(0, 0), .init(10, -3), .init(5, 5)], [.init(.max, .min)], []],
        dot: Bool.random(using: &numbers) ? .init(3, 4) : nil)
    }
    return ShapeMap(
      size: .init(20, 10), regions: regions,
      keys: Picture.Tone.allCases.map { .init(text(&numbers, longest: 2), $0, hatched: 1, plain: -1) },
      keyTitle: text(&numbers, longest: 2), hatchedTitle: text(&numbers, longest: 2),
      plainTitle: text(&numbers, longest: 2))
  }
}
