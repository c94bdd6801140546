import Foundation
import Glibc
import PostgresTesting
import Testing

@testable import LocalServer
@testable import Postgres

/// A throw-away server that takes TCP connections with TLS and no others: one for the process, started by the first test that
/// asks for it.
struct TLSServer {
  /// The role that is let in by its certificate alone.
  static let certified = "with_certificate"
  /// Another role that needs a certificate, of which there is none.
  static let uncertified = "without_certificate"
  /// The role that is let in by its password.
  static let withPassword = "with_password"
  /// That role's password, with what a password file must escape.
  static let password = #"R1ght:over\TLS"#

  private static let outcome = Result { try TLSServer() }

  /// The server of this process. Throws where none could be started, the same error to every test.
  static var shared: TLSServer {
    get throws { try outcome.get() }
  }

  let certificates: Certificates
  let port: Int
  private let server: EphemeralServer

  private init() throws {
    let (listener, port) = try Relay.listen()
    close(listener)
    self.port = port
    server = try EphemeralServer(settings: ["listen_addresses": "127.0.0.1", "port": "\(port)"])
    let account = try ServerAccount.current()
    certificates = try Certificates(
      in: "\(server.directory)/certificates", client: Self.certified, account: account)
    let rules = """
      local all all peer map=rollcall
      hostssl all \(Self.certified),\(Self.uncertified) 127.0.0.1/32 cert
      hostssl all \(Self.withPassword) 127.0.0.1/32 scram-sha-256

      """
    try Files.replace("\(server.server.home.dataDirectory)/pg_hba.conf", with: rules, for: account)
    try encrypt()
  }

  /// The connection string of a role, host checked by default, with more settings as libpq names them.
  func conninfo(
    user: String = withPassword, host: String = "localhost", mode: String = "verify-full",
    _ more: [String: String] = [:]
  ) -> String {
    var settings = ["sslrootcert": certificates.path("authority.crt"), "sslcert": "", "sslkey": ""]
    settings.merge(more) { $1 }
    let words = settings.sorted { $0.key < $1.key }.map { key, value in
      "\(key)='\(value.replacing("\\", with: "\\\\"))'"
    }
    return "host=\(host) hostaddr=127.0.0.1 port=\(port) user=\(user) dbname=postgres sslmode=\(mode) "
      + words.joined(separator: " ")
  }

  /// The connection string of the role that is known by its certificate, with one of the certificates and a key.
  func conninfo(certificate: String, key: String? = nil, _ more: [String: String] = [:]) -> String {
    let files = [
      "sslcert": certificates.path("\(certificate).crt"),
      "sslkey": certificates.path("\(key ?? certificate).key"),
    ]
    return conninfo(user: Self.certified, files.merging(more) { $1 })
  }

  private func encrypt() throws {
    let url = server.address.url(database: "postgres", user: ServerAddress.superuser)
    var connection = try Connection(ConnectionTarget(url))
    // Outside of a transaction, one by one.
    for (setting, file) in [
      ("ssl_cert_file", "server.crt"), ("ssl_key_file", "server.key"), ("ssl_ca_file", "authority.crt"),
      ("ssl_crl_file", "authority.crl"),
    ] { try connection.script("ALTER SYSTEM SET \(setting) = '\(certificates.path(file))'") }
    try connection.script("ALTER SYSTEM SET ssl = on")
    try connection.script(
      """
      CREATE ROLE \(Self.certified) LOGIN; CREATE ROLE \(Self.uncertified) LOGIN;
      CREATE ROLE \(Self.withPassword) LOGIN PASSWORD '\(Self.password)';
      SELECT pg_reload_conf()
      """)
    let target = try ConnectionTarget(conninfo(["password": Self.password]))
    // The server reads its settings again some moments after it said that it would.
    for _ in 1...200 {
      if (try? Connection(target).close()) != nil { return }
      usleep(20_000)
    }
    // Once more for the reason.
    try Connection(target).close()
  }
}
