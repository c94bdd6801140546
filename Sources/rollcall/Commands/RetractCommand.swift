internal import ArgumentParser
internal import Roll

/// `NOUN retract KEY…`
struct FormRetract<N: Noun>: ParsableCommand {
  static var configuration: CommandConfiguration {
    .init(
      commandName: "retract", abstract: "Take a fact back. It stays readable, with who, when and why.",
      discussion: """
        Named by \(N.keyWords), as many of them as are needed. Where several facts are on record under that name, they are \
        listed with what tells them apart. Further options say what else the one that is meant holds: \(N.optionWords).
        """)
  }

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("What names it; then --COLUMN VALUE where several have that name.", valueName: "key"))
  var words: [String]
  @Option(help: "Why it is taken back.") var reason: String
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let words = try FormWords(words, N.form)
    var connection = try DatabaseSession(options).open()
    let fact = try FormRetraction.run(
      N.self, FormSelection(words.keys, filters: words.cells), reason: reason, on: &connection)
    let entry = FormHistory.Entry(fact: fact, before: [])
    try entry.print(N.self, done: "Retracted: \(fact.words(N.self)).", options)
  }
}

/// `NOUN correct KEY…`
struct FormCorrect<N: Noun>: ParsableCommand {
  static var configuration: CommandConfiguration {
    .init(
      commandName: "correct",
      abstract:
        "Put a fact right: what it said is taken back and stays readable, what it should say is recorded.",
      discussion: """
        Named by \(N.keyWords), as many of them as are needed. Options say what it should say: \(N.optionWords). An empty text \
        empties a column. Where no --source is given the sources stay.
        """)
  }

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("What names it; then --COLUMN VALUE for all that changes.", valueName: "key"))
  var words: [String]
  @Option(
    help: ArgumentHelp(
      "What it says now, where several have that name; repeatable.", valueName: "column=value"))
  var was: [String] = []
  @Option(help: "Why it is corrected.") var reason: String
  @OptionGroup var options: GlobalOptions

  func run() throws { try Correcting.run(N.self, words, was: was, reason: reason, options) }
}

/// `NOUN edit SLUG`: the same for what is named by a slug.
struct FormEdit<N: Noun>: ParsableCommand {
  static var configuration: CommandConfiguration {
    .init(
      commandName: "edit",
      abstract:
        "Change what is on record of one: what it said stays readable, and what refers to it goes on doing so.",
      discussion: """
        Options say what it should say: \(N.optionWords). An empty text empties a column. The slug stays. Where no --source is \
        given the sources stay.
        """)
  }

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("Its slug; then --COLUMN VALUE for all that changes.", valueName: "slug"))
  var words: [String]
  @Option(help: "Why it is changed.") var reason = "edited"
  @OptionGroup var options: GlobalOptions

  func run() throws { try Correcting.run(N.self, words, was: [], reason: reason, options) }
}

/// What `correct` and `edit` do.
enum Correcting {
  static func run(
    _ noun: any Noun.Type, _ words: [String], was: [String], reason: String, _ options: GlobalOptions
  ) throws {
    let words = try FormWords(words, noun.form)
    let filters = try was.map { try FormWords.pair($0, noun.form) }
    let changes = Dictionary(uniqueKeysWithValues: words.cells.map { ($0.field, Optional($0.value)) })
    var connection = try DatabaseSession(options).open()
    let outcome = try FormCorrection.run(
      noun, FormSelection(words.keys, filters: filters), changes: changes, reason: reason, on: &connection)
    let entry = FormHistory.Entry(fact: outcome.after, before: [outcome.before])
    let said = outcome.before.saidOtherwise(than: outcome.after, noun.form)
    try entry.print(noun, done: "Corrected: \(outcome.after.words(noun)). It said: \(said).", options)
  }
}
