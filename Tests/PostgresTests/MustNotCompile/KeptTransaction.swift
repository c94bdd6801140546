import Postgres

func misuse(_ db: inout Connection) throws {
  // error: missing reinitialization of inout parameter 'transaction' after consume
  try db.transaction { transaction in
    var kept = transaction
    try kept.execute("SELECT 1")
  }
}
