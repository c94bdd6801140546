internal import CLibpq

/// How a transaction sees the data and what it may do.
public enum TransactionMode: Sendable {
  /// READ COMMITTED, may write.
  case readWrite
  /// REPEATABLE READ, READ ONLY: one snapshot from the first statement to the last.
  case snapshot

  var begin: String {
    switch self {
    case .readWrite: "BEGIN"
    case .snapshot: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    }
  }
}

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

extension Connection {
  /// Runs `body` in a transaction and commits it; takes everything back where `body` throws.
  ///
  /// - Throws: what `body` threw, never replaced by a failing rollback; or a `PostgresError` of the COMMIT: kind
  ///   `commitBecameRollback` where the server quietly rolled back because a statement had failed and the failure was
  ///   swallowed, `misuse` where `body` ended the transaction by a statement of its own, and `commitInDoubt` where the
  ///   connection broke after COMMIT was sent and before its answer came.
  public mutating func transaction<Value>(
    _ mode: TransactionMode = .readWrite, file: String = #fileID, line: Int = #line,
    _ body: (inout Transaction) throws -> Value
  ) throws -> Value {
    guard !wire.isInTransaction else {
      throw PostgresError.misuse("a transaction is open already: use savepoint", file: file, line: line)
    }
    try wire.script(mode.begin, file: file, line: line)
    var transaction = Transaction(wire: wire)
    let value: Value
    do {
      value = try body(&transaction)
    } catch {
      try? wire.script("ROLLBACK", file: file, line: line)
      throw error
    }
    try commit(file: file, line: line)
    return value
  }

  private mutating func commit(file: String, line: Int) throws(PostgresError) {
    guard wire.isAlive else {
      // COMMIT was never sent, so there is no doubt.
      throw PostgresError(
        kind: .connectionLost, message: "the connection was lost before COMMIT: nothing was kept",
        statement: "COMMIT",
        spoils: .connection, file: file, line: line)
    }
    guard wire.isInTransaction else {
      throw .misuse(
        "the transaction was ended by a statement inside it: what is kept was decided there",
        statement: "COMMIT",
        file: file, line: line)
    }
    let tag: String
    do {
      tag = try wire.run("COMMIT", file: file, line: line).tag
    } catch {
      var failure = error
      // An ERROR is an answer: the transaction is rolled back. FATAL may come after the commit, and so may silence.
      failure.commitInDoubt = failure.spoils == .connection && failure.severity != "ERROR"
      throw failure
    }
    guard tag == "COMMIT" else {
      throw PostgresError(
        kind: .commitBecameRollback,
        message:
          "the server answered COMMIT with \(tag): a statement of the transaction had failed, nothing was kept",
        statement: "COMMIT", spoils: .nothing, file: file, line: line)
    }
  }
}
