import PostgresTesting
import Testing

@testable import Postgres

/// Encryption, and whether the server is the one that was meant.
@Suite(.enabled(if: Cluster.isPrivate)) struct TLSTests {
  private static let login = ["password": TLSServer.password]

  private func refused(_ conninfo: String, _ reason: String, state: String? = nil) throws {
    let error = try refusal { _ = try Connection(ConnectionTarget(conninfo)) }
    #expect(error.kind == .cannotConnect && error.spoils == .connection)
    #expect(error.message.contains(reason), "\(error.message)")
    #expect(error.sqlState?.rawValue == state)
    #expect(!"\(error)".contains(TLSServer.password))
  }

  @Test("A server whose certificate bears its name and a trusted signature is connected to, encrypted")
  func verified() throws {
    let server = try TLSServer.shared
    for host in ["localhost", "127.0.0.1"] {
      var connection = try Connection(ConnectionTarget(server.conninfo(host: host, Self.login)))
      let isEncrypted = try connection.value(
        "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", as: Bool.self)
      #expect(isEncrypted == true)
      #expect(try connection.value("SELECT current_user", as: String.self) == TLSServer.withPassword)
    }
  }

  @Test("A server that a stranger vouches for is refused, whether its name is checked or not")
  func wrongAuthority() throws {
    let server = try TLSServer.shared
    let stranger = Self.login.merging(["sslrootcert": server.certificates.path("stranger.crt")]) { $1 }
    try refused(server.conninfo(mode: "verify-full", stranger), "certificate verify failed")
    try refused(server.conninfo(mode: "verify-ca", stranger), "certificate verify failed")
    // libpq also checks where it is only told to encrypt, once it is given a root certificate.
    try refused(server.conninfo(mode: "require", stranger), "certificate verify failed")
  }

  @Test("A server under a name that is not in its certificate is refused, and told with both names")
  func wrongName() throws {
    let server = try TLSServer.shared
    try refused(
      server.conninfo(host: "elsewhere.example", Self.login), "does not match host name \"elsewhere.example\""
    )
    var connection = try Connection(
      ConnectionTarget(server.conninfo(host: "elsewhere.example", mode: "verify-ca", Self.login)))
    #expect(try connection.answers())
  }

  @Test("Without a root certificate nothing can be verified, and no connection is made")
  func noRoot() throws {
    let server = try TLSServer.shared
    let missing = server.certificates.path("missing.crt")
    let login = Self.login.merging(["sslrootcert": missing]) { $1 }
    for mode in ["verify-ca", "verify-full"] {
      try refused(server.conninfo(mode: mode, login), "root certificate file \"\(missing)\" does not exist")
    }
    let broken = Self.login.merging(["sslrootcert": server.certificates.path("server.key")]) { $1 }
    try refused(server.conninfo(broken), "could not read root certificate file")
  }

  @Test("A server whose certificate was revoked is refused")
  func revokedServer() throws {
    let server = try TLSServer.shared
    func conninfo(_ list: String) -> String {
      server.conninfo(Self.login.merging(["sslcrl": server.certificates.path(list)]) { $1 })
    }
    try refused(conninfo("servers.crl"), "certificate verify failed")
    // The list of the same authority that does not name it.
    var connection = try Connection(ConnectionTarget(conninfo("authority.crl")))
    #expect(try connection.answers())
  }

  @Test("A server that takes encrypted connections only refuses a plain one with 28000")
  func plain() throws {
    let server = try TLSServer.shared
    try refused(server.conninfo(mode: "disable", Self.login), "no encryption", state: "28000")
  }

  @Test("A server that does not encrypt is refused where encryption is asked for", .database)
  func notOffered() throws {
    let relay = try Relay(to: Database.current)
    let root = try TLSServer.shared.certificates.path("authority.crt")
    for mode in ["require", "verify-ca", "verify-full"] {
      let conninfo = try "\(relay.url(of: Database.current)) sslmode=\(mode) sslrootcert=\(root)"
      try refused(conninfo, "server does not support SSL")
    }
  }

  @Test(
    "A password that is bound to the encrypted channel lets in; a wrong one is told with 28P01 and never shown"
  )
  func password() throws {
    let server = try TLSServer.shared
    let bound = Self.login.merging(["channel_binding": "require"]) { $1 }
    var connection = try Connection(ConnectionTarget(server.conninfo(bound)))
    #expect(try connection.answers())
    let wrong = ["password": "Wr0ng-over-TLS", "channel_binding": "require"]
    let error = try refusal { _ = try Connection(ConnectionTarget(server.conninfo(wrong))) }
    #expect(error.sqlState?.rawValue == "28P01" && !error.isSafeToRetry)
    #expect(!"\(error)".contains("Wr0ng") && !error.message.contains("Wr0ng"))
  }

  @Test("A version of TLS that the two do not share is refused with the reason")
  func version() throws {
    let server = try TLSServer.shared
    for version in ["TLSv1.2", "TLSv1.3"] {
      let only = ["ssl_min_protocol_version": version, "ssl_max_protocol_version": version]
      var connection = try Connection(
        ConnectionTarget(server.conninfo(Self.login.merging(only) { $1 })))
      let spoken = try connection.value(
        "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()", as: String.self)
      #expect(spoken == version)
    }
    let old = ["ssl_min_protocol_version": "TLSv1.1", "ssl_max_protocol_version": "TLSv1.1"]
    try refused(server.conninfo(Self.login.merging(old) { $1 }), "")
  }
}
