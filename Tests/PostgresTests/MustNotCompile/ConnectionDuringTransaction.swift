import Postgres

func misuse(_ db: inout Connection) throws {
  // error: overlapping accesses to 'db'
  try db.transaction { _ in
    _ = try db.execute("DELETE FROM t")
  }
}
