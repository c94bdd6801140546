internal import ArgumentParser
internal import Foundation
internal import Roll

struct ActivityList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what happened, or what is still to come.",
    discussion: """
      With --upcoming: what is not over on the day of --as-of (today where none is named), what recurs by its next
      occurrence, the earliest first.
      """)
  @Flag(help: "What is still to come, recurring activities by their next day.") var upcoming = false
  @Option(help: "Only activities of this kind, such as meeting.") var kind: String?
  @Option(help: "Only activities in this area or place.") var area: String?
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    guard upcoming else {
      let all = try FormListing.read(Activity.self, clocks.clocks, on: &connection).rows
      let rows = all.filter(isWanted)
      try FormListing(form: form, rows: rows).print(options)
      return suggest(rows, all)
    }
    let day = clocks.standing.asOf ?? Day(number: 0)
    let all = try UpcomingActivity.read(from: day, knownOn: clocks.knownOn?.instant, on: &connection)
    let found = all.filter { isWanted($0.row) }
    let names = ["next"] + form.fields.map(\.name)
    // The day on which it first was says less than its next, and a campaign's name nothing on a line.
    let listed = names.indices.filter {
      !["on", "campaign", "about", "note", "sources"].contains(names[$0])
    }
    try Output.table(
      names, found.map { [$0.next.description] + $0.row.cells }, listed: listed, options)
    suggest(found.map(\.row), all.map(\.row))
  }

  /// Kinds and areas are free words: where one finds nothing, a word on record that is near may be meant.
  private func suggest(_ found: [FormRow], _ all: [FormRow]) {
    guard found.isEmpty, !options.quiet else { return }
    func words(_ columns: String...) -> [String] {
      columns.flatMap { name in all.compactMap { $0[form, name] } }
    }
    for (word, known) in [(kind, words("kind")), (area, words("area", "place"))] {
      guard let word, !known.contains(where: { isSame($0, word) }) else { continue }
      if let near = Nearest.match(word, known) { Output.diagnostic("Did you mean ‘\(Output.safe(near))’?") }
    }
  }

  private var form: Form { Activity.form }

  private func isWanted(_ row: FormRow) -> Bool {
    let places = [row[form, "area"], row[form, "place"]].compactMap { $0 }
    return (kind.map { isSame($0, row[form, "kind"] ?? "") } ?? true)
      && (area.map { area in places.contains { isSame(area, $0) } } ?? true)
  }

  /// Case and accents aside.
  private func isSame(_ left: String, _ right: String) -> Bool {
    left.compare(
      right, options: [.caseInsensitive, .diacriticInsensitive], range: nil,
      locale: Locale(identifier: "en_US_POSIX")) == .orderedSame
  }
}
