public import ArgumentParser
public import Reports
internal import Roll

struct PetitionEndorsements: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "endorsements",
    abstract: "List who endorsed a petition or letter, or who of a coalition has not yet.",
    discussion: """
      Without more: endorsements that hold, in the order of the printed list. One of --missing-from, --among, --outside \
      and --withdrawn asks another question. --print gives the list as it is set under the letter.
      """)
  @Argument(help: "The petition or letter.") var petition: String
  @Option(
    help: ArgumentHelp(
      "Members of this coalition, and members of its members, that have not endorsed it.",
      valueName: "coalition"))
  var missingFrom: String?
  @Option(help: ArgumentHelp("Members of this coalition that have endorsed it.", valueName: "coalition"))
  var among: String?
  @Option(
    help: ArgumentHelp("Who endorsed it and is no member of this coalition.", valueName: "coalition"))
  var outside: String?
  @Flag(help: "Only members of the coalition itself, not members of its members.") var direct = false
  @Flag(help: "Who endorsed it and withdrew.") var withdrawn = false
  @Option(
    name: .customLong("print"),
    help: ArgumentHelp("The list as it is set under the letter: text, markdown or html.", valueName: "format")
  )
  var printed: LetterPrint?
  @Flag(help: "With --print: number the lines.") var numbered = false
  @OptionGroup var output: OutputOption
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try check()
    var connection = try DatabaseSession(options).open()
    if let coalition = missingFrom ?? among ?? outside {
      let list = try CallList.read(
        petition, coalition, isDirect: direct, clocks.clocks, on: &connection)
      return try show(list)
    }
    let letter = try Letter.read(petition, clocks.clocks, on: &connection)
    if let printed {
      let text = printed.render(letter, isNumbered: numbered)
      return try output.write { sink in try sink(Array(text.utf8)) }
    }
    try LetterTable(options).show(withdrawn ? letter.withdrawn : letter.endorsed, of: letter)
  }

  private func show(_ list: CallList) throws {
    let table = LetterTable(options)
    if outside != nil {
      try table.head(LetterWords.outside(list))
      try table.rows(list.outside, of: list.letter)
    } else {
      let isMissing = missingFrom != nil
      try table.head(isMissing ? LetterWords.missing(list) : LetterWords.among(list))
      try table.rows(isMissing ? list.missing : list.endorsed, of: list, isMissing: isMissing)
    }
    LetterWords.tellLeftOut(list.leftOut, "membership", options)
    LetterWords.tellLeftOut(list.letter.leftOut, "endorsement", options)
  }

  private func check() throws {
    let questions = [missingFrom != nil, among != nil, outside != nil, withdrawn, printed != nil]
    guard questions.count(where: { $0 }) <= 1 else {
      throw RollError(
        .usage, "--missing-from, --among, --outside, --withdrawn and --print each ask for another list",
        hint: "Choose one of them.")
    }
    guard !direct || missingFrom ?? among ?? outside != nil else {
      throw RollError(
        .usage, "--direct speaks of a coalition's members: it needs --missing-from, --among or --outside")
    }
    guard printed != nil || !numbered && output.output == nil else {
      throw RollError(.usage, "--numbered and --output belong to --print")
    }
    guard printed == nil || !options.json && !options.csv else {
      throw RollError(.usage, "--print has its own formats: leave out --json and --csv")
    }
  }
}

extension LetterPrint: ExpressibleByArgument {}

struct EndorsementWithdraw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "Record that an organization withdrew its endorsement.",
    discussion: """
      The endorsement is retracted and recorded again with its withdrawal, in one act; what was known before stays \
      readable with --known-on. It can be withdrawn once.
      """)
  @Argument(help: "The petition or letter.") var petition: String
  @Argument(help: "The organization, by slug or name.") var organization: String
  @Option(help: "On which day: 2005, 2005-07, 2005-07-21, ..2003-01-29.") var on: String
  @Option(help: "Who withdrew it for the organization.") var authority: String?
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let row = try Withdrawal.withdraw(
      petition, organization, fact.end(on: on, authority: authority), on: &connection)
    try Recording.tell(
      Endorsement.form, row, options, done: "\(organization) withdrew its endorsement of \(petition) (\(on))."
    )
  }
}
