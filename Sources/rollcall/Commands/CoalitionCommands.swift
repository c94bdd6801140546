internal import ArgumentParser
internal import Roll

struct CoalitionMembers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "members", abstract: "List who belongs to a coalition.")
  @Argument(help: "The coalition, by slug or name.") var coalition: String
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let listing = try CoalitionTreeReader.members(of: coalition, clocks.standing, on: &connection)
    try listing.print(options)
  }
}

struct CoalitionTree: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Draw a coalition, its members, and the members of those.")
  @Argument(help: "The coalition, by slug or name; every top one where none is given.") var coalition: String?
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let roots = try CoalitionTreeReader.tree(of: coalition, clocks.standing, on: &connection)
    if options.json { return try Output.line(JSONValue.text(roots, pretty: true)) }
    for root in roots {
      try Output.line(Output.safe(root.name))
      try draw(root.members, indent: "")
    }
  }

  private func draw(_ nodes: [CoalitionNode], indent: String) throws {
    for (index, node) in nodes.enumerated() {
      let isLast = index == nodes.count - 1
      let relation = node.role.map { ", \($0)" } ?? ""
      try Output.line(
        "\(indent)\(isLast ? "└── " : "├── ")\(Output.safe(node.name)) (\(node.relation ?? "")\(Output.safe(relation)))"
      )
      try draw(node.members, indent: indent + (isLast ? "    " : "│   "))
    }
  }
}

struct PetitionEndorsements: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "endorsements",
    abstract: "List who endorsed a petition or letter, or who of a coalition has not yet.")
  @Argument(help: "The petition or letter.") var petition: String
  @Option(help: "Members of this coalition that have not endorsed it.") var missingFrom: String?
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let endorsed = try FormListing.read(Endorsement.self, clocks.standing, on: &connection)
    let slug = try CoalitionTreeReader.key(
      of: petition, noun: "petition", clocks.standing, on: &connection)
    let mine = endorsed.rows.filter { $0.cells[0] == slug }
    guard let missingFrom else {
      return try FormListing(form: Endorsement.form, rows: mine).print(options)
    }
    let members = try CoalitionTreeReader.members(of: missingFrom, clocks.standing, on: &connection)
    let have = Set(mine.compactMap { $0.cells[1] })
    let missing = members.rows.filter { !have.contains($0.cells[1] ?? "") }
    try FormListing(form: Membership.form, rows: missing).print(options)
  }
}
