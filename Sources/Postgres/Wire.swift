internal import CLibpq
internal import Glibc

/// The raw connection, shared by a `Connection` and the `Transaction` it lends. It has no members outside this module;
/// exclusive access to its owner is what keeps it to one user at a time.
@safe public struct Wire {
  let connection: OpaquePointer
  let state: SessionState

  var isAlive: Bool { unsafe PQstatus(connection) == CONNECTION_OK }
  var isInTransaction: Bool {
    let status = unsafe PQtransactionStatus(connection)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
  }

  var hasFailedTransaction: Bool { unsafe PQtransactionStatus(connection) == PQTRANS_INERROR }

  /// Runs one statement with its parameters; the result is in binary format.
  func run(_ sql: SQL, file: String, line: Int) throws(PostgresError) -> ResultSet {
    let name = try dispatch(sql, file: file, line: line)
    var failure: PostgresError
    do {
      return try collect(statement: sql.text, file: file, line: line)
    } catch {
      failure = error.masking(sql.parameters)
    }
    failure.isStalePlan = name != nil && failure.tellsStalePlan
    guard failure.isStalePlan else { throw failure }
    state.statements.forget(sql.key)
    // The server has done nothing of it. In a transaction it has failed with the transaction, which may be repeated.
    guard failure.spoils == .nothing, !isInTransaction else { throw failure }
    try send(sql, singleRow: false, file: file, line: line)
    do {
      return try collect(statement: sql.text, file: file, line: line)
    } catch {
      throw error.masking(sql.parameters)
    }
  }

  /// Sends one statement with its parameters without waiting for the answer.
  func send(_ sql: SQL, singleRow: Bool, file: String, line: Int) throws(PostgresError) {
    try check(sql, file: file, line: line)
    let sent = unsafe withPointers(to: sql.parameters) { types, values, lengths, formats in
      unsafe PQsendQueryParams(
        connection, sql.text, Int32(sql.parameters.count), types, values, lengths, formats, 1)
    }
    guard sent == 1 else { throw broken(statement: sql.text, file: file, line: line) }
    if singleRow { unsafe PQsetSingleRowMode(connection) }
  }

  /// Has the server read a statement, without running it.
  func prepare(_ sql: SQL, file: String, line: Int) throws(PostgresError) {
    try check(sql, file: file, line: line)
    guard unsafe PQsendPrepare(connection, "", sql.text, 0, nil) == 1 else {
      throw broken(statement: sql.text, file: file, line: line)
    }
    _ = try collect(statement: sql.text, file: file, line: line)
  }

  func check(_ sql: SQL, file: String, line: Int) throws(PostgresError) {
    guard sql.parameters.count <= 65_535 else {
      throw .misuse(
        "\(sql.parameters.count) parameters; the protocol allows 65535: pass an array, or COPY the rows",
        statement: sql.text, file: file, line: line)
    }
    guard !sql.text.utf8.contains(0) else {
      throw .misuse("the statement contains a NUL character", file: file, line: line)
    }
    for (index, parameter) in sql.parameters.enumerated() {
      guard let bytes = parameter.bytes else { continue }
      guard bytes.count < 1 << 30 else {
        throw .misuse(
          "parameter $\(index + 1) has \(bytes.count) bytes; a value of PostgreSQL has less than 1 GiB",
          statement: sql.text, file: file, line: line)
      }
      // libpq takes text up to the first NUL and says nothing of the rest.
      if !parameter.isBinary, containsNUL(bytes) {
        throw .misuse(
          "parameter $\(index + 1) contains a NUL character, which PostgreSQL text cannot hold",
          statement: sql.text, file: file, line: line)
      }
    }
  }

  /// Waits for the answer and takes all of it, so that nothing is left for the next statement; the first error counts.
  func collect(statement: String, file: String, line: Int) throws(PostgresError) -> ResultSet {
    var done = 0
    return try collect(statement: statement, done: &done, file: file, line: line)
  }

