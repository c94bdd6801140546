internal import ArgumentParser
internal import Pages
internal import Roll

struct CoalitionMembersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "members", abstract: "List who belongs to a coalition, by relation.")
  @Argument(help: "The coalition, by slug or name.") var coalition: String
  @Option(help: "Only in this relation: member, affiliate, host, partner or convener.") var relation: String?
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let members = try CoalitionMembers.read(coalition, relation: relation, clocks.clocks, on: &connection)
    try Output.table(
      BelongingColumns.names, members.terms.map(BelongingColumns.cells),
      listed: BelongingColumns.listed, options)
    LetterWords.tellLeftOut(members.leftOut, "membership", options)
  }
}

/// The columns of a list of members.
enum BelongingColumns {
  static let names = [
    "coalition", "member", "name", "country", "relation", "role", "from", "until", "authority",
    "until_authority", "note", "sources",
  ]
  /// What a terminal has room for: the relation first.
  static let listed = [4, 2, 3, 5, 6, 7]

  static func cells(_ term: Belonging) -> [String?] {
    [
      term.coalition, term.member.slug, term.member.name, term.member.country, term.relation, term.role,
      term.from, term.until, term.authority, term.untilAuthority, term.note, term.sources,
    ]
  }
}

struct CoalitionTreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Draw a coalition, its members, and the members of those.",
    discussion: """
      Behind each name: how it belongs, and since when; behind a coalition how many members are named, and how many it \
      claims. Hosts, partners and conveners stand beside a coalition: what belongs to them is not drawn below it.
      """)
  @Argument(help: "The coalition, by slug or name; every top one where none is given.") var coalition: String?
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let tree = try CoalitionTree.read(coalition, clocks.clocks, on: &connection)
    if options.json {
      return try Output.line(
        JSONValue.text(JSONValue.array(tree.roots.map(CoalitionFace.json)), pretty: true))
    }
    if options.csv {
      return try Output.table(CoalitionFace.columns, CoalitionFace.rows(tree.roots), options)
    }
    let text = TextPage.render(
      tree.roots.map(CoalitionFace.text), width: Terminal.isOutputTerminal ? Terminal.width : 80,
      colour: Output.usesColour(options))
    try Output.write(Array(text.utf8))
    LetterWords.tellLeftOut(tree.leftOut, "membership", options)
  }
}

struct CoalitionLeave: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave", abstract: "Record that an organization left a coalition.",
    discussion: """
      The open term is retracted and recorded again with its end, in one act; what was known before stays readable with \
      --known-on. Joining again later is a new term.
      """)
  @Argument(help: "The coalition.") var coalition: String
  @Argument(help: "The organization, by slug or name.") var member: String
  @Option(help: "On which day: 2005, 2005-07, 2005-07-21, ..2003-01-29.") var on: String
  @Option(help: "Which relation ended, where there are several.") var relation: String?
  @Option(help: "By whose authority it left.") var authority: String?
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let row = try Departure.leave(
      coalition, member, relation: relation, fact.end(on: on, authority: authority), on: &connection)
    try Recording.tell(Membership.form, row, options, done: "\(member) left \(coalition) (\(on)).")
  }
}

extension FactOptions {
  /// What is stated of an end.
  func end(on day: String, authority: String?) -> StatedEnd {
    StatedEnd(
      on: day, authority: authority,
      sources: source.isEmpty ? (ownObservation ? "own observation" : nil) : source.joined(separator: "; "),
      note: note)
  }
}
