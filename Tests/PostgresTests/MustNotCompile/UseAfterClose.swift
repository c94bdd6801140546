import Postgres

func misuse(_ target: ConnectionTarget) throws {
  // error: 'db' used after consume
  var db = try Connection(target)
  db.close()
  _ = try db.run("SELECT 1")
}
