internal import ArgumentParser
internal import Postgres
internal import Roll

struct CountryList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List countries.")
  @Flag(help: "Only those that can conclude treaties.") var states = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let countries = try connection.every(Countries(statesOnly: states))
    try Output.table(Countries.columns, countries, flags: [4], options)
  }
}

struct CountryShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a country, and how it may be written.")
  @Argument(help: "Its code or a name.") var name: String
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let (cells, aliases) = try Countries.find(name, on: &connection)
    if options.json {
      var object = Output.object(Countries.columns, cells, flags: [4])
      object["aliases"] = .array(aliases.map { .string($0) })
      return try Output.line(JSONValue.text(JSONValue.object(object), pretty: true))
    }
    let facts = zip(Countries.columns, cells).compactMap { name, cell in
      cell.map { (name.split(separator: "_").joined(separator: " "), $0) }
    }
    try Output.facts(facts + [("also written", aliases.joined(separator: ", "))], options)
  }
}
