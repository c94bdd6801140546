internal import CLibpq

/// One row of an answer, lent to a closure. It cannot leave it.
@safe public struct Row: ~Copyable {
  private let result: OpaquePointer
  private let index: Int
  private let number: Int
  private let statement: String
  /// The columns' types where many answers share them; nil where libpq is asked for each field.
  private let types: UnsafePointer<Oid>?

  /// The number of columns.
  public let columnCount: Int

  // Not inlined: the compiler (6.3.1) fails where it specialises a caller around the memberwise initialisation.
  @inline(never) init(
    result: OpaquePointer, index: Int, number: Int, statement: String, types: UnsafePointer<Oid>? = nil
  ) {
    unsafe self.result = unsafe result
    unsafe self.types = unsafe types
    self.index = index
    self.number = number
    self.statement = statement
    columnCount = unsafe Int(PQnfields(result))
  }

  /// The name of a column, counted from 0; nil where there is no such column.
  public borrowing func columnName(_ column: Int) -> String? {
    // libpq tells the notice receiver of a column out of range, and the receiver may be gone with its connection.
    guard column >= 0, column < columnCount else { return nil }
    return unsafe PQfname(result, Int32(column)).map { unsafe String(cString: $0) }
  }

  /// Reads one column, counted from 0.
  /// - Throws: `PostgresError` of kind `decoding` that names column, type and row, where the value does not fit.
  @inlinable public borrowing func value<Value: PostgresDecodable>(
    _ column: Int, as type: Value.Type = Value.self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> Value {
    let field = field(column)
    if field.count >= 0 {
      if let value = unsafe type.decode(field.bytes.span, type: field.type) { return value }
    } else if field.count == Field.null, let null = type.null {
      return null
    }
    throw misfit(column, as: type, file: file, line: line)
  }

  /// Reads the first columns in order, one for each type. There may be more columns.
  /// - Throws: as `value` does, for the first column that does not fit.
  @inlinable public borrowing func columns<each Value: PostgresDecodable>(
    _ type: (repeat each Value).Type = (repeat each Value).self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> (repeat each Value) {
    var column = 0
    return (repeat try value(Row.after(&column), as: (each Value).self, file: file, line: line))
  }

  @inlinable static func after(_ column: inout Int) -> Int {
    defer { column += 1 }
    return column
  }

  /// Where a field lies in libpq's memory, which holds as long as the row.
  @safe @usableFromInline struct Field {
    @usableFromInline static var null: Int { -1 }
    @usableFromInline static var missing: Int { -2 }

    @usableFromInline let start: UnsafePointer<UInt8>?
    /// The length, or `null`, or `missing` where there is no such column.
    @usableFromInline let count: Int
    @usableFromInline let type: PostgresType

    @usableFromInline init(start: UnsafePointer<UInt8>?, count: Int, type: PostgresType) {
      unsafe self.start = unsafe start
      self.count = count
      self.type = type
    }

    @inlinable var bytes: UnsafeBufferPointer<UInt8> {
      unsafe UnsafeBufferPointer(start: start, count: count)
    }
  }

  /// All that a value is read from, in one call: what calls it is compiled into the client, which knows no libpq.
  @usableFromInline borrowing func field(_ column: Int) -> Field {
    guard column >= 0, column < columnCount else {
      return unsafe Field(start: nil, count: Field.missing, type: .inferred)
    }
    let type = unsafe PostgresType(rawValue: types?[column] ?? PQftype(result, Int32(column)))
    let length = unsafe Int(PQgetlength(result, Int32(index), Int32(column)))
    // The length of NULL is 0.
    if length == 0, unsafe PQgetisnull(result, Int32(index), Int32(column)) != 0 {
      return unsafe Field(start: nil, count: Field.null, type: type)
    }
    let start = unsafe UnsafeRawPointer(PQgetvalue(result, Int32(index), Int32(column)))
    return unsafe Field(start: start?.assumingMemoryBound(to: UInt8.self), count: length, type: type)
  }

  /// Why `value` gives no value.
  @inline(never) @usableFromInline borrowing func misfit(
    _ column: Int, as type: any Any.Type, file: String, line: Int
  ) -> PostgresError {
    let field = field(column)
    let place = "column \(column &+ 1) (\(columnName(column) ?? "")) of row \(number) is"
    let message =
      switch field.count {
      case Field.missing: "there is no column at index \(column), only \(columnCount) from 0"
      case Field.null: "\(place) NULL, not a \(type)"
      default:
        "\(place) \(field.type), and its value does not fit \(type)"
          + (field.type.reader.map { "; read it as \($0)" } ?? "")
      }
    return PostgresError(
      kind: .decoding, message: message, statement: statement, spoils: .nothing, file: file, line: line)
  }
}
