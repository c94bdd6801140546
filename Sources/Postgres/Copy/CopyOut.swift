internal import CLibpq

extension Wire {
  /// `COPY … TO STDOUT`, block by block. Where `body` throws, the rest is cancelled and taken; where the server fails
  /// halfway, its error is thrown, so that what was written never looks complete. Returns the server's count of rows.
  func copyOut(
    _ sql: SQL, file: String, line: Int, _ body: (Span<UInt8>) throws -> Void
  ) throws -> Int {
    // Sent with parameters (none), because then the server refuses two statements in one text.
    try send(sql, singleRow: false, file: file, line: line)
    guard let result = unsafe PQgetResult(connection) else {
      throw broken(statement: sql.text, file: file, line: line)
    }
    let status = unsafe PQresultStatus(result)
    guard status == PGRES_COPY_OUT else {
      let refusal =
        unsafe status == PGRES_FATAL_ERROR
        ? error(from: result, statement: sql.text, file: file, line: line)
        : .misuse("copyOut takes COPY … TO STDOUT", statement: sql.text, file: file, line: line)
      unsafe PQclear(result)
      drain()
      throw settled(refusal)
    }
    unsafe PQclear(result)
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
        throw error
      }
    }
    return try collect(statement: sql.text, file: file, line: line).affectedRows
  }
}
