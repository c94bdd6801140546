internal import ArgumentParser
internal import Roll

struct PositionGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "position", abstract: "Who is for and who is against, since when, by which source.",
    subcommands: [
      PositionRecord.self, FormCorrect<HeldPosition>.self, FormRetract<HeldPosition>.self, PositionList.self,
      FormImportCommand<HeldPosition>.self,
      FormExport<HeldPosition>.self,
    ])
}

struct PositionRecord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record what an actor holds on something.",
    discussion: """
      Stances: \(HeldPosition.stances.joined(separator: ", ")).
      Legislators and officials are on record by name, for the office they hold (--office); private persons are not.
      """)
  @Argument(help: "The actor: a state, an organization, or the name of who holds an office.") var actor:
    String
  @Argument(help: "What it holds.") var stance: String
  @Option(help: "state, organization, legislator or official.") var kind: String
  @Option(
    help: "What it is about: a campaign, the state of an agreement, a bill, a resolution, an organization.")
  var about: String
  @Option(help: "campaign, agreement, bill, resolution or organization.") var aboutKind: String
  @Option(help: "The office of a legislator or official.") var office: String?
  @Option(help: "The country of the office.") var country: String?
  @Option(help: "sponsor or cosponsor of the bill or resolution.") var role: String?
  @Option(help: "Since when: 2015, 2015-04, 2015-04-16, ..2015-05-15.") var since: String?
  @Option(help: "The campaign it matters to, with which it is exported.") var campaign: String?
  @Option(help: "What the actor said, in your words.") var statement: String?
  @Option(help: "followed, or other for a source that contradicts the one that is followed.") var standing:
    String?
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "actor_kind": kind, "actor": actor, "office": office, "country": country, "about_kind": aboutKind,
      "about": about, "stance": stance, "role": role, "since": since, "campaign": campaign,
      "statement": statement, "standing": standing,
    ]
    try Recording.add(
      HeldPosition.self, cells.merging(fact.cells) { $1 }, options,
      done: "Recorded: \(actor), \(stance) on \(about).")
  }
}

struct PositionList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List positions, or who is for and who is against something.",
    discussion: """
      With --about, each actor's position on that day, those for it first, and what the same actors held before: of the
      sponsors of a bill, what they have said about the Court.
      """)
  @Option(help: "Only positions on this campaign, state's agreement, bill, resolution or organization.")
  var about: String?
  @Option(help: "Only positions of this state, organization, legislator or official.") var actor: String?
  @Option(help: "Only these: for, against, abstained, undecided or not_stated.") var stance: String?
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard let stance, !HeldPosition.stances.contains(stance) else { return }
    let near = Nearest.match(stance, HeldPosition.stances).map { "; did you mean ‘\($0)’?" } ?? ""
    throw ValidationError(
      "--stance ‘\(stance)’ is none of \(HeldPosition.stances.joined(separator: ", "))\(near)")
  }

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let held = try PositionsHeld.read(about == nil ? clocks.clocks : clocks.standing, on: &connection)
    let actor = try actor.map { try held.name($0, "actor", on: &connection) }
    func isWanted(_ row: FormRow) -> Bool {
      (actor == nil || row[form, "actor"] == actor) && (stance == nil || row[form, "stance"] == stance)
    }
    if let about {
      let name = try held.name(about, "about", on: &connection)
      return try print(held.stands(on: name).filter { isWanted($0.row) })
    }
    let listing = FormListing(form: form, rows: held.all.filter(isWanted))
    try Output.table(
      form.fields.map(\.name), listing.rows.map(\.cells), listed: listed(isOfOne: false), options)
  }

  private var form: Form { HeldPosition.form }

  /// What a line has room for.
  private func listed(isOfOne: Bool) -> [Int] {
    let names = ["stance", "role", "actor", "office", "since", "standing"]
    let wanted = isOfOne ? names : ["actor", "office", "about", "stance", "role", "since", "standing"]
    return wanted.compactMap { name in form.fields.firstIndex { $0.name == name } }
  }

  private func print(_ stands: [PositionsHeld.Stand]) throws {
    let names = form.fields.map(\.name)
    guard !options.json else {
      let objects = stands.map { stand -> JSONValue in
        var object = Output.object(names, stand.row.cells)
        object["before"] = rows(stand.before)
        object["contradictions"] = rows(stand.contradictions)
        return .object(object)
      }
      return try Output.line(JSONValue.text(JSONValue.array(objects), pretty: true))
    }
    try Output.table(names, stands.map(\.row.cells), listed: listed(isOfOne: true), options)
    guard !options.csv, !stands.isEmpty else { return }
    try Output.line("\n" + summary(stands))
    for stand in stands {
      let said = stand.row[form, "statement"].map {
        [("says:", "\($0) [\(stand.row[form, "sources"] ?? "")]")]
      }
      guard said != nil || !stand.contradictions.isEmpty || !stand.before.isEmpty else { continue }
      try Output.line("\n\(Output.safe(stand.row[form, "actor"] ?? ""))")
      if let said { try Output.facts(said, options) }
      for row in stand.contradictions { try tell("another source:", row) }
      for row in stand.before { try tell("also:", row) }
    }
  }

  private func rows(_ rows: [FormRow]) -> JSONValue {
    .array(rows.map { .object(Output.object(form.fields.map(\.name), $0.cells)) })
  }

  /// ‘2 for (1 sponsor), 1 against’
  private func summary(_ stands: [PositionsHeld.Stand]) -> String {
    HeldPosition.stances.compactMap { stance in
      let mine = stands.filter { $0.row[form, "stance"] == stance }
      guard !mine.isEmpty else { return nil }
      let sponsors = mine.count { $0.row[form, "role"] != nil }
      let words = sponsors == 0 ? "" : " (\(sponsors) \(sponsors == 1 ? "sponsor" : "sponsors"))"
      return "\(mine.count) \(stance.split(separator: "_").joined(separator: " "))\(words)"
    }.joined(separator: ", ")
  }

  private func tell(_ label: String, _ row: FormRow) throws {
    let parts = [
      row[form, "since"], row[form, "stance"].map { "\($0.split(separator: "_").joined(separator: " ")) on" },
      row[form, "about"].map { "\($0):" }, row[form, "statement"] ?? row[form, "note"],
      row[form, "sources"].map { "[\($0)]" },
    ]
    try Output.facts([(label, parts.compactMap { $0 }.joined(separator: " "))], options)
  }
}
