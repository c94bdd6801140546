import Foundation
import Glibc
import PostgresTesting
import Testing

@testable import Postgres

/// What libpq's environment variables do. Each case is a process of its own: variables are everybody's.
@Suite(.database) struct EnvironmentTests {
  @Test(
    "Text is UTF-8 even where the environment says otherwise; the environment's name for the program wins over ours"
  )
  func encodingAndName() async throws {
    let url = try Database.current.url
    await #expect(processExitsWith: .success) { [url = url as String] in
      setVariable("PGCLIENTENCODING", "LATIN1")
      setVariable("PGAPPNAME", "somebody's")
      var connection = try Connection(ConnectionTarget(url), applicationName: "ours")
      try #require(connection.reportedSetting("client_encoding") == "UTF8")
      try #require(connection.reportedSetting("application_name") == "somebody's")
      try #require(try connection.value("SELECT \("€é")", as: String.self) == "€é")
    }
  }

  @Test("An empty target leaves everything to the environment")
  func emptyTarget() async throws {
    let url = try Database.current.url
    await #expect(processExitsWith: .success) { [url = url as String] in
      let target = try ConnectionTarget(url)
      for (variable, keyword) in [
        "PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGDATABASE": "dbname",
      ] {
        if let value = target.value(of: keyword) { setVariable(variable, value) }
      }
      var connection = try Connection(ConnectionTarget(""))
      try #require(try connection.answers())
      try #require(
        try connection.value("SELECT current_database()", as: String.self) == target.value(of: "dbname"))
    }
  }

  @Test("The environment's timeout holds, and that of a service's file, instead of our ten seconds")
  func timeout() async throws {
    await #expect(processExitsWith: .success) {
      let (listener, port) = try Relay.listen()
      defer { close(listener) }
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("service-\(getpid())")
      defer { try? FileManager.default.removeItem(at: file) }
      try Data("[deaf]\nhost=127.0.0.1\nport=\(port)\nconnect_timeout=2\n".utf8).write(to: file)
      setVariable("PGSERVICEFILE", file.path)
      let start = ContinuousClock.now
      let service = try refusal { _ = try Connection(ConnectionTarget("service=deaf")) }
      setVariable("PGCONNECT_TIMEOUT", "2")
      let variable = try refusal { _ = try Connection(ConnectionTarget("host=127.0.0.1 port=\(port)")) }
      try #require(service.kind == .cannotConnect && variable.kind == .cannotConnect)
      try #require(ContinuousClock.now - start < .seconds(8))
    }
  }
}

/// Sets a variable of this process.
private func setVariable(_ name: String, _ value: String) { _ = unsafe setenv(name, value, 1) }
