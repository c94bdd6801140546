/// A five-character code of PostgreSQL's error list (Appendix A of its documentation). Open, so that a code of a newer
/// server is a value like any other.
public struct SQLState: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  /// The five characters.
  public let rawValue: String
  /// A code by its characters.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// The five characters.
  public var description: String { rawValue }
  /// The first two characters, which name the class.
  public var errorClass: Class { Class(rawValue: String(rawValue.prefix(2))) }

  /// 23505
  public static let uniqueViolation = SQLState(rawValue: "23505")
  /// 23503
  public static let foreignKeyViolation = SQLState(rawValue: "23503")
  /// 23514
  public static let checkViolation = SQLState(rawValue: "23514")
  /// 23P01
  public static let exclusionViolation = SQLState(rawValue: "23P01")
  /// 23502
  public static let notNullViolation = SQLState(rawValue: "23502")
  /// 42601
  public static let syntaxError = SQLState(rawValue: "42601")
  /// 42P01
  public static let undefinedTable = SQLState(rawValue: "42P01")
  /// 42501
  public static let insufficientPrivilege = SQLState(rawValue: "42501")
  /// 57014
  public static let queryCanceled = SQLState(rawValue: "57014")
  /// 57P01
  public static let adminShutdown = SQLState(rawValue: "57P01")
  /// 55P03
  public static let lockNotAvailable = SQLState(rawValue: "55P03")
  /// 40001
  public static let serializationFailure = SQLState(rawValue: "40001")
  /// 40P01
  public static let deadlockDetected = SQLState(rawValue: "40P01")
  /// 3D000
  public static let invalidCatalogName = SQLState(rawValue: "3D000")
  /// 25P02
  public static let inFailedTransaction = SQLState(rawValue: "25P02")
  /// 25006
  public static let readOnlyTransaction = SQLState(rawValue: "25006")

  /// 26000
  public static let invalidSQLStatementName = SQLState(rawValue: "26000")
  /// 0A000
  public static let featureNotSupported = SQLState(rawValue: "0A000")
  /// 25P03
  public static let idleInTransactionTimeout = SQLState(rawValue: "25P03")
  /// 53300
  public static let tooManyConnections = SQLState(rawValue: "53300")
  /// 53100
  public static let diskFull = SQLState(rawValue: "53100")
  /// XX000
  public static let internalError = SQLState(rawValue: "XX000")
  /// 58030
  public static let ioError = SQLState(rawValue: "58030")
  /// 54000
  public static let programLimitExceeded = SQLState(rawValue: "54000")
  /// 22012
  public static let divisionByZero = SQLState(rawValue: "22012")

  /// The class of a code: its first two characters.
  public struct Class: RawRepresentable, Sendable, Hashable {
    /// The two characters.
    public let rawValue: String
    /// A class by its characters.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// 08
    public static let connectionException = Class(rawValue: "08")
    /// 22
    public static let dataException = Class(rawValue: "22")
    /// 23
    public static let integrityViolation = Class(rawValue: "23")
    /// 28
    public static let invalidAuthorization = Class(rawValue: "28")
    /// 40
    public static let transactionRollback = Class(rawValue: "40")
    /// 53
    public static let insufficientResources = Class(rawValue: "53")
    /// 57
    public static let operatorIntervention = Class(rawValue: "57")
  }

  /// Lets a `case` or a `catch` name a whole class.
  public static func ~= (pattern: Class, state: SQLState) -> Bool { state.errorClass == pattern }
}
