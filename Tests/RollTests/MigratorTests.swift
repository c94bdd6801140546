import EmbeddedFiles
import Postgres
import PostgresTesting
import Synchronization
import Testing

@testable import Roll

@Suite(.database)
struct MigratorTests {
  private func state(_ connection: inout Connection) throws -> Migrator.State {
    try Migrator.state(of: &connection)
  }

  @Test("migrating twice runs nothing the second time")
  func idempotent() throws {
    var connection = try Database.current.connect()
    #expect(try state(&connection) == .empty)
    #expect(try Migrator.migrate(&connection) == EmbeddedFile.migrations.map(\.name))
    #expect(try state(&connection) == .current)
    #expect(try Migrator.migrate(&connection) == [])
    #expect(
      try connection.value("SELECT count(*) FROM schema_migration", as: Int.self)
        == EmbeddedFile.migrations.count)
  }

  @Test("two programs that migrate at once run each migration once between them")
  func atOnce() async throws {
    let database = try Database.current
    let ran = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<2 {
        group.addTask {
          var connection = try database.connect()
          return try Migrator.migrate(&connection)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(ran.sorted() == EmbeddedFile.migrations.map(\.name))
  }

  @Test("a migration that was changed after it ran stops everything, and both hashes are named")
  func changed() throws {
    var connection = try Database.current.connect()
    try Migrator.migrate(&connection)
    let mine = try #require(
      try connection.value("SELECT sha256 FROM schema_migration WHERE number = 4", as: String.self))
    let other = String(repeating: "0", count: 64)
    try connection.execute("UPDATE schema_migration SET sha256 = \(other) WHERE number = 4")
    for _ in 0..<2 {
      let error = #expect(throws: RollError.self) { try Migrator.migrate(&connection) }
      #expect(error?.kind == .configuration)
      #expect(error?.message.contains(mine) == true && error?.message.contains(other) == true)
      #expect(error?.message.contains("0004") == true)
    }
    // The refusal lets go of the lock: another program is not kept waiting.
    var second = try Database.current.connect()
    #expect(
      try second.value(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        as: Int.self) == 0)
  }

  @Test("a database of a newer program is refused and left as it is")
  func newer() throws {
    var connection = try Database.current.connect()
    try Migrator.migrate(&connection)
    try connection.execute("INSERT INTO schema_migration (number, name, sha256) VALUES (9001, 'later', 'x')")
    try connection.script("DROP VIEW claim_form; UPDATE schema_views SET sha256 = 'x'")
    #expect(try state(&connection) == .newer(9001))
    let error = #expect(throws: RollError.self) { try Migrator.migrate(&connection) }
    #expect(error?.kind == .configuration && error?.message.contains("9001") == true)
    #expect(try connection.value("SELECT to_regclass('claim_form') IS NULL", as: Bool.self) == true)
  }

  @Test("views are made anew when their text is not the one they were made from, and what others added stays")
  func views() throws {
    var connection = try Database.current.connect()
    try Migrator.migrate(&connection)
    try connection.script(
      """
      CREATE VIEW own_view AS SELECT 1 AS one;
      DROP VIEW claim_form; CREATE VIEW claim_form AS SELECT 1 AS planted;
      UPDATE schema_views SET sha256 = 'older'
      """)
    #expect(try state(&connection) == .behind(0))
    #expect(try Migrator.migrate(&connection) == [])
    #expect(try connection.value("SELECT count(*) FROM claim_form", as: Int.self) == 0)
    #expect(try connection.value("SELECT one FROM own_view", as: Int.self) == 1)
    #expect(try state(&connection) == .current)
  }

  @Test("a migration that fails leaves the earlier ones and nothing of its own")
  func halfway() throws {
    var connection = try Database.current.connect()
    // In the way of the fourth.
    try connection.script("CREATE TABLE fact_source ()")
    #expect(throws: PostgresError.self) { try Migrator.migrate(&connection) }
    #expect(
      try connection.values("SELECT number FROM schema_migration ORDER BY number", as: Int.self) == [1, 2, 3])
    #expect(try connection.value("SELECT to_regclass('source') IS NULL", as: Bool.self) == true)
    try connection.script("DROP TABLE fact_source")
    #expect(try Migrator.migrate(&connection).first?.hasPrefix("0004") == true)
    #expect(try state(&connection) == .current)
  }

  @Test("two databases have two keys")
  func keys() throws {
    var connection = try Database.current.connect()
    try Migrator.migrate(&connection)
    var other = try Cluster.shared.connectToCopy(of: .migrated)
    let keys = [
      try connection.value("SELECT encode(key, 'hex') FROM identity_key", as: String.self),
      try other.connection.value("SELECT encode(key, 'hex') FROM identity_key", as: String.self),
    ]
    #expect(keys[0]?.count == 64 && keys[0] != keys[1])
  }
}
