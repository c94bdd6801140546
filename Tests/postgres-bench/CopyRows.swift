import Postgres

/// Writes the rows of `sample` to the empty table `copied`. They are held as values before the time begins, as the file of
/// the peer is held by the page cache.
func copyRows(_ connection: inout Connection) throws -> Measurement {
  var samples: [Sample] = []
  try connection.forEachRow(Sample.all) { row in samples.append(try Sample.decode(row)) }
  let watch = Stopwatch()
  let count = try connection.copyIn(
    "COPY copied (id, amount, ratio, is_open, name, note, day, moment) FROM STDIN (FORMAT binary)"
  ) { copy in
    for sample in samples {
      try copy.row(fields: 8)
      copy.write(sample.id)
      copy.write(sample.amount)
      // The binary format of `double precision` is that of its bits.
      copy.write(Int64(bitPattern: sample.ratio.bitPattern))
      copy.write(sample.isOpen)
      copy.write(sample.name)
      copy.write(sample.note)
      copy.write(sample.day)
      copy.write(sample.moment)
    }
  }
  return watch.stop(checksum: UInt64(count))
}
