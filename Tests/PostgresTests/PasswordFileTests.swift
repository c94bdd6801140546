import Foundation
import PostgresTesting
import Testing

@testable import Postgres

/// The password file, as libpq's manual describes it under "The Password File".
@Suite(.enabled(if: Cluster.isPrivate)) struct PasswordFileTests {
  /// The right password as a line of the file holds it.
  private static let escaped = #"R1ght\:over\\TLS"#

  private func connect(_ lines: String, permissions: Int = 0o600, _ more: [String: String] = [:]) throws
    -> Connection
  {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("pass-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(lines.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file.path)
    let settings = more.merging(["passfile": file.path]) { $1 }
    return try Connection(ConnectionTarget(TLSServer.shared.conninfo(settings)))
  }

  private func refused(_ lines: String, permissions: Int = 0o600, _ more: [String: String] = [:]) throws
    -> PostgresError
  {
    let error = try refusal { _ = try connect(lines, permissions: permissions, more) }
    #expect(error.kind == .cannotConnect)
    for text in ["\(error)", error.message] {
      #expect(!text.contains("R1ght") && !text.contains("Wr0ng"), "\(text)")
    }
    return error
  }

  @Test(
    "A line serves where each of its fields is the connection's own or a star; colons and backslashes are escaped",
    arguments: [
      "*:*:*:*:", "localhost:PORT:postgres:with_password:", "localhost:*:postgres:*:", "*:*:*:with_password:",
    ])
  func fields(_ fields: String) throws {
    let port = try TLSServer.shared.port
    var connection = try connect(fields.replacing("PORT", with: "\(port)") + Self.escaped + "\n")
    #expect(try connection.value("SELECT current_user", as: String.self) == TLSServer.withPassword)
  }

  @Test("Comments and lines for others are passed over; the first line that fits counts")
  func order() throws {
    let others = """
      # *:*:*:*:Wr0ng
      elsewhere:*:*:*:Wr0ng
      *:1:*:*:Wr0ng
      *:*:other:*:Wr0ng
      *:*:*:somebody:Wr0ng

      """
    var connection = try connect("\(others)*:*:*:*:\(Self.escaped)\n*:*:*:*:Wr0ng\n")
    #expect(try connection.answers())
    let first = try refused("\(others)*:*:*:*:Wr0ng\n*:*:*:*:\(Self.escaped)\n")
    #expect(first.message.contains("password authentication failed"), "\(first.message)")
  }

  @Test("A colon that is not escaped ends the password")
  func unescaped() throws {
    let error = try refused("*:*:*:*:\(TLSServer.password)\n")
    #expect(error.message.contains("password authentication failed"), "\(error.message)")
  }

  @Test("A wrong password of the file is told with 28P01, and is not worth another attempt")
  func code() throws {
    let error = try refused("*:*:*:*:Wr0ng\n")
    // libpq's message goes on after the code, with the name of the file.
    #expect(error.sqlState?.rawValue == "28P01" && !error.isSafeToRetry)
  }

  @Test("A file that others may read is passed over, and so is one without a fitting line")
  func passedOver() throws {
    let open = try refused("*:*:*:*:\(Self.escaped)\n", permissions: 0o644)
    #expect(open.message.contains("no password supplied"), "\(open.message)")
    let empty = try refused("elsewhere:*:*:*:\(Self.escaped)\n")
    #expect(empty.message.contains("no password supplied"), "\(empty.message)")
  }

  @Test("A password in the connection string wins over the file's")
  func stringFirst() throws {
    var connection = try connect("*:*:*:*:Wr0ng\n", ["password": TLSServer.password])
    #expect(try connection.answers())
    let error = try refused("*:*:*:*:\(Self.escaped)\n", ["password": "Wr0ng"])
    #expect(error.sqlState?.rawValue == "28P01")
  }
}
