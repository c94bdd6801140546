/// A transaction that is open. It is lent to a closure, and the connection is out of reach until the closure returns.
@safe public struct Transaction: ~Copyable, Queryable {
  /// The raw connection. It has no members outside this module.
  public let wire: Wire
  private var depth = 0

  init(wire: Wire) { self.wire = wire }

  /// A transaction within the transaction: what `body` throws takes back what `body` did, and no more.
  /// - Throws: what `body` threw; or a `PostgresError` of kind `commitBecameRollback` where `body` swallowed the failure
  ///   of a statement: what it did is taken back, the transaction goes on.
  public mutating func savepoint<Value>(
    file: String = #fileID, line: Int = #line, _ body: (inout Transaction) throws -> Value
  ) throws -> Value {
    depth += 1
    defer { depth -= 1 }
    let name = "nested_\(depth)"
    try script("SAVEPOINT \(name)", file: file, line: line)
    let value: Value
    do {
      value = try body(&self)
    } catch {
      // The first error is the one to tell; a failing rollback only says that the connection is gone.
      try? rollBack(to: name, file: file, line: line)
      throw error
    }
    guard !wire.hasFailedTransaction else {
      try rollBack(to: name, file: file, line: line)
      throw PostgresError(
        kind: .commitBecameRollback,
        message:
          "a statement of the savepoint had failed: what was done since is taken back, the transaction goes on",
        spoils: .nothing, file: file, line: line)
    }
    try script("RELEASE SAVEPOINT \(name)", file: file, line: line)
    return value
  }

  private mutating func rollBack(to name: String, file: String, line: Int) throws(PostgresError) {
    try script("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)", file: file, line: line)
  }
}
