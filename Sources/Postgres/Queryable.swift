/// What a connection and a transaction have in common.
public protocol Queryable: ~Copyable {
  /// Runs one statement and gives its whole answer.
  /// - Throws: `PostgresError`; its `spoils` says what still works.
  mutating func run(_ sql: SQL, file: String, line: Int) throws(PostgresError) -> ResultSet

  /// Runs several statements, without parameters, in one go.
  mutating func script(_ text: String, file: String, line: Int) throws(PostgresError)

  /// Lends each row as it arrives; memory does not grow with their number.
  mutating func forEachRow(
    _ sql: SQL, file: String, line: Int, _ body: (borrowing Row) throws -> Void) throws

  /// Sends rows by `COPY … FROM STDIN (FORMAT binary)`.
  mutating func copyIn(
    _ statement: SQL, file: String, line: Int, _ body: (inout CopyIn) throws -> Void
  ) throws -> Int
}

/// A query as a value: its text, its parameters and how a row of its answer is read.
public protocol Statement: Sendable {
  /// What a row becomes.
  associatedtype Output: Sendable
  /// Text and parameters.
  var sql: SQL { get }
  /// Reads one row.
  static func decode(_ row: borrowing Row) throws(PostgresError) -> Output
}

extension Queryable where Self: ~Copyable {
  /// Runs a statement for its effect and says how many rows it touched.
  @discardableResult
  public mutating func execute(
    _ sql: SQL, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> Int {
    try run(sql, file: file, line: line).affectedRows
  }

  /// Every row of a statement, read.
  public mutating func every<S: Statement>(
    _ statement: S, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> [S.Output] {
    let result = try run(statement.sql, file: file, line: line)
    return try result.map { (row) throws(PostgresError) in try S.decode(row) }
  }

  /// The first row of a statement, read, or nil where there is none.
  public mutating func one<S: Statement>(
    _ statement: S, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> S.Output? {
    let result = try run(statement.sql, file: file, line: line)
    return try result.first { (row) throws(PostgresError) in try S.decode(row) }
  }

  /// The first column of the first row, or nil where there is no row.
  public mutating func value<Value: PostgresDecodable>(
    _ sql: SQL, as type: Value.Type = Value.self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> Value? {
    let result = try run(sql, file: file, line: line)
    return try result.first { (row) throws(PostgresError) in
      try row.value(0, as: type, file: file, line: line)
    }
  }

  /// The first column of every row.
  public mutating func values<Value: PostgresDecodable>(
    _ sql: SQL, as type: Value.Type = Value.self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> [Value] {
    let result = try run(sql, file: file, line: line)
    return try result.map { (row) throws(PostgresError) in try row.value(0, as: type, file: file, line: line)
    }
  }
}
