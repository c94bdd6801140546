/// What a connection and the transaction it lends have in common: every verb that talks to the server.
///
/// Every verb is `mutating`, although nothing in Swift changes: a connection is used by one call at a time, and the compiler
/// refuses a second use while a first is under way ("overlapping accesses").
public protocol Queryable: ~Copyable {
  /// The raw connection. It has no members outside this module.
  var wire: Wire { get }
}

extension Queryable where Self: ~Copyable {
  /// Runs one statement and gives its whole answer.
  /// - Throws: `PostgresError`; its `spoils` says what still works. Of kind `misuse`, before anything is sent, for parameters
  ///   that cannot be sent; of kind `misuse` for a COPY too. What is said here holds for every other verb.
  public mutating func run(
    _ sql: SQL, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> ResultSet {
    try wire.run(sql, file: file, line: line)
  }

  /// Runs several statements, without parameters, in one go. Together they are one transaction, unless they say otherwise
  /// or one is open. Rows that they give are dropped. Never pass input here.
  /// - Throws: `PostgresError` of the first statement that failed, after which none was run; with its `scriptLine` where the
  ///   text has several lines.
  public mutating func script(
    _ text: String, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) {
    try wire.script(text, file: file, line: line)
  }

  /// Lends each row as it arrives; memory does not grow with their number. An error may come after some rows: what was
  /// made of them is then not complete.
  /// - Throws: what `body` threw: then the rest is cancelled and the connection goes on, but an open transaction may have
  ///   failed; else `PostgresError`.
  public mutating func forEachRow(
    _ sql: SQL, file: String = #fileID, line: Int = #line, _ body: (borrowing Row) throws -> Void
  ) throws {
    try wire.stream(sql, file: file, line: line, body)
  }
}

/// A query as a value: its text, its parameters and how a row of its answer is read.
public protocol Statement: Sendable {
  /// What a row becomes.
  associatedtype Output: Sendable
  /// Text and parameters.
  var sql: SQL { get }
  /// Reads one row. What it throws ends the reading, and the connection goes on.
  static func decode(_ row: borrowing Row) throws(PostgresError) -> Output
}

extension Queryable where Self: ~Copyable {
  /// Runs a statement for its effect and says how many rows it touched; 0 where it touches none by its nature.
  @discardableResult
  public mutating func execute(
    _ sql: SQL, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> Int {
    try run(sql, file: file, line: line).affectedRows
  }

  /// Every row of a statement, read. All are in memory at once; see `forEach`.
  public mutating func every<S: Statement>(
    _ statement: S, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> [S.Output] {
    let result = try run(statement.sql, file: file, line: line)
    return try result.map { (row) throws(PostgresError) in try S.decode(row) }
  }

  /// Lends every row of a statement, read, as it arrives; memory does not grow with their number. What `forEachRow` says
  /// of errors holds.
  public mutating func forEach<S: Statement>(
    _ statement: S, file: String = #fileID, line: Int = #line, _ body: (S.Output) throws -> Void
  ) throws {
    try forEachRow(statement.sql, file: file, line: line) { row in try body(S.decode(row)) }
  }

  /// The row of a statement, read, or nil where there is none.
  /// - Throws: `PostgresError`, of kind `misuse` where there are more rows than one.
  public mutating func one<S: Statement>(
    _ statement: S, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> S.Output? {
    let result = try run(statement.sql, file: file, line: line)
    try refuseMoreThanOne(result, statement.sql, file: file, line: line)
    return try result.first { (row) throws(PostgresError) in try S.decode(row) }
  }

  /// The first column of the only row, or nil where there is no row.
  /// - Throws: `PostgresError`, of kind `misuse` where there are more rows than one.
  public mutating func value<Value: PostgresDecodable>(
    _ sql: SQL, as type: Value.Type = Value.self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> Value? {
    let result = try run(sql, file: file, line: line)
    try refuseMoreThanOne(result, sql, file: file, line: line)
    return try result.first { (row) throws(PostgresError) in
      try row.value(0, as: type, file: file, line: line)
    }
  }

  private func refuseMoreThanOne(
    _ result: borrowing ResultSet, _ sql: SQL, file: String, line: Int
  ) throws(PostgresError) {
    guard result.count <= 1 else {
      throw .misuse(
        "one row at most was asked for, \(result.count) came: use every, or LIMIT 1", statement: sql.text,
        file: file, line: line)
    }
  }

  /// The first column of every row. All are in memory at once; see `forEachRow`.
  public mutating func values<Value: PostgresDecodable>(
    _ sql: SQL, as type: Value.Type = Value.self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> [Value] {
    let result = try run(sql, file: file, line: line)
    return try result.map { (row) throws(PostgresError) in try row.value(0, as: type, file: file, line: line)
    }
  }
}
