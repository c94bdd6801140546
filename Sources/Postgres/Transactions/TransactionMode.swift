/// How a transaction sees the data, what it may do, and how long it may take.
///
/// The limits hold to the end of the transaction, behind a pooler too (SET LOCAL). Made from one of the three constants
/// and changed: `var mode = TransactionMode.snapshot; mode.statementTimeoutMilliseconds = 500`.
public struct TransactionMode: Sendable, Equatable {
  /// What a transaction sees of the others (PostgreSQL documentation, 13.2).
  public enum Isolation: String, Sendable {
    /// Each statement sees what was committed before it began.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed before the first; to change what another has changed since fails with 40001.
    case repeatableRead = "REPEATABLE READ"
    /// As if the transactions ran one after the other; where that cannot be, one fails with 40001.
    case serializable = "SERIALIZABLE"
  }

  /// What it sees.
  public var isolation: Isolation
  /// Whether a write fails with 25006. Where false, the session's own default holds.
  public var isReadOnly: Bool
  /// Whether a serializable transaction that only reads waits at its begin until it can no longer fail with 40001.
  public var isDeferrable: Bool
  /// After how many milliseconds a statement fails with 57014; nil leaves the session's own limit, 0 takes it away.
  public var statementTimeoutMilliseconds: Int?
  /// After how many milliseconds the wait for a lock fails with 55P03; nil leaves the session's own limit.
  public var lockTimeoutMilliseconds: Int?
  /// After how many milliseconds without a statement the server ends the session with 25P03; nil leaves the session's own.
  public var idleTimeoutMilliseconds: Int?

  /// A mode without limits of time.
  public init(_ isolation: Isolation, isReadOnly: Bool = false, isDeferrable: Bool = false) {
    self.isolation = isolation
    self.isReadOnly = isReadOnly
    self.isDeferrable = isDeferrable
  }

  /// READ COMMITTED, may write unless the session's default is otherwise.
  public static let readWrite = TransactionMode(.readCommitted)
  /// REPEATABLE READ, READ ONLY: one snapshot from the first statement to the last.
  public static let snapshot = TransactionMode(.repeatableRead, isReadOnly: true)
  /// SERIALIZABLE, may write: to be run with a number of attempts.
  public static let serializable = TransactionMode(.serializable)

  var begin: String {
    "BEGIN ISOLATION LEVEL \(isolation.rawValue)" + (isReadOnly ? " READ ONLY" : "")
      + (isDeferrable ? " DEFERRABLE" : "")
  }

  var limits: [(name: String, value: String)] {
    [
      ("statement_timeout", statementTimeoutMilliseconds), ("lock_timeout", lockTimeoutMilliseconds),
      ("idle_in_transaction_session_timeout", idleTimeoutMilliseconds),
    ].compactMap { name, value in value.map { (name, "\($0)ms") } }
  }
}
