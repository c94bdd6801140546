internal import ArgumentParser
internal import Foundation

/// Where the program begins and ends: parses, runs, and turns whatever went wrong into a message and an exit code.
@main
enum Program {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files (ulimit -f) is then told like a full disk.
    signal(SIGXFSZ, SIG_IGN)
    let arguments = Arguments.ordered(Array(CommandLine.arguments.dropFirst()))
    do {
      var command = try parse(arguments)
      try command.run()
      try Output.finish()
    } catch {
      Exit.leave(error, asJSON: arguments.prefix { $0 != "--" }.contains("--json"))
    }
  }

  /// Where options that stood before the noun do not fit what follows, the fault to tell is that of what follows: a verb
  /// that does not exist takes no options either.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    do {
      return try Rollcall.parseAsRoot(arguments)
    } catch {
      let rest = Arguments.withoutLeadingOptions(Array(CommandLine.arguments.dropFirst()))
      if rest.count < arguments.count { _ = try Rollcall.parseAsRoot(rest) }
      throw error
    }
  }
}

/// Lets the global options stand before the noun as well, as users of `git` and `psql` expect.
enum Arguments {
  private static let flags: Set<String> = ["--json", "--csv", "--quiet", "--verbose", "--no-color", "--yes"]

  static func ordered(_ arguments: [String]) -> [String] {
    let (moved, rest) = split(arguments)
    guard !moved.isEmpty, !rest.isEmpty else { return arguments }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return Array(rest[..<end]) + moved + Array(rest[end...])
  }

  static func withoutLeadingOptions(_ arguments: [String]) -> [String] { Array(split(arguments).rest) }

  private static func split(_ arguments: [String]) -> (moved: [String], rest: ArraySlice<String>) {
    var rest = arguments[...]
    var moved: [String] = []
    while let first = rest.first {
      if flags.contains(first) || first.hasPrefix("--database=") {
        moved.append(first)
        rest = rest.dropFirst()
      } else if first == "--database", rest.count >= 2 {
        moved += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else {
        break
      }
    }
    return (moved, rest)
  }
}

/// The command line, as `docs/commands.md` lists it.
struct Rollcall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollcall",
    abstract:
      "The record of an advocacy campaign: who signed, who joined, which states moved, and where it all stood on any day.",
    discussion: """
      Without --database, DATABASE_URL or libpq's own variables, a private PostgreSQL server is started on this machine.
      Begin with: rollcall demo
      """,
    version: "rollcall \(Version.current)",
    groupedSubcommands: [
      CommandGroup(name: "Start", subcommands: [Demo.self, Report.self, FindCommand.self, Database.self]),
      CommandGroup(
        name: "Signatures",
        subcommands: [
          CampaignGroup.self, PetitionGroup.self, SignatureGroup.self, CSVGroup.self, ImportGroup.self,
          AuditGroup.self,
        ]),
      CommandGroup(
        name: "The record",
        subcommands: [
          AgreementGroup.self, StatuteGroup.self, CoalitionGroup.self, MembershipGroup.self,
          OrganizationGroup.self,
          EndorsementGroup.self, ClaimGroup.self, ActivityGroup.self, SourceGroup.self, CountryGroup.self,
          MeasureGroup.self, PositionGroup.self, CountGroup.self,
        ]),
    ])
}

/// The program's version; CHANGELOG.md says what each brought.
enum Version {
  static let current = "0.1.0"
  /// The program with its version, as a report names what made it.
  static let program = "rollcall \(current)"
}
