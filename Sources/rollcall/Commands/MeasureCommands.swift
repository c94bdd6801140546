internal import ArgumentParser
internal import Postgres
internal import Roll

struct MeasureGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Pressure on states to sign, and relief: aid at stake, cut, waived.",
    subcommands: [
      MeasureRecord.self, FormCorrect<PressureMeasure>.self, FormRetract<PressureMeasure>.self,
      FormList<PressureMeasure>.self, MeasureShow.self,
      FormImportCommand<PressureMeasure>.self, FormExport<PressureMeasure>.self,
    ])
}

struct MeasureRecord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record pressure on a state to sign, or relief from it.",
    discussion: """
      Kinds: \(PressureMeasure.kinds.joined(separator: ", ")).
      cut: no longer eligible for aid; waived: spared; lifted: a cut or sanction ended.
      """)
  @Argument(help: "The state, by code or name; - where no state in particular is meant.") var state: String
  @Argument(help: "What was done.") var kind: String
  @Option(help: "When: 2003, 2003-07, 2003-07-01, ..2003-07-01.") var on: String?
  @Option(help: "Until when it was to hold.") var until: String?
  @Option(help: "The state that took it.") var partner = "USA"
  @Option(help: "What aid it is about, such as military aid.") var aid: String?
  @Option(help: "Whether the state received such aid before: yes or no.") var aidReceived: String?
  @Option(help: "How much money is meant, a whole number.") var amount: Int?
  @Option(help: "Its currency, such as USD.") var currency: String?
  @Option(help: "The law or decision it rests on.") var law: String?
  @Option(help: "followed, or other for a source that contradicts the one that is followed.") var standing:
    String?
  @Flag(help: "Record it although it breaks the order of measures.") var disputed = false
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "state": state == "-" ? nil : state, "partner": partner, "kind": kind, "on": on, "until": until,
      "aid": aid, "aid_received": aidReceived, "amount": amount.map { String($0) }, "currency": currency,
      "law": law, "standing": standing, "disputed": disputed ? "true" : nil,
    ]
    let whom = state == "-" ? "no state in particular" : state
    try Recording.add(
      PressureMeasure.self, cells.merging(fact.cells) { $1 }, options,
      done: "Recorded: \(whom) \(kind)\(on.map { " \($0)" } ?? "").")
  }
}

struct MeasureShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show all that is on record of what a state had to lose, lost or was spared.")
  @Argument(help: "The state, by code or name.") var state: String
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let listing = try StateMeasures.read(state, clocks.clocks, on: &connection)
    if listing.rows.isEmpty && !options.json && !options.csv {
      return options.quiet ? () : Output.diagnostic("Nothing on record.")
    }
    try listing.printEach(options)
  }
}

/// What was done to one state.
enum StateMeasures {
  /// - Throws: `RollError` with the nearest name where nobody knows the state.
  static func read(
    _ state: String, _ clocks: Clocks, on connection: inout Connection
  ) throws -> FormListing {
    let (country, _) = try Countries.find(state, on: &connection)
    let listing = try FormListing.read(PressureMeasure.self, clocks, on: &connection)
    return FormListing(
      form: listing.form, rows: listing.rows.filter { $0[listing.form, "state"] == country[0] })
  }

  /// A line for each, for people who look at something else of the state.
  static func printLines(
    _ state: String, _ clocks: Clocks, _ options: GlobalOptions, on connection: inout Connection
  ) throws {
    guard !options.json && !options.csv else { return }
    let listing = try read(state, clocks, on: &connection)
    guard !listing.rows.isEmpty else { return }
    try Output.line()
    for row in listing.rows { try Output.facts([("measure", line(row, listing.form))], options) }
  }

  private static func line(_ row: FormRow, _ form: Form) -> String {
    func cell(_ name: String) -> String? { row[form, name] }
    let received = ["yes": "received before", "no": "none received before"][cell("aid_received") ?? ""]
    let amount = cell("amount").map { "\($0) \(cell("currency") ?? "")" }
    let details = [cell("aid"), amount, received].compactMap { $0 }.joined(separator: ", ")
    let words = [
      cell("kind")?.split(separator: "_").joined(separator: " "), cell("on"),
      cell("until").map { "until \($0)" }, details.isEmpty ? nil : "(\(details))",
      cell("partner").map { "by \($0)" }, cell("standing") == "other" ? "as other sources say" : nil,
      cell("sources").map { "[\($0)]" },
    ]
    return words.compactMap { $0 }.joined(separator: " ")
  }
}
