internal import CLibpq
internal import Glibc

/// A connection to a server, with one owner. It blocks while the server works; it is not shared between threads, and
/// cannot be: it is not copyable, and every use of it is exclusive. Ends with its owner, or by `close()`.
///
/// Text is UTF-8 in both directions whatever the environment says; results are in binary format.
@safe public struct Connection: ~Copyable, Queryable {
  let connection: OpaquePointer
  let notices: Notices
  private let cancelRequests = CancelRequests()

  /// Connects. Blocks until the server answers or libpq's `connect_timeout` is over: that of the target, its service or
  /// PGCONNECT_TIMEOUT; 10 seconds a host where none of them is named.
  /// - Throws: `PostgresError` of kind `cannotConnect` with the reasons of every host that was tried, and the server's
  ///   code where one answered and refused; of kind `misuse` for an application name with a NUL.
  public init(
    _ target: ConnectionTarget, applicationName: String = "rollcall", file: String = #fileID,
    line: Int = #line
  ) throws(PostgresError) {
    guard !applicationName.utf8.contains(0) else {
      throw .misuse("the application name contains a NUL character", file: file, line: line)
    }
    var settings: [(String, String)] = [("fallback_application_name", applicationName)]
    // What is given here wins over a service's file, so a service is left to speak for itself.
    let hasService = unsafe getenv("PGSERVICE") != nil || target.value(of: "service") != nil
    if unsafe !hasService && getenv("PGCONNECT_TIMEOUT") == nil { settings.append(("connect_timeout", "10")) }
    settings.append(("dbname", target.conninfo))
    settings.append(("client_encoding", "UTF8"))
    let start = ContinuousClock.now
    guard let connection = unsafe connect(settings) else {
      throw .misuse("libpq has no memory for a connection", file: file, line: line)
    }
    if unsafe PQstatus(connection) != CONNECTION_OK {
      let message = unsafe trimmed(String(cString: PQerrorMessage(connection)))
      let isQuick = ContinuousClock.now - start < .seconds(1)
      let state = unsafe isQuick ? stateOfRefusal(connection) : nil
      guard unsafe PQstatus(connection) == CONNECTION_OK else {
        unsafe PQfinish(connection)
        throw PostgresError(
          kind: .cannotConnect, sqlState: state, message: message, spoils: .connection, file: file, line: line
        )
      }
    }
    unsafe self.connection = unsafe connection
    notices = Notices()
    unsafe notices.listen(to: connection)
  }

  deinit { unsafe PQfinish(connection) }

  /// The raw connection. It has no members outside this module.
  public var wire: Wire { unsafe Wire(connection: connection, cancelRequests: cancelRequests) }

  /// Ends the connection. The compiler refuses any use after it.
  public consuming func close() {}

  /// The server's version as a number: 150018 is 15.18.
  public borrowing func serverVersion() -> Int { unsafe Int(PQserverVersion(connection)) }

  /// A setting that the server reports by itself, such as `client_encoding` or `server_encoding`.
  public borrowing func reportedSetting(_ name: String) -> String? {
    unsafe PQparameterStatus(connection, name).map { unsafe String(cString: $0) }
  }

  /// Sets what is done with the server's notices; without it they are dropped. The handler runs on the connection's
  /// thread while a statement is waited for, and cannot use the connection.
  public mutating func onNotice(_ handler: @escaping (_ severity: String, _ message: String) -> Void) {
    notices.handler = handler
  }

  /// What cancels this connection's statement from another thread.
  public borrowing func makeCanceller() -> Canceller? {
    unsafe Canceller(connection: connection, requests: cancelRequests)
  }
}

/// Calls PQconnectdbParams; later settings win over earlier ones, and `dbname` may be a whole conninfo string or URL.
private func connect(_ settings: [(String, String)]) -> OpaquePointer? {
  var keys: [UnsafePointer<CChar>?] = unsafe settings.map { unsafe UnsafePointer(strdup($0.0)) }
  var values: [UnsafePointer<CChar>?] = unsafe settings.map { unsafe UnsafePointer(strdup($0.1)) }
  defer {
    unsafe keys.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) }
    unsafe values.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) }
  }
  unsafe keys.append(nil)
  unsafe values.append(nil)
  return unsafe PQconnectdbParams(keys, values, 1)
}

/// The server's code for refusing the login. libpq keeps only the message of a failed attempt, in the server's language;
/// so it is asked to try once more and to write the code in place of the message. Only where a server answered (its
/// socket is then still open), or where the second attempt could wait for a timeout again.
private func stateOfRefusal(_ connection: OpaquePointer) -> SQLState? {
  guard unsafe PQsocket(connection) >= 0 else { return nil }
  unsafe PQsetErrorVerbosity(connection, PQERRORS_SQLSTATE)
  unsafe PQreset(connection)
  unsafe PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
  // `… failed: FATAL:  3D000`
  let code =
    unsafe String(cString: PQerrorMessage(connection)).split(whereSeparator: \.isWhitespace).last ?? ""
  let isCode = code.utf8.count == 5 && code.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
  return isCode ? SQLState(rawValue: String(code)) : nil
}

/// What the server says beside its answers. A class, because libpq keeps a pointer to it.
final class Notices {
  var handler: ((_ severity: String, _ message: String) -> Void)?

  func listen(to connection: OpaquePointer) {
    unsafe PQsetNoticeReceiver(
      connection,
      { context, result in
        guard let context = unsafe context else { return }
        let notices = unsafe Unmanaged<Notices>.fromOpaque(context).takeUnretainedValue()
        func field(_ code: UInt8) -> String {
          unsafe PQresultErrorField(result, Int32(code)).map { unsafe String(cString: $0) } ?? ""
        }
        notices.handler?(field(UInt8(ascii: "V")), field(UInt8(ascii: "M")))
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
