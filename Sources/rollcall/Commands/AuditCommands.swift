internal import ArgumentParser
internal import Foundation
internal import Roll

struct AuditGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Who did what, when, to what.",
    subcommands: [AuditList.self, AuditVerify.self])
}

struct AuditList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what was done, the newest first.")
  @Option(help: "At most so many.") var limit = 50
  @OptionGroup var options: GlobalOptions

  func run() throws {
    guard limit > 0 else { throw RollError(.usage, "--limit is 1 or more") }
    var connection = try DatabaseSession(options).open()
    let found = try AuditEntry.read(limit: limit + 1, on: &connection)
    let entries = Array(found.prefix(limit))
    if options.json { return try Output.line(JSONValue.text(entries, pretty: true)) }
    let columns = [
      "entry", "recorded_at", "recorded_by", "role", "act", "noun", "subject", "import", "facts", "hash",
    ]
    let rows = entries.map { entry -> [String?] in
      [
        "\(entry.number)", entry.recordedAt.wholeSecond.description, entry.recordedBy, entry.role, entry.act,
        entry.noun, entry.subject, entry.batch.map { "\($0)" }, entry.factsInWords, entry.hashInHexadecimal,
      ]
    }
    // The hash is for who notes it down, and in --json and --csv; a terminal has no room for it.
    try Output.table(columns, rows, numbers: [0, 7], listed: [0, 1, 2, 4, 5, 6, 7, 8], options)
    if found.count > limit, !options.quiet { Output.diagnostic("There are more; --limit shows them.") }
  }
}

struct AuditVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that no entry was changed or taken out. Exit code 65 where one was.",
    discussion: """
      Prints the hash of the last entry. Whoever notes it elsewhere can say it later with --noted: that proves the entries \
      up to it even against somebody who could make all of them anew.
      """)
  @Option(
    help: ArgumentHelp("A hash that was printed before; its entry must still be there.", valueName: "hash"))
  var noted: String?
  @OptionGroup var options: GlobalOptions

  func run() throws {
    if let noted, noted.count != 64 || !noted.allSatisfy(\.isHexDigit) {
      throw RollError(.usage, "--noted takes the 64 digits that audit verify prints, not ‘\(noted)’")
    }
    var connection = try DatabaseSession(options).open()
    let result = try AuditVerification.run(noted: noted?.lowercased(), on: &connection)
    if options.json {
      try Output.line(JSONValue.text(result, pretty: true))
    } else if let fault = result.fault {
      try Output.line(Output.safe(fault.reason))
    } else {
      try Output.line("\(result.entries) entries, none changed; the last has the hash \(result.head)")
    }
    guard result.fault == nil else { throw ExitCode(65) }
  }
}
