internal import ArgumentParser
internal import Roll

struct CountGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count", abstract: "Signatures counted but not named: on paper, on partners' platforms.",
    subcommands: [
      CountRecord.self, FormCorrect<UnnamedCount>.self, FormRetract<UnnamedCount>.self,
      FormList<UnnamedCount>.self, FormImportCommand<UnnamedCount>.self,
      FormExport<UnnamedCount>.self,
    ])
}

struct CountRecord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record how many signed where no names are held.",
    discussion: """
      Every count of paper adds to the others. Of a partner's counter the newest reading stands, for each country and label.
      Such signatures are never added to those with names.
      """)
  @Argument(help: "The petition.") var petition: String
  @Argument(help: "How many signatures.") var number: Int
  @Option(help: "paper, or partner platform.") var kind: String
  @Option(help: "When it was counted.") var on: String?
  @Option(help: "Who collected it; for a partner's platform the partner.") var organization: String?
  @Option(help: "Where the signatories live, where that was counted.") var country: String?
  @Option(help: "What tells it from others of the same day: a sheet, a town, a page.") var label: String?
  @Option(
    help:
      "Whether the same people may be among the named signatures: none, possible (say how in --note) or unknown."
  )
  var overlap: String?
  @Option(help: "followed, or other for a source that contradicts the one that is followed.") var standing:
    String?
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "petition": petition, "number": String(number), "kind": kind, "on": on, "organization": organization,
      "country": country, "label": label, "overlap": overlap, "standing": standing,
    ]
    try Recording.add(
      UnnamedCount.self, cells.merging(fact.cells) { $1 }, options,
      done: "Recorded: \(number) signatures without names for \(petition), apart from those with names.")
  }
}
