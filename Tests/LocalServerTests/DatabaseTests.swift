import Foundation
import Glibc
import Testing

@testable import LocalServer

@Suite struct DatabaseTests {
  @Test("Every database is UTF-8, sorted by bytes, with the character type of all of Unicode")
  func locale() throws {
    let place = try TemporaryHome()
    _ = try place.server.ensureRunning()
    #expect(try place.server.createDatabase(named: "demo"))
    for name in ["rollcall", "demo"] {
      let sql = """
        SELECT pg_encoding_to_char(encoding), datcollate, datctype, datdba::regrole, lower('ÉМ'), 'Z' < 'a'
        FROM pg_database WHERE datname = current_database()
        """
      #expect(try place.psql(sql, database: name) == "UTF8|C|C.UTF-8|rollcall|éм|t")
    }
    let shown = try [
      "lc_messages", "listen_addresses", "TimeZone", "unix_socket_permissions", "dynamic_shared_memory_type",
    ]
    .map { try place.psql("SHOW \($0)") }
    #expect(shown == ["C", "", "UTC", "0700", "mmap"])
  }

  @Test("The owner's role is no superuser, and may use the trusted extensions")
  func roles() throws {
    let place = try TemporaryHome()
    _ = try place.server.ensureRunning()
    let sql =
      "SELECT rolsuper, rolcreatedb, rolcreaterole, rolcanlogin FROM pg_roles WHERE rolname = current_user"
    #expect(try place.psql(sql) == "f|t|t|t")
    #expect(
      try place.psql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user", user: "postgres") == "t")
    #expect(throws: LocalServerError.self) { try place.psql("COPY pg_class TO '/dev/null'") }
    let rules = try place.psql(
      "SELECT type, database, user_name, auth_method FROM pg_hba_file_rules", user: "postgres")
    #expect(rules == "local|{all}|{all}|peer")
  }

  @Test("A database of any name is made once, reached by both kinds of address, and removed once")
  func names() throws {
    let place = try TemporaryHome()
    _ = try place.server.ensureRunning()
    let names = [
      "demo", "a b", "a/b?c=d&e#f", "100%41", "it's \"x\"", "Ärger-名前", "back\\slash",
      String(repeating: "n", count: 63),
    ]
    for name in names {
      #expect(try place.server.databaseExists(named: name) == false)
      #expect(try place.server.createDatabase(named: name))
      #expect(try place.server.createDatabase(named: name) == false)
      #expect(try place.server.databaseExists(named: name))
      for address in [place.server.url(database: name), place.server.conninfo(database: name)] {
        #expect(try TemporaryHome.psql(address, "SELECT current_database()", place.server.binaries) == name)
      }
      #expect(try place.server.dropDatabase(named: name))
      #expect(try place.server.dropDatabase(named: name) == false)
    }
    for name in ["", String(repeating: "n", count: 64), "a\nb"] {
      #expect(throws: LocalServerError.self) { try place.server.createDatabase(named: name) }
    }
    #expect(try place.server.databases() == ["rollcall"])
  }

  @Test("A database in use is busy, the server's own are not ours, and a stopped server is unreachable")
  func refusals() throws {
    let place = try TemporaryHome()
    _ = try place.server.ensureRunning()
    let user = try ChildCommand(
      place.server.binaries.psql, ["-X", "-c", "SELECT pg_sleep(60)", place.server.url(database: "rollcall")]
    )
    .start()
    #expect(
      eventually {
        (try? place.psql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%sleep(60)'")) == "1"
      })
    let busy = #expect(throws: LocalServerError.self) { try place.server.dropDatabase(named: "rollcall") }
    #expect(busy?.kind == .busy)
    let foreign = #expect(throws: LocalServerError.self) { try place.server.dropDatabase(named: "postgres") }
    #expect(foreign?.kind == .notPermitted)
    #expect(try place.server.dropDatabase(named: "rollcall", endingSessions: true))
    ChildCommand.wait(for: user)
    try place.server.stop()
    let silent = #expect(throws: LocalServerError.self) { try place.server.databases() }
    #expect(silent?.kind == .unreachable)
  }

  @Test("No value of a failing statement reaches the log, and a log that grew too long is emptied")
  func log() throws {
    let place = try TemporaryHome()
    _ = try place.server.ensureRunning()
    // Synthetic values.
    let failing = [
      "SELECT 'secret-1'::int",
      "CREATE TABLE one (email text PRIMARY KEY); INSERT INTO one VALUES ('secret-2'), ('secret-2')",
      "DO $$ BEGIN RAISE WARNING 'secret-3'; RAISE EXCEPTION 'secret-4'; END $$", "SELECT secret_5",
    ]
    for sql in failing { _ = try? place.psql(sql) }
    let text = try #require(Files.text(at: place.home.logFile))
    #expect(text.contains("ready to accept connections"))
    #expect(!text.contains("secret"))
    let long = try FileHandle(forWritingTo: URL(fileURLWithPath: place.home.logFile))
    try long.truncate(atOffset: UInt64(PrivateServer.longestLog + 1))
    _ = try place.server.ensureRunning()
    #expect(Files.facts(place.home.logFile)?.size == 0)
  }
}
