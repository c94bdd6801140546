import Postgres

func misuse(_ target: ConnectionTarget) throws {
  // error: 'first' used after consume
  var first = try Connection(target)
  var second = first
  _ = try first.run("SELECT 1")
  _ = try second.run("SELECT 1")
}
