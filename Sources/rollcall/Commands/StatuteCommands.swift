internal import ArgumentParser
internal import Postgres
internal import Reports
internal import Roll

/// `statute list`
struct StatuteList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List where each state stands towards the Rome Statute on a day.",
    discussion: """
      Entry into force is as recorded, else by article 126; a withdrawal takes effect as recorded, else a year after its \
      notice (article 127).
      """)
  @Option(
    help: "Only states that stand so: in_force, leaving, deposited, left, declined or signed; repeatable.")
  var status: [String] = []
  @Option(help: ArgumentHelp("Only states of this region: African, Asia-Pacific, …", valueName: "region"))
  var region: String?
  @Flag(help: "One line an event instead, as recorded; with the columns of the CSV form.") var events = false
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    let known = StatuteMembership.allCases.map(\.rawValue)
    if let unknown = status.first(where: { !known.contains($0) }) {
      let near = Nearest.match(unknown, known).map { " Did you mean ‘\($0)’?" } ?? ""
      throw ValidationError("--status ‘\(unknown)’ is none of \(known.joined(separator: ", ")).\(near)")
    }
    if events && !status.isEmpty { throw ValidationError("--events lists events, which have no status.") }
  }

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let region = try region.map { try States.region($0, on: &connection) }
    if events { return try listEvents(region, on: &connection) }
    let known = try clocks.known(on: &connection)
    let listing = StatuteTable(
      try connection.every(
        StatuteStates(region: region, statuses: status.compactMap { StatuteMembership(rawValue: $0) }, known))
    )
    try listing.print(options)
    guard !options.quiet, !options.json, !options.csv, !listing.rows.isEmpty else { return }
    try Output.summary("\(listing.summary) As of \(known.asOf).", options)
    let undated = try connection.one(StatuteStanding(known))?.undated ?? 0
    if undated > 0 {
      try Output.line("Left out, since no source gives a day: \(undated) event\(undated == 1 ? "" : "s").")
    }
  }

  /// The rows of the form, as recorded.
  private func listEvents(_ region: String?, on connection: inout Connection) throws {
    let all = try FormListing.read(Statute.self, clocks.clocks, on: &connection)
    guard let region else { return try all.print(options) }
    let there = Set(
      try connection.every(Countries(statesOnly: true)).filter { $0[3] == region }.map { $0[0] })
    try FormListing(form: Statute.form, rows: all.rows.filter { there.contains($0.cells[0]) }).print(options)
  }
}

/// `statute show STATE`
struct StatuteShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all that a state did about the Rome Statute, and where it stands.")
  @OptionGroup var shown: StateShowOptions

  func run() throws {
    let (clocks, options) = (shown.clocks, shown.options)
    try shown.show(Statute.self) { iso3, connection in
      let dossier = try StatuteDossier.gather(
        iso3, asOf: clocks.asOf, knownOn: clocks.knownOn?.instant, on: &connection)
      try Output.page(dossier.page(), json: dossier.json(), options)
    }
  }
}

/// The listing of states and the Statute: a line a state.
struct StatuteTable {
  private static let columns = [
    "state", "name", "region", "status", "since", "since_not_before", "since_not_after", "signed",
    "deposited",
    "by", "in_force_on", "in_force_recorded", "withdrawal_notified", "leaves_on", "declared", "declared_on",
    "sources",
  ]

  let rows: [StatuteStates.Output]

  init(_ rows: [StatuteStates.Output]) { self.rows = rows }

  /// `87 deposited and not left: 84 ratified, 2 acceded; 81 bound; 139 signed.`
  var summary: String {
    let held = rows.filter(\.status.hasDeposited)
    func count(_ kind: String) -> Int { held.count { $0.deposit == kind } }
    let kinds = StandingWords.deposits(
      ratified: count("ratified"), acceded: count("acceded"), accepted: count("accepted"),
      succeeded: count("succeeded"))
    var parts = ["\(held.count) deposited and not left\(kinds)", "\(held.count { $0.status.isBound }) bound"]
    for (status, words) in [(StatuteMembership.leaving, "leaving"), (.left, "left"), (.declined, "declined")]
    {
      let states = rows.count { $0.status == status }
      if states > 0 { parts.append("\(states) \(words)") }
    }
    parts.append("\(rows.count { $0.signed != nil }) signed")
    return parts.joined(separator: "; ") + "."
  }

  func print(_ options: GlobalOptions) throws {
    if options.json || options.csv {
      return try Output.table(Self.columns, rows.map(cells), flags: [11], options)
    }
    try Output.table(
      ["state", "name", "status", "since", "deposited", "by", "leaves"],
      rows.map { row in
        [
          row.iso3, row.name, StandingWords.plain(row.status.rawValue), row.since?.asKnown,
          row.deposited?.asKnown, row.deposit, row.status == .leaving ? row.leavesOn?.description : nil,
        ]
      }, options)
  }

  private func cells(_ row: StatuteStates.Output) -> [String?] {
    [
      row.iso3, row.name, row.region, row.status.rawValue, row.since?.asKnown,
      row.since?.notBefore?.description, row.since?.notAfter?.description, row.signed?.asKnown,
      row.deposited?.asKnown, row.deposit, row.inForceOn?.description,
      row.isInForceRecorded ? "true" : "false",
      row.notified?.asKnown, row.leavesOn?.description, row.declared, row.declaredOn?.asKnown,
      row.sources.joined(separator: "; "),
    ]
  }
}
