import Postgres

func misuse(_ db: inout Connection) throws {
  // error: overlapping accesses to 'db'
  try db.forEachRow("SELECT 1") { _ in
    _ = try db.run("SELECT 1")
  }
}
