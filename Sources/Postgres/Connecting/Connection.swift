internal import CLibpq
internal import Glibc

/// A connection to a server, with one owner. It blocks while the server works; it is not shared between threads, and
/// cannot be: it is not copyable, and every use of it is exclusive. Ends with its owner, or by `close()`.
///
/// Text is UTF-8 in both directions whatever the environment says; results are in binary format.
@safe public struct Connection: ~Copyable, Queryable {
  let connection: OpaquePointer
  let state: SessionState

  /// Connects. Blocks until the server answers or libpq's `connect_timeout` is over: that of the target, its service or
  /// PGCONNECT_TIMEOUT; 10 seconds a host where none of them is named.
  ///
  /// To a host that is not this machine the connection is encrypted, also where the target does not ask for it; in plain
  /// text only where it says `sslmode=disable`. Whether the server is who it says it is, is proven by
  /// `sslmode=verify-full` alone.
  /// - Parameters:
  ///   - target: where to connect.
  ///   - applicationName: how the server's lists name the program, unless the target or the environment says otherwise;
  ///     nil for no name.
  ///   - preparing: which statements the server is to prepare.
  /// - Throws: `PostgresError` of kind `cannotConnect` with the reasons of every host that was tried, and the server's
  ///   code where one answered and refused; of kind `misuse` for an application name with a NUL.
  public init(
    _ target: ConnectionTarget, applicationName: String? = nil,
    preparing: StatementPreparation = .automatic, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) {
    guard applicationName?.utf8.contains(0) != true else {
      throw .misuse("the application name contains a NUL character", file: file, line: line)
    }
    var settings: [(String, String)] = [
      ("fallback_application_name", applicationName ?? ""), ("dbname", target.conninfo),
      ("client_encoding", "UTF8"),
    ]
    let effective = EffectiveTarget(settings)
    // Later settings win, and these come only where the target, its service and the environment say nothing.
    if effective.value(of: "connect_timeout") == nil { settings.append(("connect_timeout", "10")) }
    let mustEncrypt = effective.mayFallBackToPlainText ? effective.remoteHost : nil
    if mustEncrypt != nil { settings.append(("sslmode", "require")) }
    do {
      unsafe connection = try open(settings, file: file, line: line)
    } catch {
      guard let host = mustEncrypt else { throw error }
      var failure = error
      failure.hint =
        "\(host) is not this machine, so the connection had to be encrypted. Plain text, which anyone on the way can "
        + "read, must be asked for by name: sslmode=disable"
      throw failure
    }
    state = SessionState(preparing: preparing)
    unsafe state.notices.listen(to: connection)
  }

  deinit { unsafe PQfinish(connection) }

  /// The raw connection. It has no members outside this module.
  public var wire: Wire { unsafe Wire(connection: connection, state: state) }

  /// Ends the connection. The compiler refuses any use after it.
  public consuming func close() {}

  /// Connects again to the same target after the connection was lost, and waits for the outcome. Nothing of the old session
  /// is left: settings made by SET, temporary tables, LISTEN and locks are gone, a canceller of it reaches nobody. What the
  /// target says, what `setForTransactions` set and the handler of notices hold on. No statement is run again.
  /// - Throws: `PostgresError` of kind `cannotConnect`; it may be called again. Of kind `misuse` while a connection that
  ///   works is in a transaction.
  public mutating func reconnect(file: String = #fileID, line: Int = #line) throws(PostgresError) {
    guard !wire.isInTransaction || !wire.isAlive else {
      throw .misuse("a transaction is open", file: file, line: line)
    }
    state.statements.forgetAll()
    state.statements.isPooled = nil
    unsafe PQreset(connection)
    guard wire.isAlive else {
      throw PostgresError(
        kind: .cannotConnect, message: unsafe trimmed(String(cString: PQerrorMessage(connection))),
        spoils: .connection, file: file, line: line)
    }
  }

  /// Whether the connection works as far as is known: the end of a session shows at the next statement.
  public borrowing func isAlive() -> Bool { wire.isAlive }

  /// Whether what goes over the wire is encrypted; false for a Unix socket, which needs no encryption.
  public borrowing func isEncrypted() -> Bool {
    unsafe PQsslInUse(connection) == 1 || PQgssEncInUse(connection) == 1
  }

  /// The server's version as a number: 150018 is 15.18.
  public borrowing func serverVersion() -> Int { unsafe Int(PQserverVersion(connection)) }

  /// A setting that the server reports by itself, such as `client_encoding` or `server_encoding`; nil for all others. Costs
  /// no round trip.
  public borrowing func reportedSetting(_ name: String) -> String? {
    unsafe PQparameterStatus(connection, name).map { unsafe String(cString: $0) }
  }

  /// Sets what is done with the server's notices; without it they are dropped. The handler runs on the connection's
  /// thread while a statement is waited for, and cannot use the connection.
  public mutating func onNotice(_ handler: @escaping (_ severity: String, _ message: String) -> Void) {
    state.notices.handler = handler
  }

  /// What cancels this connection's statement from another thread; nil where the connection is lost or there is no memory.
  public borrowing func makeCanceller() -> Canceller? {
    unsafe Canceller(connection: connection, requests: state.cancelRequests)
  }
}

/// Connects, or says why not.
private func open(_ settings: [(String, String)], file: String, line: Int) throws(PostgresError)
  -> OpaquePointer
{
  let start = ContinuousClock.now
  guard let connection = unsafe connected(settings) else {
    throw .misuse("libpq has no memory for a connection", file: file, line: line)
  }
  guard unsafe PQstatus(connection) != CONNECTION_OK else { return unsafe connection }
  let message = unsafe trimmed(String(cString: PQerrorMessage(connection)))
  let isQuick = ContinuousClock.now - start < .seconds(1)
  let code = unsafe isQuick ? stateOfRefusal(connection) : nil
  // What refused us a moment ago may have let us in when it was asked for its code.
  if unsafe PQstatus(connection) == CONNECTION_OK { return unsafe connection }
  unsafe PQfinish(connection)
  throw PostgresError(
    kind: .cannotConnect, sqlState: code, message: message, spoils: .connection, file: file, line: line)
}

/// The server's code for refusing the login. libpq keeps only the message of a failed attempt, in the server's language;
/// so it is asked to try once more and to write the code in place of the message. Only where a server answered (its
/// socket is then still open), or where the second attempt could wait for a timeout again.
private func stateOfRefusal(_ connection: OpaquePointer) -> SQLState? {
  guard unsafe PQsocket(connection) >= 0 else { return nil }
  unsafe PQsetErrorVerbosity(connection, PQERRORS_SQLSTATE)
  unsafe PQreset(connection)
  unsafe PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
  // `… failed: FATAL:  3D000`, for each host that was tried; a line about the file of the password may follow.
  let lines = unsafe String(cString: PQerrorMessage(connection)).split(separator: "\n")
  let codes = lines.compactMap { $0.split(whereSeparator: \.isWhitespace).last }.filter { word in
    word.utf8.count == 5 && word.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
  }
  return codes.last.map { SQLState(rawValue: String($0)) }
}
