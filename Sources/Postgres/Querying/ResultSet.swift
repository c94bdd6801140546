internal import CLibpq

/// The whole answer to a statement. Freed with its owner.
@safe public struct ResultSet: ~Copyable {
  let result: OpaquePointer
  let statement: String

  init(result: OpaquePointer, statement: String) {
    unsafe self.result = unsafe result
    self.statement = statement
  }

  deinit { unsafe PQclear(result) }

  /// The number of rows.
  public var count: Int { unsafe Int(PQntuples(result)) }

  /// The number of rows that an INSERT, UPDATE, DELETE, SELECT, MERGE or COPY touched; 0 for other statements.
  public var affectedRows: Int { unsafe Int(String(cString: PQcmdTuples(result))) ?? 0 }

  /// The server's tag, such as `INSERT 0 3`.
  public var tag: String { unsafe String(cString: PQcmdStatus(result)) }

  /// The names of the columns, in order. Two may be the same.
  public var columnNames: [String] {
    (0..<(unsafe PQnfields(result))).map { unsafe String(cString: PQfname(result, $0)) }
  }

  /// Lends each row to `body`, in order, and gives what came of them.
  /// - Throws: what `body` threw, after which no other row is read.
  @inlinable public borrowing func map<Value>(
    _ body: (borrowing Row) throws(PostgresError) -> Value
  ) throws(PostgresError) -> [Value] {
    let count = count
    var values: [Value] = []
    values.reserveCapacity(count)
    for index in 0..<count { values.append(try body(row(index))) }
    return values
  }

  /// Lends the first row to `body`; nil where there is none.
  /// - Throws: what `body` threw.
  @inlinable public borrowing func first<Value>(
    _ body: (borrowing Row) throws(PostgresError) -> Value
  ) throws(PostgresError) -> Value? {
    guard count > 0 else { return nil }
    return try body(row(0))
  }

  @usableFromInline borrowing func row(_ index: Int) -> Row {
    unsafe Row(result: result, index: index, number: index + 1, statement: statement)
  }
}
