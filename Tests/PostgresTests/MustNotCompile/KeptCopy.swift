import Postgres

func misuse(_ db: inout Connection) throws {
  // error: missing reinitialization of inout parameter 'copy' after consume
  _ = try db.copyIn("COPY t FROM STDIN (FORMAT binary)") { copy in
    var kept = copy
    try kept.row(fields: 0)
  }
}
