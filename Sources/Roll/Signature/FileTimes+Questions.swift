extension FileTimes {
  /// What the program asks where a file does not say how its times are meant. Nothing is imported then.
  struct Names: Sendable {
    let file: String
    let header: [String]?
    /// The platform that the file comes from.
    var preset: Preset?

    /// `column 3 (signed_at): ‘3/4/2024’`
    private func place(_ cell: Cell) -> String {
      "column \(cell.column + 1)\(header.map { " (\($0[cell.column]))" } ?? ""): ‘\(cell.text)’"
    }

    private static let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ]

    private func inWords(_ day: Day) -> String {
      let (year, month, number) = day.parts
      return "\(number) \(Self.months[month - 1]) \(year)"
    }

    func openQuestion(_ cell: Cell, _ dmy: Day, _ mdy: Day) -> RollError {
      RollError(
        .data,
        "\(file):\(cell.line): \(place(cell)) is \(inWords(dmy)) or \(inWords(mdy)), and no row says which",
        hint: "Say which: --date-order dmy or --date-order mdy. \(habit)Nothing was imported.")
    }

    /// How the platform usually writes dates, which decides nothing: whoever exports can have set another place.
    private var habit: String {
      guard let preset, let order = preset.dateOrder else { return "" }
      return
        "\(preset.platform) usually writes the \(order == .mdy ? "month" : "day") first (\(order.rawValue)). "
    }

    func contradiction(_ order: Order, _ first: Cell, _ second: Cell) -> RollError {
      let words = order == .dmy ? ("day", "month") : ("month", "day")
      return RollError(
        .data,
        """
        \(file):\(second.line): \(place(second)) has the \(words.1) first, and line \(first.line) the \(words.0): \
        \(place(first))
        """,
        hint:
          "Say which holds: --date-order dmy or --date-order mdy; rows that cannot be read so are refused. Nothing was imported."
      )
    }

    func shortYear(_ cell: Cell) -> RollError {
      RollError(
        .data, "\(file):\(cell.line): \(place(cell)) has a year of two digits",
        hint:
          "Say what it means: --century 20 (2000 to 2099) or --century 19, and --date-order dmy, mdy or ymd. Nothing was imported."
      )
    }

    func otherNumber(
      _ kind: TimeNumber, _ first: Cell, _ other: TimeNumber, _ second: Cell
    ) -> RollError {
      RollError(
        .data,
        "\(file):\(second.line): \(place(second)) counts \(other.name), and line \(first.line) \(kind.name): ‘\(first.text)’",
        hint: "Write the column in one way. Nothing was imported.")
    }

    func mixture(_ number: Cell, _ text: Cell) -> RollError {
      RollError(
        .data,
        """
        \(file):\(text.line): \(place(text)) is text, and line \(number.line) a spreadsheet's number: ‘\(number.text)’. \
        Where a spreadsheet reads some dates of a column and leaves others, it may have taken days for months
        """,
        hint:
          "Export the dates again as text; or state the order of the text with --date-order, and the numbers are taken as they are. Nothing was imported."
      )
    }
  }
}
