import Foundation
import Glibc
import PostgresTesting
import Testing

@testable import Postgres

/// The connection service file and the password file, as libpq's environment variables name them. Each case is a process of
/// its own: variables are everybody's.
@Suite(.database, .enabled(if: Cluster.isPrivate)) struct ServiceFileTests {
  @Test("A service's section says where to connect; what the string says wins over it")
  func section() async throws {
    let url = try Database.current.url
    await #expect(processExitsWith: .success) { [url = url as String] in
      let target = try ConnectionTarget(url)
      let database = target.value(of: "dbname") ?? ""
      let lines = ["host", "port", "user"].map { "\($0)=\(target.value(of: $0) ?? "")" }
      let file = try ServiceFile(
        """
        # Somebody's services.
        [dead]
        host=/nowhere
        [named]
        \(lines.joined(separator: "\n"))
        dbname=\(database)
        application_name=from the service

        """)
      defer { file.remove() }
      for conninfo in [
        "service=named", "postgresql:///?service=named", "service='named' application_name=mine",
      ] {
        var connection = try Connection(ConnectionTarget(conninfo))
        try #require(try connection.value("SELECT current_database()", as: String.self) == database)
        let name = connection.reportedSetting("application_name")
        try #require(name == (conninfo.contains("mine") ? "mine" : "from the service"))
      }
      _ = unsafe setenv("PGSERVICE", "named", 1)
      var connection = try Connection(ConnectionTarget(""))
      try #require(try connection.value("SELECT current_database()", as: String.self) == database)
      let dead = try refusal { _ = try Connection(ConnectionTarget("service=dead")) }
      try #require(dead.message.contains("/nowhere"))
    }
  }

  @Test(
    "A service that no file has, a file that is not there and a line that is none are told with their names")
  func faults() async throws {
    await #expect(processExitsWith: .success) {
      let file = try ServiceFile("[named]\nhost=/nowhere\n[broken]\nno_such_keyword=1\n")
      defer { file.remove() }
      for (service, reason) in [("unknown", "\"unknown\" not found"), ("broken", "line 4")] {
        let error = try refusal { _ = try Connection(ConnectionTarget("service=\(service)")) }
        try #require(error.kind == .cannotConnect && error.message.contains(reason))
        try #require(error.sqlState == nil)
      }
      _ = unsafe setenv("PGSERVICEFILE", "/no/such/file", 1)
      let error = try refusal { _ = try Connection(ConnectionTarget("service=named")) }
      try #require(error.message.contains("/no/such/file"))
    }
  }

  @Test("The password file that the environment names serves, and one that the string names wins over it")
  func passwordFile() async throws {
    let conninfo = try TLSServer.shared.conninfo()
    let files = FileManager.default
    let directory = files.temporaryDirectory.appendingPathComponent("pass-\(UUID().uuidString)")
    try files.createDirectory(at: directory, withIntermediateDirectories: false)
    defer { try? files.removeItem(at: directory) }
    for (name, password) in [("right", #"R1ght\:over\\TLS"#), ("wrong", "Wr0ng")] {
      let path = directory.appendingPathComponent(name).path
      try Data("*:*:*:*:\(password)\n".utf8).write(to: URL(fileURLWithPath: path))
      try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
    let path = directory.path
    await #expect(processExitsWith: .success) { [conninfo = conninfo as String, path = path as String] in
      _ = unsafe setenv("PGPASSFILE", "\(path)/right", 1)
      var connection = try Connection(ConnectionTarget(conninfo))
      try #require(try connection.answers())
      let wrong = try ConnectionTarget(conninfo + " passfile='\(path)/wrong'")
      let error = try refusal { _ = try Connection(wrong) }
      try #require(error.message.contains("password authentication failed"))
      try #require(!error.message.contains("Wr0ng"))
    }
  }
}

/// A service file of this process, which `PGSERVICEFILE` names.
private struct ServiceFile {
  private let path: String

  init(_ text: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("service-\(UUID().uuidString)")
    try Data(text.utf8).write(to: file)
    path = file.path
    _ = unsafe setenv("PGSERVICEFILE", path, 1)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
