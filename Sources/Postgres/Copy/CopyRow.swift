/// One row of a binary COPY, lent to a closure. It cannot leave it.
public struct CopyRow: ~Copyable {
  /// The types that the caller named; a COPY does not carry them.
  let types: [PostgresType]
  let statement: String
  /// The number of the row, from 1.
  var number = 0
  /// What has arrived and is not yet taken, this row among it.
  @usableFromInline var bytes: [UInt8] = []
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
  @inlinable public borrowing func value<Value: PostgresDecodable>(
    _ column: Int, as type: Value.Type = Value.self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> Value {
    let field = field(column)
    if let place = field.place {
      if let value = type.decode(bytes.span.extracting(place), type: field.type) { return value }
    } else if field.isNull, let null = type.null {
      return null
    }
    throw misfit(column, as: type, file: file, line: line)
  }

  /// Where a field lies in `bytes`.
  @usableFromInline struct Field {
    /// nil for NULL, and where there is no such column.
    @usableFromInline let place: Range<Int>?
    @usableFromInline let isNull: Bool
    @usableFromInline let type: PostgresType
  }

  @usableFromInline borrowing func field(_ column: Int) -> Field {
    guard fields.indices.contains(column) else { return Field(place: nil, isNull: false, type: .inferred) }
    let place = fields[column].map { (start + $0.lowerBound)..<(start + $0.upperBound) }
    return Field(place: place, isNull: place == nil, type: types[column])
  }

  /// Why `value` gives no value.
  @inline(never) @usableFromInline borrowing func misfit(
    _ column: Int, as type: any Any.Type, file: String, line: Int
  ) -> PostgresError {
    let field = field(column)
    let message =
      if field.place != nil {
        "column \(column &+ 1) of row \(number) is said to be \(field.type), and its value does not fit \(type)"
      } else if field.isNull {
        "column \(column &+ 1) of row \(number) is NULL, not a \(type)"
      } else {
        "there is no column at index \(column), only \(columnCount) from 0"
      }
    return PostgresError(
      kind: .decoding, message: message, statement: statement, spoils: .nothing, file: file, line: line)
  }
}
