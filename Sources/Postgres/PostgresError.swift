/// Everything that can go wrong between a call and its answer, with what still works after it.
public struct PostgresError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Kind: Sendable, Equatable {
    /// No connection could be made.
    case cannotConnect
    /// The connection broke while it was in use.
    case connectionLost
    /// The server refused the statement.
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
  /// The server's or libpq's message, without values of parameters.
  public var message: String
  /// The server's detail. It may quote values: it is not part of `description`.
  public var detail: String?
  /// What the server suggests.
  public var hint: String?
  /// The name of the constraint that was violated.
  public var constraint: String?
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
  /// Where in the program the call stands.
  public var file: String
  /// The line of the call.
  public var line: Int

  /// Whether running the same whole transaction again is safe and may succeed.
  public var isSafeToRetry: Bool {
    guard !commitInDoubt else { return false }
    return kind == .cannotConnect || sqlState == .serializationFailure || sqlState == .deadlockDetected
  }

  /// Message, code, constraint, what is spoiled, and the place of the call. Never a parameter's value.
  public var description: String {
    var text = message
    if let sqlState { text += " (SQLSTATE \(sqlState))" }
    if let constraint { text += ", constraint \(constraint)" }
    if commitInDoubt { text += "; whether the commit took place is not known" }
    switch spoils {
    case .nothing: break
    case .transaction: text += "; the transaction is over"
    case .connection: text += "; the connection is lost"
    }
    return text + " [\(file):\(line)]"
  }
}
