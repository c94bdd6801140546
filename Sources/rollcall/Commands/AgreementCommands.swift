internal import ArgumentParser
internal import Foundation
internal import Pages
internal import Postgres
internal import Reports
internal import Roll

/// What limits a listing of agreements.
struct AgreementFilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only states of this region: African, Asia-Pacific, …", valueName: "region"))
  var region: String?

  @Option(help: ArgumentHelp("Only agreements with this state, by code or name.", valueName: "state"))
  var partner: String?

  func filter(on connection: inout Connection) throws -> AgreementStates.Filter {
    var filter = AgreementStates.Filter()
    filter.region = try region.map { try States.region($0, on: &connection) }
    filter.partner = try partner.map { try States.code(of: $0, on: &connection) }
    return filter
  }
}

/// `agreement list`
struct AgreementList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List where each state's agreement stands on a day, one line a state.",
    discussion: """
      Status is the furthest that the events up to the day lead. A question mark behind the state's standing towards the Rome \
      Statute at signing says that it was another one on the earliest day on which it can have signed, or that no such day is \
      known.
      """)
  @Option(help: "Only agreements that have come exactly so far: signed, ratified, …; repeatable.")
  var status: [String] = []
  @OptionGroup var limits: AgreementFilterOptions
  @Flag(help: "One line an event instead, as recorded; with the columns of the CSV form.") var events = false
  @Flag(help: "The ratification watch; as rollcall agreement watch.") var watch = false
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if let unknown = status.first(where: { !Agreement.events.contains($0) }) {
      let near = Nearest.match(unknown, Agreement.events).map { " Did you mean ‘\($0)’?" } ?? ""
      throw ValidationError(
        "--status ‘\(unknown)’ is none of \(Agreement.events.joined(separator: ", ")).\(near)")
    }
    if events && watch { throw ValidationError("--events and --watch ask for two different listings.") }
  }

  func run() throws {
    var connection = try DatabaseSession(options).open()
    var filter = try limits.filter(on: &connection)
    if events { return try listEvents(filter, on: &connection) }
    let known = try clocks.known(on: &connection)
    if watch { return try AgreementWatching.list(filter, status, known, options, on: &connection) }
    filter.statuses = status
    let listing = AgreementTable(try connection.every(AgreementStates(filter, known)))
    try listing.print(options)
    guard !options.quiet, !options.json, !options.csv, !listing.rows.isEmpty else { return }
    try Output.summary("\(listing.summary) As of \(known.asOf).", options)
    let undated = try connection.one(UndatedAgreementEvents(partner: filter.partner, known)) ?? 0
    if known.asOf < known.knownOn.day, undated > 0 {
      try Output.line("Left out, since no source gives a day: \(undated) event\(undated == 1 ? "" : "s").")
    }
  }

  /// The rows of the form, as recorded.
  private func listEvents(_ filter: AgreementStates.Filter, on connection: inout Connection) throws {
    let all = try FormListing.read(Agreement.self, clocks.clocks, on: &connection)
    let regions = Dictionary(
      uniqueKeysWithValues: try connection.every(Countries(statesOnly: true)).map { ($0[0], $0[3]) })
    let rows = all.rows.filter { row in
      (filter.partner == nil || row.cells[1] == filter.partner)
        && (filter.region == nil || regions[row.cells[0]] == filter.region)
        && (status.isEmpty || status.contains(row.cells[3] ?? ""))
    }
    try FormListing(form: Agreement.form, rows: rows).print(options)
  }
}

/// `agreement show STATE`
struct AgreementShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show all that is on record of a state's agreement: standing, events, what other sources say.")
  @OptionGroup var shown: StateShowOptions

  func run() throws {
    let (clocks, options) = (shown.clocks, shown.options)
    try shown.show(Agreement.self) { iso3, connection in
      let dossier = try AgreementDossier.gather(
        iso3, asOf: clocks.asOf, knownOn: clocks.knownOn?.instant, on: &connection)
      try Output.page(dossier.page(), json: dossier.json(), options)
      try StateMeasures.printLines(iso3, clocks.standing, options, on: &connection)
    }
  }
}

/// `agreement watch`
struct AgreementWatching: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract:
      "List agreements that are signed and not ratified, the longest first, with the next date in parliament.",
    discussion: """
      A date in parliament is an activity of kind parliament about an agreement: rollcall activity add "Second reading" --kind \
      parliament --about "agreement Guyana" --on 2004-05-17 --source SLUG.
      """)
  @OptionGroup var limits: AgreementFilterOptions
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let filter = try limits.filter(on: &connection)
    try Self.list(filter, [], try clocks.known(on: &connection), options, on: &connection)
  }

  static func list(
    _ filter: AgreementStates.Filter, _ statuses: [String], _ known: AsKnown, _ options: GlobalOptions,
    on connection: inout Connection
  ) throws {
    let regions = Dictionary(
      uniqueKeysWithValues: try connection.every(Countries(statesOnly: true)).map { ($0[0], $0[3]) })
    let waiting = try connection.every(AgreementWatch(partner: filter.partner, known)).filter {
      (filter.region == nil || regions[$0.iso3] == filter.region)
        && (statuses.isEmpty || statuses.contains($0.status))
    }
    let table = WatchTable(waiting, asOf: known.asOf)
    try table.print(options)
    guard !options.quiet, !options.json, !options.csv, !waiting.isEmpty else { return }
    let dated = waiting.count { $0.next != nil }
    try Output.summary(
      "\(waiting.count) signed and not ratified, \(dated) with a date in parliament. As of \(known.asOf).",
      options)
  }
}

extension ClockOptions {
  /// Today in UTC and now, unless stated.
  func known(on connection: inout Connection) throws -> AsKnown {
    let now = try connection.value("SELECT now()", as: Instant.self)
    let moment = now ?? Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
    return AsKnown(asOf: asOf ?? moment.day, knownOn: knownOn?.instant ?? moment)
  }
}

extension Output {
  /// What a table comes to, below it.
  static func summary(_ text: String, _ options: GlobalOptions) throws {
    try line()
    // A file or another program wants a line as it is.
    let width = Terminal.isOutputTerminal ? Terminal.width : 4096
    let page = Page(title: "", blocks: [.paragraph(Inline(text))])
    try line(TextPage.render(page, width: width).trimmingCharacters(in: .newlines))
  }

  /// A page for a person, or its value as JSON.
  static func page(_ page: Page, json: @autoclosure () throws -> String, _ options: GlobalOptions) throws {
    if options.json {
      return try write(Array(JSONValue.visible(try json()).utf8))
    }
    let width = Terminal.isOutputTerminal ? min(Terminal.width, 120) : 80
    try write(Array(TextPage.render(page, width: width, colour: usesColour(options)).utf8))
  }
}
