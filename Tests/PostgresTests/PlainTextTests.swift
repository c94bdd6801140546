import Glibc
import PostgresTesting
import Testing

@testable import Postgres

/// What leaves this machine is encrypted, unless plain text was asked for by name.
@Suite(.database) struct PlainTextTests {
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

  @Test(
    "To an address of the network nothing goes in plain text, unless it was asked for by name",
    .enabled(if: Cluster.isPrivate && networkAddress != nil))
  func overTheNetwork() throws {
    let address = try #require(networkAddress)
    let relay = try Relay(to: Database.current, on: address)
    let plain = relay.url(of: try Database.current)
    for mode in ["", "prefer", "allow", "require"] {
      let target = try ConnectionTarget("\(plain) sslmode='\(mode)'")
      let error = try refusal { _ = try Connection(target) }
      #expect(error.kind == .cannotConnect && error.message.contains("SSL"), "\(mode): \(error.message)")
      #expect((error.hint?.contains("sslmode=disable") == true) == (mode != "require"), "\(mode)")
    }
    var connection = try Connection(ConnectionTarget("\(plain) sslmode=disable"))
    let isEncrypted = connection.isEncrypted()
    #expect(try connection.answers() && !isEncrypted)
  }
}

/// An IPv4 address of this machine that is not the loopback's; nil where it has no network.
private let networkAddress: String? = {
  var list: UnsafeMutablePointer<ifaddrs>?
  guard unsafe getifaddrs(&list) == 0 else { return nil }
  defer { unsafe freeifaddrs(list) }
  var next = unsafe list
  while let entry = unsafe next?.pointee {
    unsafe next = entry.ifa_next
    guard let address = unsafe entry.ifa_addr, unsafe address.pointee.sa_family == sa_family_t(AF_INET) else {
      continue
    }
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    guard unsafe getnameinfo(address, size, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
      continue
    }
    let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if !EffectiveTarget.isLocal(name) { return name }
  }
  return nil
}()
