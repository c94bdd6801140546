internal import ArgumentParser
internal import Roll

struct OrganizationShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show all that is on record of one: where it belongs, what it endorsed, what it holds.")
  @OptionGroup var form: FormShow<Organization>

  func run() throws {
    let options = form.options
    var connection = try DatabaseSession(options).open()
    let history = try FormHistory.read(
      Organization.self, form.clocks.clocks, key: form.key, on: &connection)
    // What was taken back is mentioned nowhere.
    let stands = history.entries.contains { $0.fact.retractedAt == nil }
    let mentions =
      stands ? try OrganizationMentions.read(form.key, form.clocks.clocks, on: &connection) : []
    if options.json {
      var more: [String: JSONValue] = ["memberships": .array([]), "endorsements": .array([])]
      for listing in mentions { more["\(listing.form.noun)s"] = listing.json }
      return try history.printJSON(with: more)
    }
    try form.run()
    guard !options.csv else { return }
    for listing in mentions {
      try Output.line("\n\(listing.form.noun.prefix(1).uppercased())\(listing.form.noun.dropFirst())s")
      try listing.print(options)
    }
  }
}

struct CoalitionShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a coalition, and the sizes that were claimed of it beside the members named then.")
  @OptionGroup var form: FormShow<Coalition>

  func run() throws {
    let options = form.options
    var connection = try DatabaseSession(options).open()
    let sizes = try CoalitionMembers.sizes(of: form.key, form.clocks.clocks, on: &connection)
    if options.json {
      let history = try FormHistory.read(
        Coalition.self, form.clocks.clocks, key: form.key, on: &connection)
      return try history.printJSON(with: ["sizes": .array(sizes.map(Self.json))])
    }
    try form.run()
    guard !options.csv, !sizes.isEmpty else { return }
    try Output.line("\nSizes claimed")
    try Output.table(
      ["as_of", "claimed", "named", "agree", "sources"],
      sizes.map { size in
        let claim = size.claimed
        return [
          claim.on?.description ?? "day unknown",
          [claim.qualifier, claim.value].compactMap { $0 }.joined(separator: " "), String(size.named),
          size.agrees.map { $0 ? "yes" : "no" } ?? "open: our list is incomplete",
          claim.sources.joined(separator: "; "),
        ]
      }, numbers: [1, 2], options)
  }

  private static func json(_ size: CoalitionSize) -> JSONValue {
    .object([
      "claimed": CoalitionFace.json(size.claimed), "named": .number(Int64(size.named)),
      "agrees": size.agrees.map { .bool($0) } ?? .null, "list_incomplete": .bool(size.isListIncomplete),
    ])
  }
}

extension FormListing {
  /// The rows as objects.
  fileprivate var objects: [[String: JSONValue]] {
    rows.map {
      Output.object(form.fields.map(\.name), $0.cells, numbers: form.numberColumns, flags: form.flagColumns)
    }
  }

  fileprivate var json: JSONValue { .array(objects.map { .object($0) }) }
}