  /// The same, counting the statements that the server has done.
  private func collect(
    statement: String, done: inout Int, file: String, line: Int
  ) throws(PostgresError) -> ResultSet {
    var last: OpaquePointer?
    var failure: PostgresError?
    while let result = unsafe PQgetResult(connection) {
      switch unsafe PQresultStatus(result) {
      case PGRES_COPY_IN, PGRES_COPY_BOTH:
        failure =
          failure
          ?? .misuse("use copyIn for COPY … FROM STDIN", statement: statement, file: file, line: line)
        unsafe PQclear(result)
        drain()
      case PGRES_COPY_OUT:
        failure =
          failure ?? .misuse("use copyOut for COPY … TO STDOUT", statement: statement, file: file, line: line)
        unsafe PQclear(result)
        drainCopyOut()
      case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE, PGRES_NONFATAL_ERROR:
        failure = unsafe failure ?? error(from: result, statement: statement, file: file, line: line)
        unsafe PQclear(result)
      default:
        unsafe noteDiscarded(by: result)
        done += 1
        unsafe PQclear(last)
        unsafe last = result
      }
    }
    if let failure {
      unsafe PQclear(last)
      throw settled(failure)
    }
    guard let result = unsafe last else { throw broken(statement: statement, file: file, line: line) }
    return unsafe ResultSet(result: result, statement: statement)
  }

  /// Runs several statements as one simple query: together they are one transaction unless they say otherwise.
  func script(_ text: String, file: String, line: Int) throws(PostgresError) {
    guard !text.utf8.contains(0) else {
      throw .misuse("the script contains a NUL character", file: file, line: line)
    }
    guard unsafe PQsendQuery(connection, text) == 1 else {
      throw broken(statement: text, file: file, line: line)
    }
    var done = 0
    do {
      _ = try collect(statement: text, done: &done, file: file, line: line)
    } catch {
      var failure = error
      if failure.sqlState != nil, text.contains("\n") {
        failure.scriptLine = lineOfFailure(failure, in: text, after: done)
      }
      throw failure
    }
  }

  /// Where the server names no position, the failed statement is the one after those that it has answered.
  private func lineOfFailure(_ failure: PostgresError, in text: String, after done: Int) -> Int? {
    if let position = failure.position { return Script.line(of: position, in: text) }
    let lines = Script(text).lines
    return done < lines.count ? lines[done] : lines.last
  }

  /// Forgets the prepared statements that the session's owner has discarded.
  private func noteDiscarded(by result: OpaquePointer) {
    guard unsafe PQresultStatus(result) == PGRES_COMMAND_OK, let tag = unsafe PQcmdStatus(result),
      unsafe tag.pointee == CChar(UInt8(ascii: "D"))
    else { return }
    let words = unsafe String(cString: tag)
    if words.hasPrefix("DEALLOCATE") || words == "DISCARD ALL" { state.statements.forgetAll() }
  }

  private func drainCopyOut() {
    var buffer: UnsafeMutablePointer<CChar>?
    while unsafe PQgetCopyData(connection, &buffer, 0) > 0 { unsafe PQfreemem(buffer) }
  }

  /// Asks the server to stop what it does for this connection and takes whatever is still on its way.
  func abandon() {
    if let cancel = unsafe PQgetCancel(connection) {
      var reason = [CChar](repeating: 0, count: 256)
      unsafe PQcancel(cancel, &reason, Int32(reason.count))
      unsafe PQfreeCancel(cancel)
    }
    drain()
  }

  /// Takes whatever is still on its way. A COPY FROM STDIN is ended as failed, or the server would wait for its rows.
  func drain() {
    let refusal = "not asked for through copyIn"
    var isRefused = false
    while let result = unsafe PQgetResult(connection) {
      let status = unsafe PQresultStatus(result)
      // A COPY that run sent fails by our refusal, or else before it had read what libpq sent along; then the server
      // answers once more than libpq waits for, and every later statement would get the answer of the one before.
      let message = unsafe String(cString: PQresultErrorMessage(result))
      if status == PGRES_FATAL_ERROR && isRefused && !message.contains(refusal) { hangUp() }
      unsafe PQclear(result)
      if status == PGRES_COPY_OUT { drainCopyOut() }
      if status == PGRES_COPY_IN || status == PGRES_COPY_BOTH {
        unsafe PQputCopyEnd(connection, refusal)
        isRefused = true
      }
    }
  }

