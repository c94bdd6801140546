import Postgres

struct Opinion: Sendable {}

func misuse(_ db: inout Connection) throws {
  // error: requires that 'Opinion' conform to 'PostgresDecodable'
  _ = try db.value("SELECT 1", as: Opinion.self)
  // error: requires that 'Opinion' conform to 'PostgresEncodable'
  try db.execute("SELECT \(Opinion())")
}
