internal import Crypto
internal import EmbeddedFiles
public import Postgres

/// Brings a database's schema to the one that this program carries. Forward only.
///
/// Each migration is one transaction under one advisory lock, and looks first whether it ran already, so that two programs
/// at once do no harm. The lock is a transaction's: a session's would mean nothing behind a pooler. The text of each is recorded by its SHA-256: a migration that was changed after it ran stops everything. Views are made anew
/// whenever the text of any of them changes.
public struct Migrator {
  /// What the database's schema is to this program.
  public enum State: Sendable, Equatable {
    /// Nothing of ours is in it.
    case empty
    /// It is what this program needs.
    case current
    /// These many migrations, or the views, are missing.
    case behind(Int)
    /// It was made by a newer program.
    case newer(Int)
  }

  /// The advisory lock under which schemas change. An arbitrary number, written down only here.
  private static let lock = AdvisoryLock.key(0x526F_6C6C_6361_6C6C)

  private struct Migration {
    let number: Int
    let name: String
    let text: String
    let sha256: String
  }

  private static func hex(_ text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private static var migrations: [Migration] {
    EmbeddedFile.migrations.map { file in
      Migration(
        number: Int(file.name.prefix(4)) ?? 0, name: file.name, text: file.text, sha256: hex(file.text))
    }
  }

  private static var viewsDigest: String { hex(EmbeddedFile.views.map(\.text).joined(separator: "\u{0}")) }

  /// The number of the newest migration that this program carries.
  public static var newestNumber: Int { migrations.last?.number ?? 0 }

  /// Looks at a database without changing it.
  /// - Throws: `RollError` of kind `configuration` where a migration that ran is not the one carried here, and where the
  ///   database cannot hold UTF-8.
  public static func state(of connection: inout Connection) throws -> State {
    guard connection.reportedSetting("server_encoding") == "UTF8" else {
      throw RollError(
        .configuration,
        "the database's encoding is \(connection.reportedSetting("server_encoding") ?? "unknown"), not UTF8",
        hint:
          "Create it anew: createdb --encoding=UTF8 --lc-collate=C --lc-ctype=C.UTF-8 --template=template0 NAME"
      )
    }
    guard connection.serverVersion() >= 150_000 else {
      throw RollError(
        .configuration, "the server is older than PostgreSQL 15", hint: "Use PostgreSQL 15 or newer.")
    }
    let there =
      try connection.value("SELECT to_regclass('schema_migration') IS NOT NULL", as: Bool.self) ?? false
    guard there else { return .empty }
    let applied = try connection.run("SELECT number, name, sha256 FROM schema_migration ORDER BY number")
      .map { (row) throws(PostgresError) in try row.columns((Int, String, String).self) }
    let carried = Dictionary(uniqueKeysWithValues: migrations.map { ($0.number, $0) })
    for (number, name, sha256) in applied {
      guard let mine = carried[number] else { return .newer(number) }
      guard mine.sha256 == sha256 else {
        throw RollError(
          .configuration,
          "migration \(name) in the database (SHA-256 \(sha256)) is not the one of this program (\(mine.sha256))",
          hint: "Use the program that made this database, or a new database.")
      }
    }
    let digest = try connection.value("SELECT sha256 FROM schema_views", as: String.self)
    let missing = migrations.count - applied.count
    return missing == 0 && digest == viewsDigest ? .current : .behind(missing)
  }

  /// Runs what is missing, and says the names of the migrations that ran.
  @discardableResult
  public static func migrate(_ connection: inout Connection) throws -> [String] {
    if case .newer(let number) = try state(of: &connection) { throw tooNew(number) }
    try makeOwnTables(on: &connection)
    var ran: [String] = []
    for migration in migrations where try apply(migration, to: &connection) { ran.append(migration.name) }
    try renewViews(&connection)
    return ran
  }

  /// What the migrations and views are recorded in.
  private static func makeOwnTables(on connection: inout Connection) throws {
    try connection.transaction { transaction in
      try transaction.lock(lock)
      try transaction.script(
        """
        CREATE TABLE IF NOT EXISTS schema_migration (
          number integer CONSTRAINT schema_migration_key PRIMARY KEY, name text COLLATE "C" NOT NULL,
          sha256 text COLLATE "C" NOT NULL, applied_at timestamptz NOT NULL DEFAULT transaction_timestamp()
        );
        COMMENT ON TABLE schema_migration IS 'The migrations that ran here.';
        COMMENT ON COLUMN schema_migration.number IS 'Their order.';
        COMMENT ON COLUMN schema_migration.name IS 'The file''s name.';
        COMMENT ON COLUMN schema_migration.sha256 IS 'SHA-256 of its text when it ran.';
        COMMENT ON COLUMN schema_migration.applied_at IS 'When it ran.';
        CREATE TABLE IF NOT EXISTS schema_views (
          only_one boolean CONSTRAINT schema_views_only_one PRIMARY KEY DEFAULT true, sha256 text COLLATE "C" NOT NULL
        );
        COMMENT ON TABLE schema_views IS 'Which text the views were made from.';
        COMMENT ON COLUMN schema_views.only_one IS 'Keeps the table to one row.';
        COMMENT ON COLUMN schema_views.sha256 IS 'SHA-256 of their texts.';
        """)
    }
  }

  /// The refusal of a database that a newer program made.
  public static func tooNew(_ number: Int) -> RollError {
    RollError(
      .configuration,
      "the database's schema is at migration \(number); this program knows only \(newestNumber)",
      hint: "Use a newer rollcall.")
  }

  private static func apply(_ migration: Migration, to connection: inout Connection) throws -> Bool {
    try connection.transaction { transaction in
      try transaction.lock(lock)
      let done = try transaction.value(
        "SELECT EXISTS (SELECT FROM schema_migration WHERE number = \(migration.number))", as: Bool.self)
      guard done == false else { return false }
      try transaction.script("SET LOCAL lock_timeout = '10s'")
      try transaction.script(migration.text)
      try transaction.execute(
        """
        INSERT INTO schema_migration (number, name, sha256)
        VALUES (\(migration.number), \(migration.name), \(migration.sha256))
        """)
      return true
    }
  }

  private static func renewViews(_ connection: inout Connection) throws {
    let files = EmbeddedFile.views
    let digest = viewsDigest
    try connection.transaction { transaction in
      try transaction.lock(lock)
      let held = try transaction.value("SELECT sha256 FROM schema_views", as: String.self)
      guard held != digest else { return }
      try transaction.script("SET LOCAL lock_timeout = '10s'; SET LOCAL client_min_messages = warning")
      // Only views and functions of ours that carry the mark are dropped: what an operator added stays.
      for file in files.reversed() {
        try transaction.script("DROP VIEW IF EXISTS \(SQL.quoted(identifier: file.name))")
      }
      for file in files { try transaction.script(file.text) }
      try transaction.execute(
        """
        INSERT INTO schema_views (sha256) VALUES (\(digest))
        ON CONFLICT (only_one) DO UPDATE SET sha256 = excluded.sha256
        """)
    }
  }
}
