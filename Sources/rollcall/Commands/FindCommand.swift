internal import ArgumentParser
internal import Roll

struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Look for a text in all nouns: accents and slips of the finger do not matter.",
    discussion: "The nearest stand first. Signatures, and the names of those who signed, are never looked at."
  )

  @Argument(help: "What to look for; several words without quotes are one text.") var text: [String]
  @Option(
    help: ArgumentHelp(
      "Only this noun, such as organization or country; repeatable, or with commas.", valueName: "noun"))
  var noun: [String] = []
  @Option(help: "At most so many.") var limit = 20
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  static let columns = ["noun", "key", "title", "matched", "text", "score", "command"]

  func run() throws {
    guard limit > 0 else { throw RollError(.usage, "--limit is 1 or more") }
    var find = Find(text.joined(separator: " "))
    find.nouns = noun.flatMap { $0.split(separator: ",").map { String($0) } }
    find.limit = limit
    find.clocks = clocks.clocks
    var connection = try DatabaseSession(options).open()
    let found = try find.run(on: &connection)
    if options.json { return try Output.line(JSONValue.text(found, pretty: true)) }
    if options.csv {
      let rows = found.map { [$0.noun, $0.key, $0.title, $0.matched, $0.text, "\($0.score)", $0.command] }
      return try Output.table(Self.columns, rows, options)
    }
    guard !found.isEmpty else {
      return options.quiet ? () : Output.diagnostic("Nothing like ‘\(Output.safe(find.text))’ is on record.")
    }
    for (index, one) in found.enumerated() {
      if index > 0 { try Output.line() }
      try Output.line(Output.safe("\(one.title) (\(one.noun))"))
      if one.text != one.title { try Output.line(Output.safe("  \(one.matched): \(one.text)")) }
      try Output.line(Output.safe("  \(one.command)"))
    }
  }
}
