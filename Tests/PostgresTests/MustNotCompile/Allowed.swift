// What is allowed compiles: without it, a fault in how the others are compiled would pass for a proof.
import Postgres

func allowed(_ target: ConnectionTarget, _ slug: String) throws {
  var db = try Connection(target)
  try db.transaction { transaction in
    _ = try transaction.copyIn("COPY t FROM STDIN (FORMAT binary)") { copy in try copy.row(fields: 0) }
    _ = try transaction.value("SELECT 1 WHERE slug = \(slug)", as: Int.self)
  }
  let names = try db.run("SELECT 1").map { (row) throws(PostgresError) in try row.value(0, as: Int.self) }
  _ = names
  db.close()
}
