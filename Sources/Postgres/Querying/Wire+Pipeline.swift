internal import CLibpq

extension Wire {
  /// How many statements are under way at once. Enough to hide the way to the server, few enough that the answers which
  /// wait in memory stay few.
  private static let pipelineDepth = 64

  /// Sends statements without waiting for each answer, with one sync at the end: outside of a transaction they are one.
  ///
  /// In libpq's pipeline mode (its documentation, 34.5): after a failure the server skips what follows up to the sync.
  func pipeline(
    _ statements: some Sequence<SQL>, file: String, line: Int,
    _ body: (Int, borrowing ResultSet) throws -> Void
  ) throws -> Int {
    let isOwnTransaction = !isInTransaction
    guard unsafe PQenterPipelineMode(connection) == 1 else {
      throw broken(statement: nil, file: file, line: line)
    }
    var flow = PipelineFlow()
    var failure: (any Error)?
    do {
      for statement in statements {
        try sendInPipeline(statement, number: flow.sent + 1, file: file, line: line)
        flow.sent += 1
        flow.waiting.append(statement)
        if flow.waiting.count >= Self.pipelineDepth {
          unsafe PQsendFlushRequest(connection)
          try take(&flow, leaving: Self.pipelineDepth / 2, file: file, line: line, body)
        }
      }
      unsafe PQsendFlushRequest(connection)
      try take(&flow, leaving: 0, file: file, line: line, body)
    } catch {
      failure = error
      // What was done must not be kept; and an explicit transaction is its owner's to end.
      if isOwnTransaction { unsafe PQsendQueryParams(connection, "ROLLBACK", 0, nil, nil, nil, nil, 1) }
    }
    let ending = endPipeline(file: file, line: line)
    if let error = failure as? PostgresError {
      throw error.kind == .misuse ? error : settled(error)
    }
    if let failure { throw failure }
    if let ending { throw settled(ending) }
    return flow.affectedRows
  }

  private func sendInPipeline(_ sql: SQL, number: Int, file: String, line: Int) throws(PostgresError) {
    guard sql.firstWord != "copy" else {
      throw PostgresError.misuse(
        "COPY cannot be part of a pipeline", statement: sql.text, file: file, line: line)
    }
    guard let name = state.statements.name(of: sql.key), state.statements.isPooled == false else {
      return try send(sql, singleRow: false, file: file, line: line)
    }
    try send(sql, prepared: name, file: file, line: line)
  }

  /// Takes answers until only `rest` statements are still waiting for theirs.
  private func take(
    _ flow: inout PipelineFlow, leaving rest: Int, file: String, line: Int,
    _ body: (Int, borrowing ResultSet) throws -> Void
  ) throws {
    while flow.waiting.count > rest {
      let statement = flow.waiting.removeFirst()
      let number = flow.sent - flow.waiting.count
      do {
        let result = try answer(to: statement, file: file, line: line)
        flow.affectedRows += result.affectedRows
        try body(number - 1, result)
      } catch var error as PostgresError where error.statementNumber == nil && error.kind != .decoding {
        error.statementNumber = number
        throw error.masking(statement.parameters)
      }
    }
  }

  /// The answer to one statement, up to the end mark that libpq puts behind it.
  private func answer(to sql: SQL, file: String, line: Int) throws(PostgresError) -> ResultSet {
    guard let result = unsafe PQgetResult(connection) else {
      throw broken(statement: sql.text, file: file, line: line)
    }
    let status = unsafe PQresultStatus(result)
    if status == PGRES_FATAL_ERROR || status == PGRES_PIPELINE_ABORTED || status == PGRES_BAD_RESPONSE {
      var failure = unsafe error(from: result, statement: sql.text, file: file, line: line)
      failure.isStalePlan = failure.tellsStalePlan
      if failure.isStalePlan { state.statements.forget(sql.key) }
      unsafe PQclear(result)
      throw failure
    }
    while let more = unsafe PQgetResult(connection) { unsafe PQclear(more) }
    return unsafe ResultSet(result: result, statement: sql.text)
  }

  /// Sends the sync and takes all that comes before its answer; what fails here is a constraint that was put off to the end.
  private func endPipeline(file: String, line: Int) -> PostgresError? {
    var failure: PostgresError?
    guard unsafe PQpipelineSync(connection) == 1 else {
      return broken(statement: nil, file: file, line: line)
    }
    // Between two answers libpq gives nil; after the end of the connection it gives nothing else.
    var emptiness = 0
    while emptiness < 2, isAlive || emptiness == 0 {
      guard let result = unsafe PQgetResult(connection) else {
        emptiness += 1
        continue
      }
      emptiness = 0
      let status = unsafe PQresultStatus(result)
      if status == PGRES_FATAL_ERROR && failure == nil {
        failure = unsafe error(from: result, statement: nil, file: file, line: line)
      }
      unsafe PQclear(result)
      if status == PGRES_PIPELINE_SYNC { break }
    }
    if unsafe PQexitPipelineMode(connection) != 1 && isAlive {
      return failure ?? broken(statement: nil, file: file, line: line)
    }
    return failure ?? (isAlive ? nil : broken(statement: nil, file: file, line: line))
  }
}

/// What of a pipeline is under way.
private struct PipelineFlow {
  var sent = 0
  var affectedRows = 0
  var waiting: [SQL] = []
}
