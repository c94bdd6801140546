internal import ArgumentParser
internal import Foundation
internal import LocalServer
internal import Postgres
internal import Roll

struct Database: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "The database, and the private local server.",
    subcommands: [
      DatabaseStart.self, DatabaseStop.self, DatabaseStatus.self, DatabaseURL.self, DatabaseMigrate.self,
      DatabaseVerify.self, DatabaseShell.self,
    ])
}

struct DatabaseStart: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Start the private local server.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let server = try DatabaseSession.localServer()
    _ = try server.ensureRunning()
    try DatabaseStatus.tell(server.status(), server, options)
  }
}

struct DatabaseStop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Stop the private local server.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let server = try DatabaseSession.localServer()
    let stopped = try server.stop()
    if options.json { return try Output.line(JSONValue.object(["stopped": .bool(stopped)]).text) }
    if !options.quiet { Output.diagnostic(stopped ? "Stopped." : "It was not running.") }
  }
}

struct DatabaseStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say whether the private local server runs, and where. Exit code 69 where it does not.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let server = try DatabaseSession.localServer()
    let status = server.status()
    try Self.tell(status, server, options)
    guard case .running = status else { throw ExitCode(69) }
  }

  static func tell(_ status: ServerStatus, _ server: PrivateServer, _ options: GlobalOptions) throws {
    var facts: [(String, String)] = []
    switch status {
    case .absent: facts.append(("status", "absent"))
    case .stopped(let version): facts += [("status", "stopped"), ("version", String(version))]
    case .unready(let process): facts += [("status", "starting or stopping"), ("process", String(process))]
    case .running(let running):
      facts += [
        ("status", "running"), ("process", String(running.processID)), ("version", running.version),
        ("url", server.url(database: DatabaseSession.standardName)),
      ]
    }
    facts.append(("home", server.home.path))
    if options.json {
      let object = Dictionary(uniqueKeysWithValues: facts.map { ($0.0, JSONValue.string($0.1)) })
      return try Output.line(JSONValue.text(JSONValue.object(object), pretty: true))
    }
    if !options.quiet { try Output.facts(facts, options) }
  }
}

struct DatabaseURL: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "url",
    abstract: "Print an address of the private local server that this user's psql accepts.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let session = DatabaseSession(options)
    guard case .local = session.place else {
      throw RollError(
        .usage, "the database is not one of the private local server; its address is what you named",
        hint: "rollcall db url --database NAME prints that of a local one.")
    }
    // Opening it makes it, so that the address works.
    _ = try session.open()
    let url = try session.conninfo()
    try Output.line(options.json ? JSONValue.object(["url": .string(url)]).text : url)
  }
}

struct DatabaseMigrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract:
      "Bring a database's schema to what this program needs; a local one is created where it is missing.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).connect(creating: true)
    let ran = try Migrator.migrate(&connection)
    if options.json {
      let object = JSONValue.object([
        "applied": .array(ran.map { .string($0) }), "schema": .number(Int64(Migrator.newestNumber)),
      ])
      return try Output.line(JSONValue.text(object, pretty: true))
    }
    guard !options.quiet else { return }
    Output.diagnostic(
      ran.isEmpty ? "The schema was current." : ran.map { "Applied \($0)" }.joined(separator: "\n"))
  }
}

struct DatabaseVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recount every tally from the rows, and name what differs. Exit code 65 where anything does.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let result = try Verification.run(on: &connection)
    if options.json {
      try Output.line(JSONValue.text(result, pretty: true))
    } else {
      for difference in result.differences {
        try Output.line(
          "\(difference.check): \(Output.safe(difference.subject)): recorded \(difference.recorded), counted \(difference.counted)"
        )
      }
      if !options.quiet {
        Output.diagnostic(
          "\(result.signatures) signatures recounted, \(result.cells) cells compared, \(result.differences.count) differences."
        )
      }
    }
    guard result.differences.isEmpty else { throw ExitCode(65) }
  }
}

struct DatabaseShell: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell", abstract: "Open psql on the database. What follows -- goes to psql.")
  @Argument(help: "Options of psql.") var arguments: [String] = []
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let session = DatabaseSession(options)
    // Opened once, so that a local database is there and current.
    if case .local = session.place { _ = try session.open() }
    let url = try session.conninfo()
    let psql: String
    if case .local = session.place {
      psql = try DatabaseSession.localServer().binaries.psql
    } else {
      let environment = ProcessInfo.processInfo.environment
      psql = try ServerBinaries.find(environment: environment).psql
    }
    signal(SIGPIPE, SIG_DFL)
    signal(SIGINT, SIG_DFL)
    Terminal.become(psql, (url.isEmpty ? [] : ["--dbname", url]) + arguments)
    throw RollError(.unavailable, "\(psql) cannot be run")
  }
}
