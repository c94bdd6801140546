internal import ArgumentParser
internal import Roll

struct AgreementRecord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record what happened to a state's agreement.",
    discussion: "Events: \(Agreement.events.joined(separator: ", ")).")
  @Argument(help: "The state, by code or name.") var state: String
  @Argument(help: "What happened.") var event: String
  @Option(help: "When: 2005, 2005-07, 2005-07-21, ..2003-01-29, 2002-12-26..2003-01-24.") var on: String?
  @Option(
    help:
      "The state that asks; the one that the campaigns or the agreements on record name where it is not given."
  )
  var partner: String?
  @Option(help: "treaty, executive agreement, exchange of notes or unknown.") var kind: String?
  @Option(help: "followed, or other for a source that contradicts the one that is followed.") var standing:
    String?
  @Flag(help: "Record it although it breaks the order of events.") var disputed = false
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let stated: [String: String?] = [
      "state": state, "kind": kind, "event": event, "on": on, "standing": standing,
      "disputed": disputed ? "true" : nil,
    ]
    try Recording.add(
      Agreement.self, options,
      done: "Recorded: \(state) \(event)\(on.map { " \($0)" } ?? ", on no known day")."
    ) { connection in
      let partner = try self.partner ?? Agreement.usualPartner(on: &connection)
      return stated.merging(fact.cells) { $1 }.merging(["partner": partner]) { $1 }
    }
  }
}

struct StatuteRecord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record what a state did about the Rome Statute.",
    discussion: "Events: \(Statute.events.joined(separator: ", ")).")
  @Argument(help: "The state, by code or name.") var state: String
  @Argument(help: "What it did.") var event: String
  @Option(help: "When.") var on: String?
  @Option(help: "Day of entry into force, where it is recorded; else article 126 gives it.") var effectiveOn:
    String?
  @Option(help: "followed, or other for a source that contradicts the one that is followed.") var standing:
    String?
  @Flag(help: "Record it although it breaks the order of events.") var disputed = false
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "state": state, "event": event, "on": on, "effective_on": effectiveOn, "standing": standing,
      "disputed": disputed ? "true" : nil,
    ]
    try Recording.add(
      Statute.self, cells.merging(fact.cells) { $1 }, options,
      done: "Recorded: \(state) \(event)\(on.map { " \($0)" } ?? ", on no known day").")
  }
}

struct ClaimAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Record a figure that somebody published.")
  @Argument(help: "What it speaks of.") var subject: String
  @Argument(help: "What it says of it, such as signature_count.") var predicate: String
  @Argument(help: "The figure or words.") var value: String
  @Option(help: "more than, at least, … as published.") var qualifier: String?
  @Option(help: "What is counted.") var unit: String?
  @Option(help: "The day it speaks of.") var asOf: String?
  @Option(help: "The campaign whose report shows it.") var campaign: String?
  @Option(help: "Which of our counts corresponds, such as petition.signatures.") var measure: String?
  @Option(help: "The petition or coalition that is counted.") var measured: String?
  @Option(help: "Whether our own list is complete or incomplete.") var list: String?
  @Option(help: "What the source says, in your words.") var paraphrase: String?
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "campaign": campaign, "subject": subject, "predicate": predicate, "value": value,
      "qualifier": qualifier,
      "unit": unit, "as_of": asOf, "measure": measure, "measured": measured, "list": list,
      "paraphrase": paraphrase,
    ]
    try Recording.add(
      Claim.self, cells.merging(fact.cells) { $1 }, options,
      done: "Recorded: \(subject), \(predicate): \(value).")
  }
}

struct ActivityAdd: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Record what happened.")
  @Argument(help: "What happened.") var title: String
  @Option(help: "What kind: event, meeting, publication, statement, …") var kind: String
  @Option(help: "When.") var on: String?
  @Option(help: "Who acted.") var actor: String?
  @Option(help: "What it was about.") var about: String?
  @Option(help: "The campaign whose report shows it.") var campaign: String?
  @Option(help: "yearly, monthly or weekly, where it comes again.") var recurs: String?
  @Option(help: "The area whose people it is for.") var area: String?
  @Option(help: "Where it happens.") var place: String?
  @OptionGroup var fact: FactOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "on": on, "kind": kind, "title": title, "actor": actor, "about": about, "campaign": campaign,
      "recurs": recurs, "area": area, "place": place,
    ]
    try Recording.add(Activity.self, cells.merging(fact.cells) { $1 }, options, done: "Recorded: \(title).")
  }
}

struct SourceAdd: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Put a source on record.")
  @Argument(help: "The name by which facts will refer to it.") var slug: String
  @Option(help: "What it is, as a reader would cite it.") var title: String
  @Option(help: "Who published it.") var publisher: String?
  @Option(help: "Where it can be read.") var address: String?
  @Option(help: "When it was published.") var published: String?
  @Option(help: "What a reader should know about it.") var note: String?
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let cells: [String: String?] = [
      "slug": slug, "title": title, "publisher": publisher, "address": address, "published": published,
      "note": note,
    ]
    try Recording.add(Source.self, cells, options, done: "Source \(slug) is on record.")
  }
}
