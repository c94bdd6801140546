import PostgresTesting
import Testing

@testable import Postgres

/// What leaves this machine is encrypted, unless plain text was asked for by name.
struct PlainTextTests {
  @Test(
    "Which hosts are this machine",
    arguments: [
      ("", true), ("/run/postgresql", true), ("@abstract", true), ("localhost", true), ("LocalHost", true),
      ("127.0.0.1", true), ("127.200.3.4", true), ("::1", true), ("127.0.0.1.example.org", false),
      ("127.example.org", false), ("10.0.0.1", false), ("localhost.example.org", false), ("db", false),
      ("::2", false),
    ])
  func local(_ host: String, isLocal: Bool) { #expect(EffectiveTarget.isLocal(host) == isLocal) }

  @Test(
    "Of several hosts, with names and addresses, the first remote one decides; the address counts before the name"
  )
  func lists() throws {
    func remote(_ conninfo: String) -> String? { EffectiveTarget([("dbname", conninfo)]).remoteHost }
    #expect(remote("host=localhost,db.example.org") == "db.example.org")
    #expect(remote("postgresql://127.0.0.1:1,[::1]:2/x") == nil)
    #expect(remote("host=db.example.org hostaddr=127.0.0.1") == nil)
    #expect(remote("host=localhost hostaddr=192.0.2.1") == "192.0.2.1")
    #expect(remote("host=localhost,db.example.org hostaddr=,") == "db.example.org")
    #expect(remote("host=/tmp") == nil)
  }

  @Test("Only sslmode=disable asks for plain text by name")
  func modes() {
    func mayFallBack(_ conninfo: String) -> Bool {
      EffectiveTarget([("dbname", "host=db.example.org \(conninfo)")]).mayFallBackToPlainText
    }
    for mode in ["", "sslmode=prefer", "sslmode=allow"] { #expect(mayFallBack(mode)) }
    for mode in ["disable", "require", "verify-ca", "verify-full"] {
      #expect(!mayFallBack("sslmode=\(mode)"))
    }
  }
}
