import Postgres

/// Reads every row of `sample`, one at a time.
func readRows(_ connection: inout Connection) throws -> Measurement {
  var checksum = Checksum()
  let watch = Stopwatch()
  try connection.forEachRow(Sample.all) { row in checksum.add(try Sample.decode(row)) }
  return watch.stop(checksum: checksum.value)
}

/// Reads every row of `sample` into an array, and then goes over it.
func readWhole(_ connection: inout Connection) throws -> Measurement {
  var checksum = Checksum()
  let watch = Stopwatch()
  let samples = try connection.every(AllSamples())
  for sample in samples { checksum.add(sample) }
  return watch.stop(checksum: checksum.value)
}

private struct AllSamples: Statement {
  var sql: SQL { Sample.all }
  static func decode(_ row: borrowing Row) throws(PostgresError) -> Sample { try Sample.decode(row) }
}
