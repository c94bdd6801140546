public import ArgumentParser
internal import Foundation
public import Roll

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A libpq URL or conninfo string, or the name of a database on the private local server.",
      valueName: "url"))
  var database: String?

  @Flag(help: "Print the result as one JSON document.")
  var json = false

  @Flag(help: "Print a listing as CSV.")
  var csv = false

  @Flag(name: [.short, .long], help: "Say nothing but the result.")
  var quiet = false

  @Flag(help: "Say more of what is done.")
  var verbose = false

  @Flag(help: "No colour.")
  var noColor = false

  @Flag(help: "Answer yes to the confirmation that a destructive command asks.")
  var yes = false

  /// Asks before something is destroyed.
  /// - Throws: `RollError` where nobody is there to answer, or the answer is no.
  func confirm(_ question: String) throws {
    guard !yes else { return }
    guard Terminal.isInputTerminal, Terminal.isErrorTerminal else {
      throw RollError(.usage, "\(question) Nobody is here to answer.", hint: "Say --yes to go ahead.")
    }
    try? FileHandle.standardError.write(contentsOf: Data("\(question) [y/N] ".utf8))
    guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
      throw RollError(.interrupted, "nothing was changed")
    }
  }
}

/// The two clocks, for every command that reads the record.
struct ClockOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What was true on this day, YYYY-MM-DD.", valueName: "date"))
  var asOf: Day?

  @Option(
    help: ArgumentHelp(
      "What was on record then: a day, YYYY-MM-DD (its end), or a moment in RFC 3339.", valueName: "date"))
  var knownOn: KnownOn?

  /// All that is on record, unless a day is named.
  var clocks: Clocks { Clocks(asOf: asOf, knownOn: knownOn?.instant) }

  /// What holds on the day that is named, else today in UTC: whoever left is no member any more.
  var standing: Clocks {
    let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
    return Clocks(asOf: asOf ?? now.day, knownOn: knownOn?.instant)
  }
}

extension Day: ExpressibleByArgument {
  /// A day on the command line: `YYYY-MM-DD`.
  public init?(argument: String) { self.init(argument) }
}

/// A moment of knowledge: RFC 3339, or a day, which means its end in UTC.
struct KnownOn: ExpressibleByArgument {
  var instant: Instant

  init?(argument: String) {
    if let day = Day(argument) {
      instant = Instant(microseconds: Instant(startOf: Day(number: day.number + 1)).microseconds - 1)
    } else if case .moment(let moment) = StatedTime.read(argument), let instant = moment.utc {
      self.instant = instant
    } else {
      return nil
    }
  }
}
