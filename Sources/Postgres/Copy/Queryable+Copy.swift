extension Queryable where Self: ~Copyable {
  /// Sends rows by `COPY … FROM STDIN (FORMAT binary)`, the fastest way in; see `CopyIn`.
  /// - Returns: the number of rows, on which both sides agree.
  /// - Throws: what `body` throws; else `PostgresError`. No row is kept then, but for one case: of kind `copyCountDiffers`
  ///   outside of a transaction, where the server has kept the rows that it counted.
  @discardableResult
  public mutating func copyIn(
    _ statement: SQL, file: String = #fileID, line: Int = #line, _ body: (inout CopyIn) throws -> Void
  ) throws -> Int {
    try wire.copyIn(statement, file: file, line: line, body)
  }

  /// Sends rows of text into columns of a table, by a COPY in text or CSV format that is made here; see `CopyTextIn`.
  /// ```swift
  /// let sent = try connection.copyIn(into: "petition", columns: ["slug", "title"], as: .csv) { copy in
  ///   try copy.row(["clean-air", nil])
  /// }
  /// ```
  /// - Parameters:
  ///   - table: the name of the table, without its schema. It is quoted, so upper and lower case count.
  ///   - schema: the schema, where the table is not to be found by the search path.
  ///   - columns: one name at least. Columns that are not named get their defaults.
  /// - Returns: the number of rows, on which both sides agree.
  /// - Throws: what `body` throws; else `PostgresError`. No row is kept then, but for one case: of kind `copyCountDiffers`
  ///   outside of a transaction, where the server has kept the rows that it counted.
  @discardableResult
  public mutating func copyIn(
    into table: String, in schema: String? = nil, columns: [String], as format: CopyTextFormat,
    file: String = #fileID, line: Int = #line, _ body: (inout CopyTextIn) throws -> Void
  ) throws -> Int {
    let name: SQL =
      if let schema {
        "\(identifier: schema).\(identifier: table)"
      } else {
        "\(identifier: table)"
      }
    return try wire.copyIn(into: name, columns: columns, as: format, file: file, line: line, body)
  }

  /// Lends the blocks of `COPY … TO STDOUT`, of whatever format, as they arrive. A block may end within a row.
  /// - Returns: the server's count of rows.
  /// - Throws: what `body` throws; else `PostgresError`, also after some blocks: what was made of them is then not complete.
  @discardableResult
  public mutating func copyOut(
    _ statement: SQL, file: String = #fileID, line: Int = #line, _ body: (Span<UInt8>) throws -> Void
  ) throws -> Int {
    try wire.copyOut(statement, file: file, line: line, body)
  }

  /// Lends each row of `COPY … TO STDOUT (FORMAT binary)` as it arrives; memory does not grow with their number.
  /// ```swift
  /// let statement: SQL = "COPY tally (id, name) TO STDOUT (FORMAT binary)"
  /// let read = try connection.copyOut(statement, columns: [.int8, .text]) { row in
  ///   names[try row.value(0, as: Int.self)] = try row.value(1, as: String?.self)
  /// }
  /// ```
  /// - Parameter types: the type of each column. A COPY does not carry them, so a wrong one is found out only where a value
  ///   has a length or a form that the type cannot have.
  /// - Returns: the number of rows, on which both sides agree.
  /// - Throws: what `body` throws; else `PostgresError`, also after some rows: what was made of them is then not complete.
  ///   Of kind `misuse`, before the first row, where the COPY is not binary or has other columns than types.
  @discardableResult
  public mutating func copyOut(
    _ statement: SQL, columns types: [PostgresType], file: String = #fileID, line: Int = #line,
    _ body: (borrowing CopyRow) throws -> Void
  ) throws -> Int {
    try wire.copyOut(statement, columns: types, file: file, line: line, body)
  }

  /// Gives each row of a query as the server writes its values as text, nil for NULL, by a COPY in text format that is made
  /// here; memory does not grow with the number of rows.
  /// ```swift
  /// let read = try connection.copyOut(textOf: "SELECT id, name FROM tally") { fields in rows.append(fields) }
  /// ```
  /// - Parameter query: a SELECT, VALUES, or a statement with RETURNING, without parameters.
  /// - Returns: the number of rows, on which both sides agree.
  /// - Throws: what `body` throws; else `PostgresError`, also after some rows: what was made of them is then not complete.
  @discardableResult
  public mutating func copyOut(
    textOf query: SQL, file: String = #fileID, line: Int = #line, _ body: ([String?]) throws -> Void
  ) throws -> Int {
    try wire.copyOut(textOf: query, file: file, line: line, body)
  }
}
