extension PrivateServer {
  /// The statement that makes a database with the one right locale, whatever the templates have.
  ///
  /// Byte order for sorting, and a UTF-8 character type: with plain `C`, `lower` and `pg_trgm` fail beyond ASCII.
  static func creation(of name: String) -> String {
    "CREATE DATABASE \(identifier(name)) TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
  }

  /// Makes a database that the role `rollcall` owns: true, or false where it was there already.
  ///
  /// The server must run. Throws `configuration` for a name that cannot be one (empty, over 63 bytes, control
  /// characters).
  @discardableResult
  public func createDatabase(named name: String) throws(LocalServerError) -> Bool {
    try Self.check(name)
    do throws(SessionFailure) {
      _ = try run(Self.creation(of: name))
      return true
    } catch {
      // duplicate_database, or the unique violation of two programs that make it in the same moment.
      if case .refused(let state, _) = error, state == "42P04" || state == "23505" { return false }
      throw explained(error, "make the database \(name)")
    }
  }

  /// Whether there is a database of this name. The server must run.
  public func databaseExists(named name: String) throws(LocalServerError) -> Bool {
    try databases().contains(name)
  }

  /// The names of the databases that the role `rollcall` owns, in byte order. The server must run.
  public func databases() throws(LocalServerError) -> [String] {
    do throws(SessionFailure) {
      return try run(
        "SELECT datname FROM pg_database WHERE datdba = 'rollcall'::regrole ORDER BY datname COLLATE \"C\""
      )
      .compactMap { $0.first ?? nil }
    } catch {
      throw explained(error, "list the databases")
    }
  }

  /// Removes a database and all that is in it: true, or false where there was none.
  ///
  /// The server must run. Throws `busy` while somebody is connected to it, unless `endingSessions`;
  /// `notPermitted` for a database that is not Rollcall's.
  @discardableResult
  public func dropDatabase(named name: String, endingSessions: Bool = false) throws(LocalServerError) -> Bool
  {
    try Self.check(name)
    do throws(SessionFailure) {
      _ = try run("DROP DATABASE \(Self.identifier(name))\(endingSessions ? " WITH (FORCE)" : "")")
      return true
    } catch {
      if case .refused(state: "3D000", message: _) = error { return false }
      throw explained(error, "remove the database \(name)")
    }
  }

  private func run(_ sql: String) throws(SessionFailure) -> [[String?]] {
    var session = try ServerSession.open(
      address, user: address.user, database: "postgres", timeoutSeconds: 120)
    return try session.rows(sql)
  }

  private func explained(_ failure: SessionFailure, _ doing: String) -> LocalServerError {
    switch failure {
    case .noListener, .lost:
      return LocalServerError(
        .unreachable, "Cannot \(doing): the server does not answer.", hint: "Start it with: rollcall db start"
      )
    case .timedOut:
      return LocalServerError(.busy, "Cannot \(doing): no answer in time.", hint: "Try again later.")
    case .refused(let state, let message):
      let kinds: [String: LocalServerError.Kind] = [
        "55006": .busy, "57P03": .busy, "53300": .busy, "40001": .busy, "42501": .notPermitted,
        "28000": .notPermitted,
        "53100": .io, "58030": .io,
      ]
      return LocalServerError(kinds[state] ?? .unreachable, "Cannot \(doing): \(message) (\(state)).")
    }
  }

  private static func identifier(_ name: String) -> String {
    "\"" + name.flatMap { $0 == "\"" ? "\"\"" : "\($0)" } + "\""
  }

  private static func check(_ name: String) throws(LocalServerError) {
    let isControl = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    // NAMEDATALEN - 1: the server would cut a longer name short without an error.
    if name.isEmpty || name.utf8.count > 63 || isControl {
      throw LocalServerError(
        .configuration, "A database's name has 1 to 63 bytes and no control characters; this one does not.")
    }
  }
}
