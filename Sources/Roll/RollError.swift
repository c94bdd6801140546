public import Postgres

/// A refusal in the domain's words: what, where, why, and what to do next.
public struct RollError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of refusal it is; the program gives each its exit code.
  public enum Kind: String, Sendable {
    /// What was asked for makes no sense as it stands.
    case usage
    /// The input, or a name in it, is unusable.
    case data = "unusable_data"
    /// An input file cannot be read.
    case noInput = "no_input"
    /// The database cannot be reached.
    case unavailable
    /// An output file cannot be created.
    case cannotCreate = "cannot_create"
    /// Reading or writing failed midway.
    case io = "io_error"
    /// Somebody else holds what is needed.
    case tryAgain = "try_again"
    /// The role may not do this.
    case notPermitted = "not_permitted"
    /// The schema or a setting is not what this program needs.
    case configuration
    /// A defect of ours.
    case defect
    /// The user stopped it.
    case interrupted
  }

  /// What kind of refusal it is.
  public var kind: Kind
  /// What happened, where, and why.
  public var message: String
  /// What to do next.
  public var hint: String?
  /// The server's code, where the server spoke.
  public var sqlState: String?

  /// A refusal.
  public init(_ kind: Kind, _ message: String, hint: String? = nil, sqlState: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.sqlState = sqlState
  }

  /// The message, and the hint on a line of its own.
  public var description: String { hint.map { "\(message)\n\($0)" } ?? message }
}

extension RollError {
  /// What a failure of the database means to a user.
  public init(_ error: PostgresError) {
    let state = error.sqlState?.rawValue
    if let constraint = error.constraint, let rule = Constraints.explanation(of: constraint) {
      let detail =
        ["duplicate key", "new row", "conflicting key"].contains { error.message.hasPrefix($0) }
        ? "" : ": \(error.message)"
      self.init(.data, rule.sentence + detail, hint: rule.hint, sqlState: state)
      return
    }
    self.init(unexplained: error, state)
  }

  /// An error that no rule of ours explains, by what the server or the connection says.
  private init(unexplained error: PostgresError, _ state: String?) {
    switch error.sqlState {
    case .some(.queryCanceled) where error.message.contains("user request"):
      self.init(.interrupted, "interrupted; nothing was changed", sqlState: state)
    case .some(.lockNotAvailable), .some(.serializationFailure), .some(.deadlockDetected):
      self.init(
        .tryAgain, "somebody else holds what is needed: \(error.message)", hint: "Try again in a moment.",
        sqlState: state)
    case .some(.insufficientPrivilege), .some(.featureNotSupported):
      if let missing = RollError(missingExtension: error) {
        self = missing
      } else {
        let isPermission = error.sqlState == .insufficientPrivilege
        self.init(
          isPermission ? .notPermitted : .defect, error.message,
          hint: isPermission ? "Connect with a role that may do this." : error.hint, sqlState: state)
      }
    case .some(.readOnlyTransaction):
      self.init(.notPermitted, error.message, hint: "Connect with a role that may do this.", sqlState: state)
    case .some(let code)
    where SQLState.Class.integrityViolation ~= code || SQLState.Class.dataException ~= code:
      self.init(.data, error.message, hint: error.hint, sqlState: state)
    default:
      if let trouble = RollError(serverTrouble: error) {
        self = trouble
        return
      }
      let gone = error.kind == .cannotConnect || error.spoils == .connection
      let doubt =
        error.commitInDoubt
        ? " Whether the last act was committed is not known: look before you repeat it." : ""
      self.init(
        gone ? .unavailable : .defect, error.message + doubt,
        hint: error.hint ?? (gone ? Self.comeBack : nil),
        sqlState: state)
    }
  }

  private static let comeBack =
    "Try again when the server stands; nothing that was not committed is kept."

  /// What is the server's own trouble and not the statement's; nil for everything else.
  private init?(serverTrouble error: PostgresError) {
    guard let code = error.sqlState else { return nil }
    if code.rawValue.hasPrefix("57P") {
      // It is shut down, has crashed, or is starting.
      self.init(.unavailable, error.message, hint: Self.comeBack, sqlState: code.rawValue)
    } else if error.isWriteFailure {
      self.init(
        .io, "the server could not write: \(error.message)",
        hint: "Make room on the server's disk, then do it again; nothing of this was kept.",
        sqlState: code.rawValue)
    } else if SQLState.Class.insufficientResources ~= code {
      // Memory, connections or another of its limits.
      self.init(
        .tryAgain, error.message, hint: "The server has too much to do: try again later. Nothing was kept.",
        sqlState: code.rawValue)
    } else {
      return nil
    }
  }
}

extension RollError {
  /// What to do where the schema needs an extension that the role may not create, or that the server does not have.
  fileprivate init?(missingExtension error: PostgresError) {
    guard error.message.contains("extension \"") else { return nil }
    let parts = error.message.split(separator: "\"", omittingEmptySubsequences: false)
    let name = parts.count > 2 ? String(parts[1]) : "it"
    if error.sqlState == .insufficientPrivilege {
      self.init(
        .notPermitted, error.message,
        hint: "Have the database's owner or a superuser run in it: CREATE EXTENSION \(name); "
          + "then: rollcall db migrate",
        sqlState: error.sqlState?.rawValue)
    } else {
      self.init(
        .configuration, error.message,
        hint:
          "\(name) is one of PostgreSQL's additional modules (package postgresql-contrib): install it on the "
          + "server, then: rollcall db migrate",
        sqlState: error.sqlState?.rawValue)
    }
  }
}
