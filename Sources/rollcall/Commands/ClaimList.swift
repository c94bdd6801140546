internal import ArgumentParser
internal import Roll

struct ClaimList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List figures that others published, or those that are not ours.",
    discussion: """
      With --disagreeing: each published figure that our own count does not bear out, beside that count on the same day and
      the difference; then those where our list is known to be incomplete, so that nothing follows; then those that nothing
      here counts.
      """)
  @Flag(help: "Only claims that our own count does not bear out, with the difference.") var disagreeing =
    false
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    guard disagreeing else {
      return try FormListing.read(Claim.self, clocks.clocks, on: &connection).print(options)
    }
    let found = try ClaimComparison.read(clocks.clocks, on: &connection).filter { $0.verdict != .agrees }
    if options.json {
      return try Output.line(JSONValue.text(JSONValue.array(found.map(object)), pretty: true))
    }
    let names = form.fields.map(\.name) + ["counted", "difference", "verdict"]
    let rows = found.map { claim in
      claim.row.cells + [
        claim.counted.map { String($0) }, claim.difference.map { String($0) }, claim.verdict.rawValue,
      ]
    }
    guard !options.csv else {
      let figures = Set([form.fields.count, form.fields.count + 1])
      return try Output.table(names, rows, numbers: figures, options)
    }
    try Output.table(
      ["claim", "as_of", "published", "here", "difference", "list"], found.map(line), numbers: [4], options)
  }

  private var form: Form { Claim.form }

  private func object(_ claim: ClaimComparison) -> JSONValue {
    var object = Output.object(form.fields.map(\.name), claim.row.cells)
    object["counted"] = claim.counted.map { .number(Int64($0)) } ?? .null
    object["difference"] = claim.difference.map { .number(Int64($0)) } ?? .null
    object["agrees"] = claim.verdict == .disagrees ? .bool(false) : .null
    object["list_incomplete"] = .bool(claim.row[form, "list"] == "incomplete")
    object["verdict"] = .string(claim.verdict.rawValue)
    return .object(object)
  }

  private func line(_ claim: ClaimComparison) -> [String?] {
    func cell(_ name: String) -> String? { claim.row[form, name] }
    let words = cell("predicate")?.split(separator: "_").joined(separator: " ") ?? ""
    let list = cell("list").map { $0 == "incomplete" ? "known incomplete" : $0 }
    return [
      "\(cell("subject") ?? ""): \(words)", cell("as_of"),
      "\(cell("qualifier").map { $0 + " " } ?? "")\(cell("value") ?? "")",
      claim.counted.map { String($0) } ?? "not counted here",
      claim.difference.map { $0 > 0 ? "+\($0)" : String($0) }, list,
    ]
  }
}
