internal import ArgumentParser
internal import Roll

struct ImportPresets: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets", abstract: "List the platforms whose files are known, or what is known of one.",
    discussion: "No database is needed.")
  @Argument(help: "A preset, to see all that is known of it.") var name: String?
  @OptionGroup var options: GlobalOptions

  func run() throws {
    guard let name else {
      let rows = Preset.all.map { preset -> [String?] in [preset.name, preset.platform, preset.knownBy] }
      return try Output.table(["preset", "platform", "known_by"], rows, options)
    }
    guard case .named(let known) = try Preset.Choice(name),
      let preset = Preset.all.first(where: { $0.name == known })
    else { throw RollError(.usage, "‘\(name)’ is an option of an import, and no preset") }
    let facts = preset.facts
    if options.json {
      let object = JSONValue.object(
        Dictionary(uniqueKeysWithValues: facts.map { ($0.key, .string($0.text)) }))
      return try Output.line(JSONValue.text(object, pretty: true))
    }
    if options.csv { return try Output.table(["key", "text"], facts.map { [$0.key, $0.text] }, options) }
    try Output.facts(facts.map { ($0.key.split(separator: "_").joined(separator: " "), $0.text) }, options)
  }
}
