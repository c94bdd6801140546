import Postgres

/// Reads every row of `sample`, one at a time.
func readRows(_ connection: inout Connection) throws -> Measurement {
  var checksum = Checksum()
  let watch = Stopwatch()
  try connection.forEachRow(Sample.all) { row in checksum.add(try Sample.decode(row)) }
  return watch.stop(checksum: checksum.value)
}
