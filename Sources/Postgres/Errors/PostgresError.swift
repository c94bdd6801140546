/// Everything that can go wrong between a call and its answer, with what still works after it.
public struct PostgresError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Kind: Sendable, Equatable {
    /// No connection could be made.
    case cannotConnect
    /// The connection broke while it was in use.
    case connectionLost
    /// The server refused the statement, or libpq could not take in its answer (then without a code).
    case server
    /// COMMIT was answered with ROLLBACK: nothing of the transaction was kept.
    case commitBecameRollback
    /// The statement was not sent: a parameter, or the way it was called, is impossible.
    case misuse
    /// A column does not fit the Swift type that was asked for.
    case decoding
    /// The server counted other rows in a COPY than were sent.
    case copyCountDiffers
  }

  /// What can no longer be used after the error.
  public enum Spoils: Sendable, Equatable {
    /// The connection and an open transaction go on.
    case nothing
    /// The open transaction must end; the connection goes on.
    case transaction
    /// The connection must be closed.
    case connection
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// The server's code, where the server spoke.
  public var sqlState: SQLState?
  /// How grave the server says it is, in English whatever its language: `ERROR`, `FATAL` or `PANIC`.
  public var severity: String?
  /// The server's or libpq's message. It may quote a value; `description` leaves that out.
  public var message: String
  /// The server's detail. It may quote values: it is not part of `description`.
  public var detail: String?
  /// What the server suggests.
  public var hint: String?
  /// Where the server was when it happened, such as `COPY t, line 3, column x: "…"`. It may quote values: it is not part
  /// of `description`.
  public var context: String?
  /// Where in the statement or script the fault lies, in characters from 1.
  public var position: Int?
  /// In which line of a script, counted from 1, the statement that failed begins; or, where the server names the position,
  /// the fault lies.
  public var scriptLine: Int?
  /// Which statement of a pipeline failed, counted from 1.
  public var statementNumber: Int?
  /// The name of the constraint that was violated.
  public var constraint: String?
  /// The schema that the server names.
  public var schema: String?
  /// The table that the server names.
  public var table: String?
  /// The column that the server names.
  public var column: String?
  /// The text of the statement, with `$n` in place of values.
  public var statement: String?
  /// What can no longer be used.
  public var spoils: Spoils
  /// Whether the transaction may have been committed although no answer came.
  public var commitInDoubt = false
  /// The message without the values of the statement's parameters, where it had any.
  var maskedMessage: String?
  /// Which of the server's functions told it (PG_DIAG_SOURCE_FUNCTION), the same in every language.
  var sourceFunction: String?
  /// Whether only the plan that the connection kept of the statement no longer holds.
  var isStalePlan = false
  /// Where in the program the call stands.
  public var file: String
  /// The line of the call.
  public var line: Int

  /// Whether the server could not write: its disk is full or broken, or a quota or limit on files is reached. For the
  /// latter the server has no code of its own, and is known by the function that told it.
  public var isWriteFailure: Bool {
    switch sqlState {
    case .some(.diskFull), .some(.ioError): true
    case .some(.internalError):
      ["mdextend", "mdzeroextend", "mdwrite", "mdwritev", "BufFileDumpBuffer"].contains(sourceFunction ?? "")
    default: false
    }
  }

  /// Whether running the same whole transaction again is safe and may succeed; of `cannotConnect`, whether another attempt
  /// may.
  public var isSafeToRetry: Bool {
    guard !commitInDoubt else { return false }
    guard kind != .cannotConnect else {
      // A server that is not there, that is full or that starts may be found later; a wrong password stays wrong.
      guard let sqlState else { return true }
      return .insufficientResources ~= sqlState || .operatorIntervention ~= sqlState
    }
    return sqlState == .serializationFailure || sqlState == .deadlockDetected || isStalePlan
  }

  /// Whether a prepared statement is gone (DISCARD ALL, DEALLOCATE) or gives other columns than when it was prepared.
  var tellsStalePlan: Bool {
    if sqlState == .invalidSQLStatementName { return context == nil }
    return sqlState == .featureNotSupported && sourceFunction == "RevalidateCachedQuery"
  }

  /// Message, code, constraint, what is spoiled, and the place of the call. Never a parameter's value.
  public var description: String {
    var text = messageWithoutValues
    if let sqlState { text += " (SQLSTATE \(sqlState))" }
    if let constraint { text += ", constraint \(constraint)" }
    if let scriptLine { text += ", line \(scriptLine) of the script" }
    if let statementNumber { text += ", statement \(statementNumber) of the pipeline" }
    if commitInDoubt { text += "; whether the commit took place is not known" }
    switch spoils {
    case .nothing: break
    case .transaction: text += "; the transaction is over"
    case .connection: text += "; the connection is lost"
    }
    return text + " [\(file):\(line)]"
  }
}
