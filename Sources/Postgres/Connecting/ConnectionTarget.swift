internal import CLibpq
internal import Glibc

/// Where to connect: a libpq URL or conninfo string, passed to libpq untouched (TLS settings included). An empty string
/// leaves everything to libpq's own environment variables, service file and password file.
public struct ConnectionTarget: Sendable, CustomStringConvertible, CustomReflectable {
  let conninfo: String

  /// Checks the string's form without connecting.
  /// - Throws: `PostgresError` of kind `misuse` with libpq's reason; the string itself is not quoted, since it may hold
  ///   a password. Also for a host or port that can only be a part of a password, cut off at an `@` or `/` in it.
  public init(_ conninfo: String, file: String = #fileID, line: Int = #line) throws(PostgresError) {
    self.conninfo = conninfo
    guard !conninfo.utf8.contains(0) else {
      throw .misuse("the connection string contains a NUL byte", file: file, line: line)
    }
    for setting in try Self.parse(conninfo, file: file, line: line) where setting.isMisplaced {
      throw .misuse(
        "the connection string's \(setting.keyword) cannot be one; in a URL, write @ : and / of a password as %40 %3A %2F",
        file: file, line: line)
    }
  }

  /// The parameters that the string names, passwords left out.
  public var description: String {
    guard let settings = try? Self.parse(conninfo, file: #fileID, line: #line) else { return "" }
    return settings.filter { !$0.isSecret }.map { "\($0.keyword)=\($0.value)" }.joined(separator: " ")
  }

  /// What `dump` and a failing test show: the description, since the string may hold a password.
  public var customMirror: Mirror { Mirror(self, children: ["target": description]) }

  /// Whether the string itself carries a password, which then shows in the list of processes.
  public var carriesPassword: Bool {
    ((try? Self.parse(conninfo, file: #fileID, line: #line)) ?? []).contains { $0.keyword == "password" }
  }

  /// The value of one keyword such as `host` or `dbname`, as the string names it; nil where it leaves it to the environment.
  /// That of `password` is the password.
  public func value(of keyword: String) -> String? {
    ((try? Self.parse(conninfo, file: #fileID, line: #line)) ?? []).first { $0.keyword == keyword }?.value
  }

  private struct Setting {
    var keyword: String
    var value: String
    var isSecret: Bool

    /// Whether the value cannot be what it is taken for. A socket's folder begins with / or @, and may have both inside.
    var isMisplaced: Bool {
      switch keyword {
      case "host": value.split(separator: ",").contains { !$0.hasPrefix("/") && $0.dropFirst().contains("@") }
      case "port": !value.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ",") }
      default: false
      }
    }
  }

  private static func parse(_ conninfo: String, file: String, line: Int) throws(PostgresError) -> [Setting] {
    var message: UnsafeMutablePointer<CChar>?
    guard let options = unsafe PQconninfoParse(conninfo, &message) else {
      let reason = unsafe message.map { unsafe String(cString: $0) } ?? "it cannot be read"
      unsafe PQfreemem(message)
      throw .misuse(
        "the connection string is not valid: \(PostgresError.withoutQuotation(trimmed(reason)))", file: file,
        line: line)
    }
    defer { unsafe PQconninfoFree(options) }
    var settings: [Setting] = []
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        // libpq marks with '*' what must be hidden from a reader's eye.
        let hidden =
          unsafe option.pointee.dispchar.map { unsafe $0.pointee == CChar(UInt8(ascii: "*")) } ?? false
        settings.append(
          Setting(
            keyword: unsafe String(cString: keyword), value: unsafe String(cString: value), isSecret: hidden))
      }
      unsafe option += 1
    }
    return settings
  }
}

extension PostgresError {
  static func misuse(_ message: String, statement: String? = nil, file: String, line: Int) -> PostgresError {
    PostgresError(
      kind: .misuse, message: message, statement: statement, spoils: .nothing, file: file, line: line)
  }
}

/// libpq's messages end in a line break.
func trimmed(_ message: String) -> String {
  var text = Substring(message)
  while let last = text.last, last.isWhitespace { text.removeLast() }
  return String(text)
}
