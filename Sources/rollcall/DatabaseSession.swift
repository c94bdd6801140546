internal import Foundation
internal import LocalServer
internal import Postgres
internal import Roll

/// Finds the database that a command is to use, and opens it.
struct DatabaseSession {
  /// Which database it is.
  enum Place {
    /// One on the private local server, by its name.
    case local(String)
    /// Any other, by what libpq understands; empty for libpq's own variables.
    case remote(String)
  }

  /// The name of the database that is used where none is named.
  static let standardName = "rollcall"

  let place: Place
  private let options: GlobalOptions

  init(_ options: GlobalOptions) {
    self.options = options
    let environment = ProcessInfo.processInfo.environment
    func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
    if let named = options.database {
      place = named.contains("=") || named.contains("://") ? .remote(named) : .local(named)
    } else if let url = environment["DATABASE_URL"], !url.isEmpty {
      place = .remote(url)
    } else if ["PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGDATABASE"].contains(where: isSet) {
      place = .remote("")
    } else {
      place = .local(Self.standardName)
    }
  }

  /// The private local server of this user.
  static func localServer() throws -> PrivateServer {
    let environment = ProcessInfo.processInfo.environment
    let home = try ServerHome(environment: environment)
    return try PrivateServer(
      home: home, binaries: try ServerBinaries.find(environment: environment, for: home))
  }

  /// What libpq is told.
  func conninfo() throws -> String {
    switch place {
    case .local(let name):
      let server = try Self.localServer()
      return try server.ensureRunning().url(database: name)
    case .remote(let text):
      return text
    }
  }

  /// Opens the database, its schema being what this program needs.
  ///
  /// A database of the private local server is brought up to date by itself; another is left alone, and its owner told.
  func open() throws -> Connection {
    var connection = try connect()
    switch try Migrator.state(of: &connection) {
    case .current: break
    case .newer(let number): throw Migrator.tooNew(number)
    case .empty, .behind:
      guard case .local = place else {
        throw RollError(
          .configuration, "the database's schema is missing or older than this program needs",
          hint: "Bring it up to date: rollcall db migrate")
      }
      try Migrator.migrate(&connection)
    }
    return connection
  }

  /// Connects, whatever the schema is.
  func connect(creating: Bool = false) throws -> Connection {
    let text = try conninfo()
    if case .local(let name) = place {
      let server = try Self.localServer()
      if creating || name == Self.standardName {
        try server.createDatabase(named: name)
      } else if !(try server.databaseExists(named: name)) {
        let near = Nearest.match(name, try server.databases())
        throw RollError(
          .unavailable, "the private local server has no database ‘\(name)’",
          hint: (near.map { "Did you mean ‘\($0)’? " } ?? "")
            + "To create it: rollcall db migrate --database \(name)")
      }
    }
    let target = try target(text)
    if options.database != nil, target.carriesPassword, !options.quiet {
      Output.diagnostic(
        "rollcall: a password on the command line shows in the list of processes; ~/.pgpass or DATABASE_URL keeps it private"
      )
    }
    var connection: Connection
    do {
      connection = try Connection(target, applicationName: "rollcall")
    } catch {
      throw RollError(
        .unavailable, error.message,
        hint: error.hint
          ?? "Looked for: \(target.description.isEmpty ? "what PGHOST, PGSERVICE, … name" : target.description)",
        sqlState: error.sqlState?.rawValue)
    }
    let name = ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName()
    try connection.setForTransactions("rollcall.operator", to: name)
    Self.interruption.arm(connection.makeCanceller())
    return connection
  }

  /// What cannot be understood was said on the command line, or by the environment.
  private func target(_ text: String) throws -> ConnectionTarget {
    do {
      return try ConnectionTarget(text)
    } catch {
      let isNamed = options.database != nil
      throw RollError(
        isNamed ? .usage : .configuration,
        "\(isNamed ? "--database" : "DATABASE_URL") is not a database's address: \(error.message)",
        hint: "An address is postgresql://USER@HOST:PORT/NAME or host=HOST dbname=NAME.")
    }
  }

  private static let interruption = Armed()

  /// Keeps the handler of Ctrl-C alive for as long as the program runs.
  private final class Armed: @unchecked Sendable {
    // Set once, by the one thread that runs the command.
    private var interruption: Interruption?
    func arm(_ canceller: Canceller?) { interruption = Interruption(canceller) }
  }
}
