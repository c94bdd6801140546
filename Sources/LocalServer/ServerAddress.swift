/// How to reach a server on this machine: a socket folder, a port that is part of the socket's name, a role.
public struct ServerAddress: Sendable, Equatable {
  /// The folder of the Unix socket.
  public let socketDirectory: String
  /// The number in the socket's name.
  public let port: Int
  /// The role that owns Rollcall's databases; no superuser.
  public var user: String { "rollcall" }

  /// The role that may do everything, for extensions and maintenance.
  public static let superuser = "postgres"

  /// The address of a socket folder and port.
  public init(socketDirectory: String, port: Int) {
    self.socketDirectory = socketDirectory
    self.port = port
  }

  /// The socket itself.
  public var socketFile: String { SocketPlace.socketFile(in: socketDirectory, port: port) }

  /// A libpq URL, such as `postgresql:///rollcall?host=/home/user/…&port=5432&user=rollcall`.
  ///
  /// Percent-encoded by RFC 3986, so that any database name and any path come through. Role and port are always
  /// in it, since `PGUSER` and `PGPORT` of the caller's shell would win otherwise.
  public func url(database: String, user: String? = nil) -> String {
    let host = Self.percentEncoded(socketDirectory, keepingSlash: true)
    let name = Self.percentEncoded(database, keepingSlash: false)
    let role = Self.percentEncoded(user ?? self.user, keepingSlash: false)
    return "postgresql:///\(name)?host=\(host)&port=\(port)&user=\(role)"
  }

  /// The same as a libpq connection string of keywords and quoted values.
  public func conninfo(database: String, user: String? = nil) -> String {
    func quoted(_ value: String) -> String {
      "'" + value.flatMap { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" } + "'"
    }
    let role = quoted(user ?? self.user)
    return "host=\(quoted(socketDirectory)) port=\(port) user=\(role) dbname=\(quoted(database))"
  }

  private static func percentEncoded(_ text: String, keepingSlash: Bool) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isUnreserved = scalar.properties.isAlphabetic && byte < 128 || (48...57).contains(byte)
      if isUnreserved || "-._~".unicodeScalars.contains(scalar) || (keepingSlash && scalar == "/") {
        result.unicodeScalars.append(scalar)
      } else {
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return result
  }
}
