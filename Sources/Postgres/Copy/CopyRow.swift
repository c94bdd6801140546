/// One row of a binary COPY, lent to a closure. It cannot leave it.
public struct CopyRow: ~Copyable {
  /// The types that the caller named; a COPY does not carry them.
  let types: [PostgresType]
  let statement: String
  /// The number of the row, from 1.
  var number = 0
  /// What has arrived and is not yet taken, this row among it.
  var bytes: [UInt8] = []
  /// Where in `bytes` the row begins.
  var start = 0
  /// Where its fields lie, counted from `start`; nil for NULL.
  var fields: [Range<Int>?] = []

  init(types: [PostgresType], statement: String) {
    self.types = types
    self.statement = statement
    fields.reserveCapacity(types.count)
  }

  /// The number of columns.
  public var columnCount: Int { fields.count }

  /// Reads one column, counted from 0, as a value of the type that was named for it.
  /// - Throws: `PostgresError` of kind `decoding` that names column, type and row, where the value does not fit.
  public borrowing func value<Value: PostgresDecodable>(
    _ column: Int, as type: Value.Type = Value.self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> Value {
    guard fields.indices.contains(column) else {
      throw failure(
        "there is no column at index \(column), only \(columnCount) from 0", file: file, line: line)
    }
    guard let field = fields[column] else {
      if let null = type.null { return null }
      throw failure("column \(column + 1) of row \(number) is NULL, not a \(type)", file: file, line: line)
    }
    let place = (start + field.lowerBound)..<(start + field.upperBound)
    guard let value = type.decode(bytes.span.extracting(place), type: types[column]) else {
      throw failure(
        "column \(column + 1) of row \(number) is said to be \(types[column]), and its value does not fit \(type)",
        file: file, line: line)
    }
    return value
  }

  private borrowing func failure(_ message: String, file: String, line: Int) -> PostgresError {
    PostgresError(
      kind: .decoding, message: message, statement: statement, spoils: .nothing, file: file, line: line)
  }
}
