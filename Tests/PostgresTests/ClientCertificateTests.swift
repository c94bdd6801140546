import PostgresTesting
import Testing

@testable import Postgres

/// Whether the client is the one it says it is.
@Suite(.enabled(if: Cluster.isPrivate)) struct ClientCertificateTests {
  private func refused(_ conninfo: String) throws -> PostgresError {
    let error = try refusal { _ = try Connection(ConnectionTarget(conninfo)) }
    #expect(error.kind == .cannotConnect && error.spoils == .connection)
    return error
  }

  @Test("A certificate lets its role in without a password, and no other role")
  func own() throws {
    let server = try TLSServer.shared
    var connection = try Connection(ConnectionTarget(server.conninfo(certificate: "client")))
    #expect(try connection.value("SELECT current_user", as: String.self) == TLSServer.certified)
    let subject = try connection.value(
      "SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()", as: String.self)
    #expect(subject == "/CN=\(TLSServer.certified)")
    let other = try refused(
      server.conninfo(certificate: "client", ["user": TLSServer.uncertified]))
    #expect(other.sqlState?.rawValue == "28000" && !other.isSafeToRetry)
    #expect(other.message.contains(TLSServer.uncertified))
  }

  @Test("Without a certificate the role is refused with 28000, password or not")
  func missing() throws {
    let server = try TLSServer.shared
    for more in [[:], ["password": TLSServer.password]] {
      let error = try refused(server.conninfo(user: TLSServer.certified, more))
      #expect(error.sqlState?.rawValue == "28000" && !error.isSafeToRetry)
      #expect(error.message.contains("requires a valid client certificate"))
    }
  }

  @Test(
    "A certificate that a stranger signed, one that is past its time and one that was revoked are refused with the reason",
    arguments: [
      ("foreign", "unknown ca"), ("expired", "certificate expired"), ("revoked", "certificate revoked"),
    ])
  func invalid(certificate: String, reason: String) throws {
    let error = try refused(TLSServer.shared.conninfo(certificate: certificate))
    #expect(error.message.contains(reason), "\(error.message)")
  }

  @Test(
    "A key of another certificate, one that others may read and one that is not there are refused before a login"
  )
  func wrongKey() throws {
    let server = try TLSServer.shared
    for (key, reason) in [
      ("foreign", "key values mismatch"), ("open", "group or world access"), ("missing", "private key file"),
    ] {
      let error = try refused(server.conninfo(certificate: "client", key: key))
      #expect(error.message.contains(reason) && error.sqlState == nil, "\(error.message)")
    }
  }

  @Test("A key under a pass phrase serves with it; neither the right phrase nor a wrong one ever shows")
  func lockedKey() throws {
    let server = try TLSServer.shared
    let right = try ConnectionTarget(
      server.conninfo(certificate: "client", key: "locked", ["sslpassword": Certificates.passPhrase]))
    var connection = try Connection(right)
    #expect(try connection.answers())
    let wrong = server.conninfo(certificate: "client", key: "locked", ["sslpassword": "Wr0ng-phrase"])
    let error = try refused(wrong)
    for text in try ["\(error)", error.message, "\(right)", "\(ConnectionTarget(wrong))"] {
      #expect(!text.contains(Certificates.passPhrase) && !text.contains("Wr0ng-phrase"), "\(text)")
    }
  }
}
