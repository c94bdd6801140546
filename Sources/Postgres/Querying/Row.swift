internal import CLibpq

/// One row of an answer, lent to a closure. It cannot leave it.
@safe public struct Row: ~Copyable {
  let result: OpaquePointer
  let index: Int
  let number: Int
  let statement: String

  init(result: OpaquePointer, index: Int, number: Int, statement: String) {
    unsafe self.result = unsafe result
    self.index = index
    self.number = number
    self.statement = statement
  }

  /// The number of columns.
  public var columnCount: Int { unsafe Int(PQnfields(result)) }

  /// The name of a column, counted from 0; nil where there is no such column.
  public borrowing func columnName(_ column: Int) -> String? {
    // libpq tells the notice receiver of a column out of range, and the receiver may be gone with its connection.
    guard column >= 0, column < columnCount else { return nil }
    return unsafe PQfname(result, Int32(column)).map { unsafe String(cString: $0) }
  }

  /// Reads one column, counted from 0.
  /// - Throws: `PostgresError` of kind `decoding` that names column, type and row, where the value does not fit.
  public borrowing func value<Value: PostgresDecodable>(
    _ column: Int, as type: Value.Type = Value.self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> Value {
    guard column >= 0, column < columnCount else {
      throw failure(
        "there is no column at index \(column), only \(columnCount) from 0", file: file, line: line)
    }
    guard unsafe PQgetisnull(result, Int32(index), Int32(column)) == 0 else {
      if let null = type.null { return null }
      throw failure(
        "column \(column + 1) (\(columnName(column) ?? "")) of row \(number) is NULL, not a \(type)",
        file: file,
        line: line)
    }
    let oid = unsafe PostgresType(rawValue: PQftype(result, Int32(column)))
    let length = unsafe Int(PQgetlength(result, Int32(index), Int32(column)))
    let start = unsafe UnsafeRawPointer(PQgetvalue(result, Int32(index), Int32(column)))
    let bytes = unsafe UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: length)
    guard let value = unsafe type.decode(bytes.span, type: oid) else {
      throw failure(
        "column \(column + 1) (\(columnName(column) ?? "")) of row \(number) is \(oid), and its value does not fit "
          + "\(type)", file: file, line: line)
    }
    return value
  }

  /// Reads the first columns in order, one for each type.
  public borrowing func columns<each Value: PostgresDecodable>(
    _ type: (repeat each Value).Type = (repeat each Value).self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> (repeat each Value) {
    var column = -1
    func next<V: PostgresDecodable>(_ type: V.Type) throws(PostgresError) -> V {
      column += 1
      return try value(column, as: type, file: file, line: line)
    }
    return (repeat try next((each Value).self))
  }

  private borrowing func failure(_ message: String, file: String, line: Int) -> PostgresError {
    PostgresError(
      kind: .decoding, message: message, statement: statement, spoils: .nothing, file: file, line: line)
  }
}
