internal import CLibpq

extension Wire {
  /// One binary COPY from its start to its end.
  func copyIn(
    _ sql: SQL, file: String, line: Int, _ body: (inout CopyIn) throws -> Void
  ) throws -> Int {
    try beginCopyIn(sql, isBinary: true, file: file, line: line)
    let sink = CopySink(wire: self, statement: sql.text, file: file, line: line)
    return try send(CopyIn(sink: sink), body)
  }

  /// One COPY in text or CSV format from its start to its end. The statement is made here, because the server's answer does
  /// not tell the two formats apart, and rows in one of them can be read as other rows in the other.
  func copyIn(
    into table: SQL, columns: [String], as format: CopyTextFormat, file: String, line: Int,
    _ body: (inout CopyTextIn) throws -> Void
  ) throws -> Int {
    guard !columns.isEmpty else {
      throw PostgresError.misuse("name the columns of the COPY", file: file, line: line)
    }
    let names = SQL.joined(columns.map { "\(identifier: $0)" }, separator: ", ")
    let sql: SQL =
      "COPY \(fragment: table) (\(fragment: names)) FROM STDIN (FORMAT \(trusted: format.rawValue), ENCODING 'UTF8')"
    try beginCopyIn(sql, isBinary: false, file: file, line: line)
    let sink = CopySink(wire: self, statement: sql.text, file: file, line: line)
    return try send(CopyTextIn(sink: sink, columns: columns.count, format: format), body)
  }

  /// Sends what `body` writes. The count that the server states must be that of the rows sent.
  private func send<Writer: CopyWriter & ~Copyable>(
    _ writer: consuming Writer, _ body: (inout Writer) throws -> Void
  ) throws -> Int {
    let (statement, file, line) = (writer.sink.statement, writer.sink.file, writer.sink.line)
    do {
      try body(&writer)
      try writer.finish()
    } catch {
      // The server may see our ending before the request that caused it: both then say the same.
      let reason = writer.sink.isCancelled ? "canceling statement due to user request" : "ended by the sender"
      unsafe PQputCopyEnd(connection, reason)
      let answer = Result { try collect(statement: statement, file: file, line: line).affectedRows }
      // Where a block could not be sent, the server's answer says why. Everywhere else its answer is the echo of our
      // ending and must not hide what the caller threw.
      if writer.sink.isCut, case .failure(let reason) = answer { throw reason }
      throw error
    }
    let ended = unsafe PQputCopyEnd(connection, nil)
    let counted = try collect(statement: statement, file: file, line: line).affectedRows
    guard ended == 1 else { throw broken(statement: statement, file: file, line: line) }
    guard counted == writer.sink.rows else {
      throw PostgresError(
        kind: .copyCountDiffers,
        message: "\(writer.sink.rows) rows were sent, the server counted \(counted)",
        statement: statement, spoils: isInTransaction ? .transaction : .nothing, file: file, line: line)
    }
    return counted
  }

  private func beginCopyIn(_ sql: SQL, isBinary: Bool, file: String, line: Int) throws(PostgresError) {
    guard sql.parameters.isEmpty else {
      throw .misuse("COPY takes no parameters", statement: sql.text, file: file, line: line)
    }
    // Read by the server first, which refuses two statements in one text.
    try prepare(sql, file: file, line: line)
    // Then sent as a simple query: after an extended one libpq and the server disagree about the number of answers
    // where a COPY fails before it has read anything (a trigger for the statement, a cancel).
    guard unsafe PQsendQuery(connection, sql.text) == 1 else {
      throw broken(statement: sql.text, file: file, line: line)
    }
    guard let result = unsafe PQgetResult(connection) else {
      throw broken(statement: sql.text, file: file, line: line)
    }
    let status = unsafe PQresultStatus(result)
    let isOfFormat = unsafe (PQbinaryTuples(result) == 1) == isBinary
    if status == PGRES_COPY_IN && isOfFormat {
      unsafe PQclear(result)
      return
    }
    let refusal =
      unsafe status == PGRES_FATAL_ERROR
      ? error(from: result, statement: sql.text, file: file, line: line)
      : .misuse(
        "copyIn takes COPY … FROM STDIN (FORMAT binary), and nothing else; for text and CSV name the table",
        statement: sql.text, file: file, line: line)
    unsafe PQclear(result)
    if status == PGRES_COPY_OUT { abandon() } else { drain() }
    throw settled(refusal)
  }
}
