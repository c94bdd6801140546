internal import Glibc

extension Connection {
  /// Runs `body` in a transaction and commits it; takes everything back where `body` throws.
  ///
  /// With more than one attempt the whole transaction is run again where that is safe and may succeed: after 40001, 40P01,
  /// and where a plan that the connection kept no longer held. Between attempts it waits, longer each time. `body` is then
  /// run more than once: it must do nothing outside of the transaction that it cannot do twice.
  ///
  /// - Parameters:
  ///   - mode: what it sees, what it may do, how long it may take.
  ///   - attempts: how often it is tried, 1 or more. A COMMIT in doubt is never tried again.
  ///   - body: is lent the transaction. The connection is out of reach meanwhile.
  /// - Throws: what `body` threw, never replaced by a failing rollback; or a `PostgresError` of the COMMIT: kind
  ///   `commitBecameRollback` where the server quietly rolled back because a statement had failed and the failure was
  ///   swallowed, `misuse` where `body` ended the transaction by a statement of its own, and with `commitInDoubt` where the
  ///   connection broke after COMMIT was sent and before its answer came. Of several attempts the last one's error.
  public mutating func transaction<Value>(
    _ mode: TransactionMode = .readWrite, attempts: Int = 1, file: String = #fileID, line: Int = #line,
    _ body: (inout Transaction) throws -> Value
  ) throws -> Value {
    var attempt = 1
    while true {
      do {
        return try once(mode, file: file, line: line, body)
      } catch let error as PostgresError {
        guard attempt < attempts, error.isSafeToRetry, error.kind != .cannotConnect, wire.isAlive else {
          throw error
        }
      }
      // Two that met would meet again if they waited equally long.
      usleep(UInt32.random(in: 0..<(1_000 << UInt32(min(attempt, 8)))))
      attempt += 1
    }
  }

  /// What each transaction of this connection begins with: settings that last as long as the transaction does, so that they
  /// hold behind a pooler too, where a session's do not.
  /// - Throws: `PostgresError` of kind `misuse` for a NUL. A setting that the server does not know fails at the begin.
  public mutating func setForTransactions(
    _ name: String, to value: String, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) {
    guard !name.utf8.contains(0), !value.utf8.contains(0) else {
      throw .misuse("a setting contains a NUL character", file: file, line: line)
    }
    state.transactionSettings.removeAll { $0.name == name }
    state.transactionSettings.append((name, value))
  }

  private mutating func once<Value>(
    _ mode: TransactionMode, file: String, line: Int, _ body: (inout Transaction) throws -> Value
  ) throws -> Value {
    guard !wire.isInTransaction else {
      throw PostgresError.misuse("a transaction is open already: use savepoint", file: file, line: line)
    }
    try begin(mode, file: file, line: line)
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

  private mutating func begin(_ mode: TransactionMode, file: String, line: Int) throws(PostgresError) {
    let settings = (mode.limits + state.transactionSettings).map { name, value in
      "set_config(\(quoted(name)), \(quoted(value)), true)"
    }
    // In one go: no setting costs a round trip.
    let begin = mode.begin + (settings.isEmpty ? "" : "; SELECT " + settings.joined(separator: ", "))
    do {
      try wire.script(begin, file: file, line: line)
    } catch {
      if wire.isInTransaction { try? wire.script("ROLLBACK", file: file, line: line) }
      throw error
    }
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

/// A literal of SQL that reads the same whether backslashes escape or not (PostgreSQL documentation, 4.1.2.2).
private func quoted(_ text: String) -> String {
  var quoted = " E'".unicodeScalars
  for scalar in text.unicodeScalars {
    if scalar == "'" || scalar == "\\" { quoted.append(scalar) }
    quoted.append(scalar)
  }
  quoted.append("'")
  return String(quoted)
}
