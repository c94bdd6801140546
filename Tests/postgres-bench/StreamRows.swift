import Postgres

/// Reads `count` rows that the server makes up as it sends them.
func streamRows(_ count: Int, _ connection: inout Connection) throws -> Measurement {
  var checksum = Checksum()
  let watch = Stopwatch()
  try connection.forEachRow("SELECT generate_series(1, \(count)), 'a text that has to be copied'") { row in
    let (number, text) = try row.columns((Int64, String).self)
    checksum.add(number)
    checksum.add(text)
  }
  return watch.stop(checksum: checksum.value)
}
