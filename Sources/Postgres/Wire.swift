internal import CLibpq
internal import Glibc

/// The raw connection, shared by a `Connection` and the `Transaction` it lends. Never leaves this module; exclusive access
/// to its owner is what keeps it to one user at a time.
@safe struct Wire {
  let connection: OpaquePointer

  var isAlive: Bool { unsafe PQstatus(connection) == CONNECTION_OK }
  var isInTransaction: Bool {
    let status = unsafe PQtransactionStatus(connection)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
  }

  /// Runs one statement with its parameters; the result is in binary format.
  func run(_ sql: SQL, file: String, line: Int) throws(PostgresError) -> ResultSet {
    try send(sql, singleRow: false, file: file, line: line)
    return try collect(statement: sql.text, file: file, line: line)
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

  private func check(_ sql: SQL, file: String, line: Int) throws(PostgresError) {
    guard sql.parameters.count <= 65_535 else {
      throw .misuse(
        "\(sql.parameters.count) parameters; the protocol allows 65535: pass an array, or COPY the rows",
        statement: sql.text, file: file, line: line)
    }
    guard !sql.text.utf8.contains(0) else {
      throw .misuse("the statement contains a NUL character", file: file, line: line)
    }
    for (index, parameter) in sql.parameters.enumerated() where !parameter.isBinary {
      // libpq takes text up to the first NUL and says nothing of the rest.
      if let bytes = parameter.bytes, bytes.contains(0) {
        throw .misuse(
          "parameter $\(index + 1) contains a NUL character, which PostgreSQL text cannot hold",
          statement: sql.text, file: file, line: line)
      }
    }
  }

  /// Waits for the answer and takes all of it, so that nothing is left for the next statement; the first error counts.
  func collect(statement: String, file: String, line: Int) throws(PostgresError) -> ResultSet {
    var last: OpaquePointer?
    var failure: PostgresError?
    while let result = unsafe PQgetResult(connection) {
      switch unsafe PQresultStatus(result) {
      case PGRES_COPY_IN, PGRES_COPY_BOTH:
        unsafe PQputCopyEnd(connection, "COPY FROM STDIN was not asked for through copyIn")
        failure =
          failure ?? .misuse("use copyIn for COPY … FROM STDIN", statement: statement, file: file, line: line)
        unsafe PQclear(result)
      case PGRES_COPY_OUT:
        failure =
          failure ?? .misuse("use copyOut for COPY … TO STDOUT", statement: statement, file: file, line: line)
        unsafe PQclear(result)
        drainCopyOut()
      case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE, PGRES_NONFATAL_ERROR:
        failure = unsafe failure ?? error(from: result, statement: statement, file: file, line: line)
        unsafe PQclear(result)
      default:
        unsafe PQclear(last)
        unsafe last = result
      }
    }
    if let failure {
      unsafe PQclear(last)
      throw failure
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
    _ = try collect(statement: text, file: file, line: line)
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
    while let result = unsafe PQgetResult(connection) {
      let status = unsafe PQresultStatus(result)
      unsafe PQclear(result)
      if status == PGRES_COPY_OUT { drainCopyOut() }
    }
  }

  /// The error of a failed result.
  func error(from result: OpaquePointer, statement: String?, file: String, line: Int) -> PostgresError {
    func field(_ code: Int32) -> String? {
      unsafe PQresultErrorField(result, code).map { unsafe String(cString: $0) }
    }
    let alive = isAlive
    let state = field(Int32(UInt8(ascii: "C"))).map { SQLState(rawValue: $0) }
    let fallback = unsafe String(cString: PQresultErrorMessage(result))
    return PostgresError(
      kind: state == nil ? .connectionLost : .server, sqlState: state,
      message: field(Int32(UInt8(ascii: "M"))) ?? trimmed(fallback), detail: field(Int32(UInt8(ascii: "D"))),
      hint: field(Int32(UInt8(ascii: "H"))), constraint: field(Int32(UInt8(ascii: "n"))),
      table: field(Int32(UInt8(ascii: "t"))), column: field(Int32(UInt8(ascii: "c"))), statement: statement,
      spoils: !alive ? .connection : (isInTransaction ? .transaction : .nothing), file: file, line: line)
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

/// Lays the parameters out as libpq wants them and lends the pointers to `body`.
private func withPointers<Value>(
  to parameters: [Parameter],
  _ body: (
    UnsafePointer<Oid>?, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
  ) -> Value
) -> Value {
  var storage: [UInt8] = []
  var offsets: [Int?] = []
  for parameter in parameters {
    offsets.append(parameter.bytes == nil ? nil : storage.count)
    storage += parameter.bytes ?? []
    storage.append(0)  // text format reads up to a NUL
  }
  let types = parameters.map { Oid($0.type.rawValue) }
  let lengths = parameters.map { Int32($0.bytes?.count ?? 0) }
  let formats: [Int32] = parameters.map { $0.isBinary ? 1 : 0 }
  return unsafe storage.withUnsafeBytes { bytes in
    let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    let values = unsafe offsets.map { offset in unsafe offset.flatMap { unsafe base?.advanced(by: $0) } }
    return unsafe values.withUnsafeBufferPointer { values in
      unsafe body(types, values.baseAddress, lengths, formats)
    }
  }
}
