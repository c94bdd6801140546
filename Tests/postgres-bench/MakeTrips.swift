import Postgres

/// One row by its key.
private struct SampleByID: Statement {
  var id: Int64
  var sql: SQL { "SELECT id, name, moment FROM sample WHERE id = \(id)" }

  static func decode(_ row: borrowing Row) throws(PostgresError) -> (Int64, String, PostgresInstant) {
    try row.columns((Int64, String, PostgresInstant).self)
  }
}

/// Asks `count` times for one row, each time for another, and waits for the answer before it asks again. `sample` has a
/// hundred times as many rows.
func makeTrips(_ count: Int, _ connection: inout Connection) throws -> Measurement {
  var checksum = Checksum()
  let watch = Stopwatch()
  for trip in 1...Int64(count) {
    guard let (id, name, moment) = try connection.one(SampleByID(id: trip * 100)) else { continue }
    checksum.add(id)
    checksum.add(name)
    checksum.add(moment.microsecondsSince2000)
  }
  return watch.stop(checksum: checksum.value)
}
