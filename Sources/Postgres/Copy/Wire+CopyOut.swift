internal import CLibpq

extension Wire {
  /// `COPY … TO STDOUT`, block by block. Where `body` throws, the rest is cancelled and taken; where the server fails
  /// halfway, its error is thrown, so that what was written never looks complete. Returns the server's count of rows.
  func copyOut(
    _ sql: SQL, file: String, line: Int, _ body: (Span<UInt8>) throws -> Void
  ) throws -> Int {
    _ = try beginCopyOut(sql, file: file, line: line)
    return try receive(statement: sql.text, file: file, line: line, body)
  }

  /// `COPY … TO STDOUT (FORMAT binary)`, row by row.
  func copyOut(
    _ sql: SQL, columns types: [PostgresType], file: String, line: Int,
    _ body: (borrowing CopyRow) throws -> Void
  ) throws -> Int {
    let shape = try beginCopyOut(sql, file: file, line: line)
    guard shape.isBinary, shape.columns == types.count else {
      abandon()
      throw settled(
        .misuse(
          shape.isBinary
            ? "the COPY has \(shape.columns) columns, \(types.count) types were named"
            : "rows are read from COPY … TO STDOUT (FORMAT binary)",
          statement: sql.text, file: file, line: line))
    }
    var reader = CopyBinaryReader(types: types, statement: sql.text)
    let counted = try receive(statement: sql.text, file: file, line: line) { try reader.read($0, body) }
    do {
      try reader.finish()
    } catch {
      throw unreadable(error, statement: sql.text, file: file, line: line)
    }
    try compare(reader.count, with: counted, statement: sql.text, file: file, line: line)
    return counted
  }

  /// The rows of a query by a COPY in text format. The statement is made here, because the server's answer does not tell
  /// text from CSV or from text with another delimiter.
  func copyOut(
    textOf query: SQL, file: String, line: Int, _ body: ([String?]) throws -> Void
  ) throws -> Int {
    // On a line of its own the bracket is not part of a comment that the query may end with.
    let sql: SQL = "COPY (\(fragment: query)\n) TO STDOUT (FORMAT text, ENCODING 'UTF8')"
    let shape = try beginCopyOut(sql, file: file, line: line)
    var reader = CopyTextReader(columns: shape.columns)
    let counted = try receive(statement: sql.text, file: file, line: line) { try reader.read($0, body) }
    do {
      try reader.finish()
    } catch {
      throw unreadable(error, statement: sql.text, file: file, line: line)
    }
    try compare(reader.count, with: counted, statement: sql.text, file: file, line: line)
    return counted
  }

  /// Begins the COPY and gives its shape.
  private func beginCopyOut(
    _ sql: SQL, file: String, line: Int
  ) throws(PostgresError) -> (isBinary: Bool, columns: Int) {
    guard sql.parameters.isEmpty else {
      throw .misuse("COPY takes no parameters", statement: sql.text, file: file, line: line)
    }
    // Sent with parameters (none), because then the server refuses two statements in one text.
    try send(sql, singleRow: false, file: file, line: line)
    guard let result = unsafe PQgetResult(connection) else {
      throw broken(statement: sql.text, file: file, line: line)
    }
    defer { unsafe PQclear(result) }
    let status = unsafe PQresultStatus(result)
    guard status == PGRES_COPY_OUT else {
      let refusal =
        unsafe status == PGRES_FATAL_ERROR
        ? error(from: result, statement: sql.text, file: file, line: line)
        : .misuse("copyOut takes COPY … TO STDOUT", statement: sql.text, file: file, line: line)
      drain()
      throw settled(refusal)
    }
    return unsafe (PQbinaryTuples(result) == 1, Int(PQnfields(result)))
  }

  /// Lends the blocks up to the end of the COPY, and gives the server's count of rows.
  private func receive(
    statement: String, file: String, line: Int, _ body: (Span<UInt8>) throws -> Void
  ) throws -> Int {
    var block: UnsafeMutablePointer<CChar>?
    while true {
      let length = unsafe PQgetCopyData(connection, &block, 0)
      guard length > 0, let start = unsafe block else { break }
      defer { unsafe PQfreemem(start) }
      let bytes = unsafe UnsafeBufferPointer(
        start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: Int(length))
      do {
        try body(unsafe bytes.span)
      } catch {
        abandon()
        if let fault = error as? CopyFault {
          throw unreadable(fault, statement: statement, file: file, line: line)
        }
        throw error
      }
    }
    return try collect(statement: statement, file: file, line: line).affectedRows
  }

  private func unreadable(
    _ fault: CopyFault, statement: String, file: String, line: Int
  ) -> PostgresError {
    settled(
      PostgresError(
        kind: .server, message: "the COPY cannot be read: \(fault.message)", statement: statement,
        spoils: .nothing, file: file, line: line))
  }

  private func compare(
    _ read: Int, with counted: Int, statement: String, file: String, line: Int
  ) throws(PostgresError) {
    guard read == counted else {
      throw PostgresError(
        kind: .copyCountDiffers, message: "\(read) rows were read, the server counted \(counted)",
        statement: statement, spoils: .nothing, file: file, line: line)
    }
  }
}
