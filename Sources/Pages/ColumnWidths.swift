/// How wide each column of a terminal table is.
struct ColumnWidths {
  /// What a column asks for, in terminal columns.
  struct Need: Equatable {
    /// The widest cell, unwrapped.
    var cells: Int
    /// The widest part of a cell that no line break divides.
    var word: Int
    /// The title, unwrapped, and the widest part of it.
    var title: Int
    var titleWord: Int
    /// Room to the right of numbers for their references.
    var references: Int
    var shrinks: Bool
    var alignment: Table.Alignment

    /// Wide enough that nothing is wrapped.
    var natural: Int { max(cells, title) + references }
  }

  /// Spaces between columns.
  static let gap = 2
  /// A wrapped column of words is not made narrower than `comfortable` while there is another way, and never than
  /// `readable`.
  private static let comfortable = 24
  private static let readable = 12

  /// Widths that with their gaps fit into `limit`, or nil where only a column narrower than is readable would fit.
  ///
  /// First titles are set in two lines, and the widest shrinking column is wrapped between words; where that makes
  /// it narrow, titles take more lines. Then words too long for their column (addresses) are broken, and last other
  /// columns of words are wrapped.
  static func fitting(_ needs: [Need], limit: Int) -> [Int]? {
    let room = limit - gap * max(needs.count - 1, 0)
    var widths = needs.map { min($0.natural, max(room, 0)) }
    let floors: [(Need) -> Int] = [
      { max($0.cells, $0.titleWord, $0.title * 3 / 5) + $0.references },
      { $0.shrinks ? max($0.word, $0.titleWord, comfortable) + $0.references : .max },
      { max($0.cells, $0.titleWord) + $0.references },
      { $0.shrinks ? max($0.word, $0.titleWord, readable) + $0.references : .max },
      { $0.shrinks ? readable + $0.references : .max },
      { $0.alignment == .left ? max($0.word, $0.titleWord, readable) + $0.references : .max },
    ]
    for floor in floors where widths.reduce(0, +) > room {
      shrink(&widths, floors: needs.map { min(floor($0), $0.natural) }, room: room)
    }
    // Two columns are what one wide character takes.
    let canBeSet = zip(widths, needs).allSatisfy { $0 - $1.references >= min(2, max($1.cells, $1.title)) }
    return widths.reduce(0, +) <= room && canBeSet ? widths : nil
  }

  /// Takes from the widest column that is above its floor until all fit or none is left.
  private static func shrink(_ widths: inout [Int], floors: [Int], room: Int) {
    while widths.reduce(0, +) > room {
      let candidates = widths.indices.filter { widths[$0] > floors[$0] }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }
}
