/// Why the private server could not be found, made, started, asked or stopped.
///
/// The message says where and what; the hint what to do next. Neither ever holds a row of anybody's data:
/// they quote paths, process ids and the server's own start messages only.
public struct LocalServerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The classes a caller tells apart (exit codes of sysexits in brackets, as the command line uses them).
  public enum Kind: String, Sendable, CaseIterable {
    /// PostgreSQL's programs, or the system account they run under, are not installed [69].
    case binariesMissing
    /// The server cannot be started or does not answer [69].
    case unreachable
    /// The place, its owner or its version is wrong, and a person has to decide [78].
    case configuration
    /// The operating system or the server refuses this user [77].
    case notPermitted
    /// Another program holds it, or it is still starting or stopping: the same call may work later [75].
    case busy
    /// Reading or writing failed [74].
    case io
  }

  /// The class of the failure.
  public let kind: Kind
  /// Where and what, one or more sentences.
  public let message: String
  /// What to do next, where there is something.
  public let hint: String?

  /// Makes an error; `hint` is the next step in the imperative.
  public init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint on a line of its own.
  public var description: String {
    guard let hint else { return message }
    return "\(message)\n\(hint)"
  }

  /// A failed system call: `EACCES` and `EPERM` are `notPermitted`, everything else `io`.
  static func system(_ doing: String, _ path: String, code: Int32) -> LocalServerError {
    let kind: Kind = SystemCall.isRefusal(code) ? .notPermitted : .io
    return LocalServerError(kind, "Cannot \(doing) \(path): \(SystemCall.text(code)).")
  }
}

extension LocalServerError.Kind {
  /// What PostgreSQL's own words (always in English, `lc_messages` is `C`) are about, nil where they do not tell.
  static func kind(ofWords words: String) -> LocalServerError.Kind? {
    let signs: [(sign: String, kind: LocalServerError.Kind)] = [
      ("No space left", .io), ("Input/output error", .io), ("Read-only file system", .io),
      ("configuration parameter", .configuration), ("configuration file", .configuration),
      ("invalid value for parameter", .configuration), ("invalid locale", .configuration),
      ("ermission denied", .notPermitted),
    ]
    return signs.first { words.contains($0.sign) }?.kind
  }
}
