internal import ArgumentParser
internal import Roll

struct PetitionShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all that is on record of one, and its counts.")
  @Argument(help: "Its slug, code or name.") var key: String
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let history = try FormHistory.read(Petition.self, clocks.clocks, key: key, on: &connection)
    let slug = history.entries.first { $0.fact.retractedAt == nil }?.fact.row.cells[0]
    let counts = try slug.flatMap { try PetitionCounts.read($0, clocks.standing, on: &connection) }
    try history.print(options, counts: counts?.named ?? [])
  }
}
