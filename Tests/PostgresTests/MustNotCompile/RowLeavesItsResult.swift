import Postgres

func misuse(_ db: inout Connection) throws {
  // error: 'row' is borrowed and cannot be consumed
  try db.forEachRow("SELECT 1") { row in
    let kept = row
    _ = try kept.value(0, as: Int.self)
  }
}
