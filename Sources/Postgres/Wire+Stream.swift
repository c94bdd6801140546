internal import CLibpq

extension Wire {
  /// Single-row mode: libpq holds one row at a time. Where `body` throws, the rest is cancelled and taken, and the
  /// caller's error is the one that leaves. The cancel may fail an open transaction.
  func stream(
    _ sql: SQL, file: String, line: Int, _ body: (borrowing Row) throws -> Void
  ) throws {
    try send(sql, singleRow: true, file: file, line: line)
    var number = 0
    var types: ColumnTypes?
    while let result = unsafe PQgetResult(connection) {
      switch unsafe PQresultStatus(result) {
      case PGRES_SINGLE_TUPLE:
        number += 1
        let rows = unsafe ResultSet(result: result, statement: sql.text)
        if number == 1 { types = unsafe ColumnTypes(of: result) }
        do {
          try body(
            unsafe Row(
              result: rows.result, index: 0, number: number, statement: sql.text, types: types?.start))
        } catch {
          abandon()
          throw error
        }
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
        unsafe PQclear(result)
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        let isOut = unsafe PQresultStatus(result) == PGRES_COPY_OUT
        unsafe PQclear(result)
        if isOut { abandon() } else { drain() }
        throw settled(.misuse("use copyIn or copyOut for COPY", statement: sql.text, file: file, line: line))
      default:
        let failure = unsafe error(from: result, statement: sql.text, file: file, line: line)
        unsafe PQclear(result)
        drain()
        throw settled(failure).masking(sql.parameters)
      }
    }
    guard isAlive else { throw broken(statement: sql.text, file: file, line: line) }
  }
}

/// The types of an answer's columns, read once: in single-row mode every row is an answer of its own, with the same columns.
@safe private struct ColumnTypes: ~Copyable {
  let start: UnsafePointer<Oid>

  init(of result: OpaquePointer) {
    let count = unsafe PQnfields(result)
    let types = UnsafeMutablePointer<Oid>.allocate(capacity: max(1, Int(count)))
    for column in 0..<count { unsafe types[Int(column)] = unsafe PQftype(result, column) }
    unsafe start = unsafe UnsafePointer(types)
  }

  deinit { unsafe start.deallocate() }
}
