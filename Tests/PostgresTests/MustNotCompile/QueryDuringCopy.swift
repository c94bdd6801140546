import Postgres

func misuse(_ db: inout Connection) throws {
  // error: overlapping accesses to 'db'
  _ = try db.copyIn("COPY t FROM STDIN (FORMAT binary)") { _ in
    _ = try db.run("SELECT 1")
  }
}
