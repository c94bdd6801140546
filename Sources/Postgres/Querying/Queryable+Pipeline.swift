extension Queryable where Self: ~Copyable {
  /// Sends many statements without waiting for each answer, so that their number costs no round trips: a thousand INSERTs
  /// over a slow line take about as long as one. All are kept or none; in a transaction they are a part of it.
  ///
  /// Memory does not grow with their number: they are made as they are sent, and of the answers a few dozen wait at most.
  /// - Parameters:
  ///   - statements: made one after the other, while earlier ones are under way.
  ///   - each: is lent each answer, with the place of its statement from 0. What it throws takes everything back.
  /// - Returns: the number of rows that all of them touched.
  /// - Throws: the error of the first statement that failed, with its `statementNumber`, where none is kept; in a transaction
  ///   that is then spoiled. Also what `each` threw. COPY cannot be part of it.
  @discardableResult
  public mutating func pipeline(
    _ statements: some Sequence<SQL>, file: String = #fileID, line: Int = #line,
    each: (Int, borrowing ResultSet) throws -> Void = { _, _ in }
  ) throws -> Int {
    try wire.pipeline(statements, file: file, line: line, each)
  }
}
