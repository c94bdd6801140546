/// The key of an advisory lock (PostgreSQL documentation, 13.3.5): a number, or two, to which programs that share a
/// database give a meaning. The two kinds never meet.
public enum AdvisoryLock: Sendable, Hashable {
  /// One number.
  case key(Int64)
  /// Two numbers, such as a kind of thing and one of that kind.
  case pair(Int32, Int32)

  var arguments: SQL {
    switch self {
    case .key(let number): "\(number)"
    case .pair(let first, let second): "\(first), \(second)"
    }
  }
}

extension Transaction {
  /// Waits for a lock and holds it to the end of the transaction, behind a pooler too. A shared lock lets others share.
  /// - Throws: `PostgresError`: 55P03 where the mode's limit is over before, 40P01 where two wait for each other.
  public mutating func lock(
    _ lock: AdvisoryLock, shared: Bool = false, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) {
    let function = shared ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock"
    _ = try run("SELECT \(trusted: function)(\(fragment: lock.arguments))", file: file, line: line)
  }

  /// Takes a lock where it is free, without waiting, and says whether it has it now. It holds to the end of the transaction.
  /// - Throws: `PostgresError`.
  public mutating func tryLock(
    _ lock: AdvisoryLock, shared: Bool = false, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> Bool {
    let function = shared ? "pg_try_advisory_xact_lock_shared" : "pg_try_advisory_xact_lock"
    return try value(
      "SELECT \(trusted: function)(\(fragment: lock.arguments))", as: Bool.self, file: file, line: line)
      ?? false
  }
}

extension Connection {
  /// Runs `body` under a lock of the session, which transactions may begin and end under. It is given back where `body`
  /// throws too, and by the server where the connection ends.
  /// - Throws: what `body` threw; a `PostgresError` of kind `misuse` behind a pooler, where the next transaction may run in
  ///   another session: lock in a transaction there.
  public mutating func withAdvisoryLock<Value>(
    _ lock: AdvisoryLock, shared: Bool = false, file: String = #fileID, line: Int = #line,
    _ body: (inout Connection) throws -> Value
  ) throws -> Value {
    try refuseBehindPooler("a lock of the session", instead: "Transaction.lock", file: file, line: line)
    let suffix = shared ? "_shared" : ""
    _ = try run(
      "SELECT \(trusted: "pg_advisory_lock\(suffix)")(\(fragment: lock.arguments))", file: file, line: line)
    let value: Value
    do {
      value = try body(&self)
    } catch {
      // The first error is the one to tell.
      try? unlock(lock, suffix, file: file, line: line)
      throw error
    }
    try unlock(lock, suffix, file: file, line: line)
    return value
  }

  private mutating func unlock(
    _ lock: AdvisoryLock, _ suffix: String, file: String, line: Int
  ) throws(PostgresError) {
    _ = try run(
      "SELECT \(trusted: "pg_advisory_unlock\(suffix)")(\(fragment: lock.arguments))", file: file, line: line)
  }

  /// Whether a pooler such as pgbouncer stands between, which passes transactions on to sessions that others use as well.
  /// Then nothing that belongs to a session may be relied on: settings, temporary tables, prepared statements, LISTEN,
  /// locks of the session. Costs one round trip, once.
  /// - Throws: `PostgresError`.
  public mutating func isPooled(file: String = #fileID, line: Int = #line) throws(PostgresError) -> Bool {
    try wire.hasPooler(file: file, line: line)
  }

  mutating func refuseBehindPooler(
    _ what: String, instead: String, file: String, line: Int
  ) throws(PostgresError) {
    guard try isPooled(file: file, line: line) else { return }
    throw .misuse(
      "\(what) does not hold behind a pooler, where the next transaction may run in another session: use \(instead)",
      file: file, line: line)
  }
}
