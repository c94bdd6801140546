/// What only a whole file says of its times: whether the day or the month stands first, and what bare numbers count.
///
/// One file has one order, in all its columns. A cell that is a day in one order only decides it, wherever it stands; the
/// cells before it could be read both ways, and both are staged. Which rows are refused does not matter here, nor in which
/// order they come.
struct FileTimes: Sendable {
  typealias Order = StatedTime.Order

  /// The order that the user states.
  let stated: Order?
  /// The cell that decided the order; nil where none did.
  private(set) var settled: (order: Order, cell: Cell)?
  /// The first cell that could be two days.
  private(set) var open: (cell: Cell, dmy: Day, mdy: Day)?
  /// What the numbers of a column count, and the first of them.
  private(set) var numbers: [Int: (kind: TimeNumber, cell: Cell)] = [:]
  /// The first cell of each column that has the year last.
  private var yearLast: [Int: Cell] = [:]

  init(stated: Order?) { self.stated = stated }

  /// A cell of the file.
  struct Cell: Sendable {
    var line: Int
    var column: Int
    var text: String
  }

  /// The order, as far as it is known.
  var order: Order? { stated ?? settled?.order }

  /// Takes note of a date with the year last.
  /// - Throws: `RollError` where it contradicts another cell.
  mutating func note(
    _ dmy: StatedTime.Moment?, _ mdy: StatedTime.Moment?, _ cell: @autoclosure () -> Cell, _ names: Names
  ) throws(RollError) {
    guard stated == nil else { return }
    if let dmy, let mdy {
      guard settled == nil, open == nil else { return }
      open = (cell(), dmy.day, mdy.day)
    } else {
      let order: Order = dmy == nil ? .mdy : .dmy
      guard let settled else {
        self.settled = (order, cell())
        return
      }
      guard settled.order != order else { return }
      throw names.contradiction(settled.order, settled.cell, cell())
    }
  }

  /// Takes note of a number that counts.
  /// - Throws: `RollError` where the column's other numbers count something else.
  mutating func note(
    _ kind: TimeNumber, _ column: Int, _ cell: @autoclosure () -> Cell, _ names: Names
  ) throws(RollError) {
    guard let known = numbers[column] else {
      let cell = cell()
      numbers[column] = (kind, cell)
      if let other = yearLast[column] { try checkMixture(cell, other, names) }
      return
    }
    guard known.kind != kind else { return }
    throw names.otherNumber(known.kind, known.cell, kind, cell())
  }

  /// Takes note that a column holds a date with the year last.
  /// - Throws: `RollError` where it also holds a spreadsheet's numbers: then it has read those in an order of its own.
  mutating func noteYearLast(_ column: Int, _ cell: @autoclosure () -> Cell, _ names: Names) throws(RollError)
  {
    guard stated == nil, yearLast[column] == nil else { return }
    let cell = cell()
    yearLast[column] = cell
    if let number = numbers[column] { try checkMixture(number.cell, cell, names) }
  }

  private func checkMixture(_ number: Cell, _ text: Cell, _ names: Names) throws(RollError) {
    guard stated == nil, numbers[number.column]?.kind == .excelDays else { return }
    throw names.mixture(number, text)
  }

  /// The order, at the end of the file, of the dates that were left open; nil where none was.
  /// - Throws: `RollError` where some cell could be two days, and nothing decides.
  func conclusion(_ names: Names) throws(RollError) -> Order? {
    guard stated == nil, let open else { return nil }
    guard let settled else { throw names.openQuestion(open.cell, open.dmy, open.mdy) }
    return settled.order
  }
}
