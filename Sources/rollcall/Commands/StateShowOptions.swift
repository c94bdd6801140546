internal import ArgumentParser
internal import Postgres
internal import Roll

/// What is shown of a state: the whole of a noun as a page, its rows, or their history.
struct StateShowOptions: ParsableArguments {
  @Argument(help: "The state, by code or name.") var state: String
  @Flag(
    help:
      "Each fact with its history: who recorded it and when, what it replaced, what was taken back and why.")
  var history = false
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  /// - Parameter page: shows the page of the state with this code.
  func show(_ noun: any Noun.Type, page: (String, inout Connection) throws -> Void) throws {
    var connection = try DatabaseSession(options).open()
    let iso3 = try States.code(of: state, on: &connection)
    if history {
      return try FormHistory.read(noun, clocks.clocks, key: iso3, on: &connection).print(options)
    }
    if options.csv {
      return try FormListing.read(noun, clocks.clocks, key: iso3, on: &connection).print(options)
    }
    try page(iso3, &connection)
    try HistoryHint.tell(noun, iso3, clocks.clocks, options, on: &connection)
  }
}