  /// Ends the connection, so that no answer is taken for another's. It stays its owner's to close.
  private func hangUp() {
    unsafe shutdown(PQsocket(connection), Int32(SHUT_RDWR))
    // Until libpq has seen the end.
    while unsafe PQconsumeInput(connection) == 1 {}
  }

  /// The error of a failed result. What it spoils is told by `settled`, once the answer is taken.
  func error(from result: OpaquePointer, statement: String?, file: String, line: Int) -> PostgresError {
    func field(_ code: Unicode.Scalar) -> String? {
      unsafe PQresultErrorField(result, Int32(code.value)).map { unsafe String(cString: $0) }
    }
    let fallback = unsafe String(cString: PQresultErrorMessage(result))
    return PostgresError(
      kind: .server, sqlState: field("C").map { SQLState(rawValue: $0) }, severity: field("V"),
      message: field("M") ?? trimmed(fallback), detail: field("D"), hint: field("H"), context: field("W"),
      position: field("P").flatMap { Int($0) }, constraint: field("n"), schema: field("s"), table: field("t"),
      column: field("c"), statement: statement, spoils: .nothing, sourceFunction: field("R"), file: file,
      line: line)
  }

  /// The error with what it spoils. Only after the whole answer libpq knows whether the connection still stands (the
  /// server says why it ends a session before it ends it) and whether a transaction has failed.
  func settled(_ failure: PostgresError) -> PostgresError {
    var failure = failure
    if !isAlive {
      failure.spoils = .connection
      if failure.kind == .server { failure.kind = .connectionLost }
    } else {
      failure.spoils = hasFailedTransaction ? .transaction : .nothing
    }
    return failure
  }

  /// The error of a call that libpq itself refused.
  func broken(statement: String?, file: String, line: Int) -> PostgresError {
    let message = unsafe trimmed(String(cString: PQerrorMessage(connection)))
    return PostgresError(
      kind: isAlive ? .misuse : .connectionLost,
      message: message.isEmpty ? "no answer from the server" : message,
      statement: statement, spoils: isAlive ? .nothing : .connection, file: file, line: line)
  }
}

/// Whether there is a NUL among the bytes.
private func containsNUL(_ bytes: [UInt8]) -> Bool {
  unsafe bytes.withUnsafeBytes { bytes in
    // memchr must not be given a null pointer, not even for no bytes.
    unsafe bytes.baseAddress.map { unsafe memchr($0, 0, bytes.count) != nil } ?? false
  }
}

/// Lays the parameters out as libpq wants them and lends the pointers to `body`.
func withPointers<Value>(
  to parameters: [Parameter],
  _ body: (
    UnsafePointer<Oid>?, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
  ) -> Value
) -> Value {
  let count = parameters.count
  var storage: [UInt8] = []
  storage.reserveCapacity(parameters.reduce(0) { $0 + ($1.bytes?.count ?? 0) + 1 })
  for parameter in parameters {
    if let bytes = parameter.bytes { storage += bytes }
    storage.append(0)  // text format reads up to a NUL
  }
  // On the stack where they are few. Every place is filled before it is read, and no pointer outlives the call.
  return unsafe storage.withUnsafeBytes { bytes in
    unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
      unsafe withUnsafeTemporaryAllocation(of: Oid.self, capacity: count) { types in
        unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count) { numbers in
          var next = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
          for (index, parameter) in parameters.enumerated() {
            let length = parameter.bytes?.count ?? 0
            unsafe values.initializeElement(at: index, to: parameter.bytes == nil ? nil : next)
            unsafe types.initializeElement(at: index, to: Oid(parameter.type.rawValue))
            unsafe numbers.initializeElement(at: index, to: Int32(length))
            unsafe numbers.initializeElement(at: count + index, to: parameter.isBinary ? 1 : 0)
            unsafe next = next?.advanced(by: length + 1)
          }
          return unsafe body(
            types.baseAddress, values.baseAddress, numbers.baseAddress,
            numbers.baseAddress?.advanced(by: count))
        }
      }
    }
  }
}
