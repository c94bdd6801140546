internal import ArgumentParser
internal import Postgres
internal import Roll

/// What `add` and `record` commands say of where a fact comes from.
struct FactOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Slug of a source that says it; repeatable.", valueName: "slug"))
  var source: [String] = []

  @Flag(help: "You saw it yourself.") var ownObservation = false

  @Option(help: "What a reader should know about it.") var note: String?

  var cells: [String: String?] {
    [
      "sources": source.isEmpty ? (ownObservation ? "own observation" : nil) : source.joined(separator: "; "),
      "note": note,
    ]
  }
}

/// Records one row, and says so.
enum Recording {
  static func add(
    _ noun: any Noun.Type, _ cells: [String: String?], _ options: GlobalOptions, done: String
  ) throws {
    try add(noun, options, done: done) { _ in cells }
  }

  /// - Parameter cells: what is to be recorded, where it takes a look at the record to say so.
  static func add(
    _ noun: any Noun.Type, _ options: GlobalOptions, done: String,
    _ cells: (inout Connection) throws -> [String: String?]
  ) throws {
    var connection = try DatabaseSession(options).open()
    let row = FormRow(noun.form, try cells(&connection))
    let fact = try FormEntry.add(noun, row, on: &connection)
    try tell(noun.form, fact.row, options, done: done)
  }

  /// Shows the row as the record has it, or says what was done.
  static func tell(_ form: Form, _ row: FormRow, _ options: GlobalOptions, done: String) throws {
    if options.json {
      let object = Output.object(
        form.fields.map(\.name), row.cells, numbers: form.numberColumns, flags: form.flagColumns)
      try Output.line(JSONValue.text(JSONValue.object(object), pretty: true))
    } else if !options.quiet {
      Output.diagnostic(Output.safe(done))
    }
  }
}

struct CampaignAdd: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Open a campaign.")
  @Argument(help: "The name by which people will refer to it.") var slug: String
  @Option(help: "Its title.") var title: String
  @Option(help: "What it wants.") var aim: String?
  @Option(help: "First day.") var opened: String?
  @Option(help: "Last day.") var closed: String?
  @Option(help: "The state that asks for the agreements it is about.") var partner: String?
  @Option(help: "A coalition that carries it; repeatable.") var coalition: [String] = []
  @Option(help: "A state it concerns; repeatable; none for all.") var state: [String] = []
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "slug": slug, "title": title, "aim": aim, "opened": opened, "closed": closed, "partner": partner,
      "coalitions": coalition.joined(separator: "; "), "states": state.joined(separator: "; "),
    ]
    try Recording.add(
      Campaign.self, cells.merging(fact.cells) { $1 }, options, done: "Campaign \(slug) is open.")
  }
}

struct PetitionAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Open a petition or a letter.")
  @Argument(help: "The name by which people will refer to it.") var slug: String
  @Option(help: "The campaign it belongs to.") var campaign: String
  @Option(help: "Its title.") var title: String
  @Option(help: "petition or letter.") var kind: String?
  @Option(help: "Whom it asks.") var to: String?
  @Option(help: "The addressee's office or body.") var addresseeBody: String?
  @Option(help: "What it asks for.") var ask: String?
  @Option(help: "How many signatures are wanted.") var goal: Int?
  @Option(help: "First day; the date of a letter.") var opened: String?
  @Option(help: "Last day.") var closed: String?
  @Option(help: "The day it was made public.") var published: String?
  @Option(help: "The zone whose days count, such as Europe/Paris.") var timeZone: String?
  @Option(help: "What identifies a signature: email or email_and_name.") var identity: String?
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "slug": slug, "campaign": campaign, "title": title, "kind": kind, "to": to,
      "addressee_body": addresseeBody,
      "ask": ask, "goal": goal.map { String($0) }, "opened": opened, "closed": closed, "published": published,
      "time_zone": timeZone, "identity": identity,
    ]
    try Recording.add(
      Petition.self, cells.merging(fact.cells) { $1 }, options,
      done: kind == "letter"
        ? "Letter \(slug) is open. Next: rollcall petition endorse \(slug) ORGANIZATION"
        : "Petition \(slug) is open. Next: rollcall signature import FILE --petition \(slug)")
  }
}

struct PetitionEndorse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "endorse", abstract: "Record an organization's signature under a petition or letter.")
  @Argument(help: "The petition or letter.") var petition: String
  @Argument(help: "The organization, by slug or name.") var organization: String
  @Option(help: "When: 2005, 2005-07, 2005-07-21, ..2003-01-29.") var on: String?
  @Option(help: "Who signed for it.") var authority: String?
  @Option(help: "When it was withdrawn, where it was.") var withdrawn: String?
  @Option(help: "Who withdrew it for the organization.") var withdrawnAuthority: String?
  @Option(help: "Place in the printed list.") var position: Int?
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "petition": petition, "organization": organization, "on": on, "authority": authority,
      "withdrawn": withdrawn, "withdrawn_authority": withdrawnAuthority,
      "position": position.map { String($0) },
    ]
    try Recording.add(
      Endorsement.self, cells.merging(fact.cells) { $1 }, options,
      done: "\(organization) endorses \(petition).")
  }
}

struct OrganizationAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Put an organization on record.")
  @Argument(help: "Its full name.") var name: String
  @Option(help: "The name by which files refer to it; made from the name where none is given.") var slug:
    String?
  @Option(help: "ngo, bar association, parliament, government, …") var kind: String?
  @Option(help: "Where it sits.") var country: String?
  @Option(help: "Its address on the web.") var website: String?
  @Option(help: "Another name or short name; repeatable.") var alias: [String] = []
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let slug = self.slug ?? Slug.made(from: name)
    let cells: [String: String?] = [
      "slug": slug, "name": name, "kind": kind, "country": country, "website": website,
      "aliases": alias.joined(separator: "; "),
    ]
    try Recording.add(
      Organization.self, cells.merging(fact.cells) { $1 }, options, done: "\(name) is on record as \(slug).")
  }
}

struct CoalitionAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Put a coalition on record; it is an organization that is on record already.")
  @Argument(help: "The organization that it is, by slug or name.") var organization: String
  @Option(help: "What it is called in short.") var shortName: String?
  @Option(help: "When it was founded.") var founded: String?
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = ["coalition": organization, "short_name": shortName, "founded": founded]
    try Recording.add(
      Coalition.self, cells.merging(fact.cells) { $1 }, options,
      done: "\(organization) is on record as a coalition.")
  }
}

struct CoalitionJoin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Record that an organization belongs to a coalition.")
  @Argument(help: "The coalition.") var coalition: String
  @Argument(help: "The organization, by slug or name.") var member: String
  @Option(help: "member, affiliate, host, partner or convener.") var relation: String?
  @Option(help: "What the source calls it, where that says more.") var role: String?
  @Option(help: "Since when.") var from: String?
  @Option(help: "Until when.") var until: String?
  @Option(help: "By whose authority.") var authority: String?
  @Option(help: "By whose authority it ended.") var untilAuthority: String?
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "coalition": coalition, "member": member, "relation": relation, "role": role, "from": from,
      "until": until,
      "authority": authority, "until_authority": untilAuthority,
    ]
    try Recording.add(
      Membership.self, cells.merging(fact.cells) { $1 }, options, done: "\(member) belongs to \(coalition).")
  }
}
