extension CSVReader {
  /// A reader that stands on one record of these fields as if it had met it at `position`: for a record whose fields were put
  /// together from elsewhere, and are to be read like those of its file. At the next step it is at its end.
  /// Throws what `next` throws.
  package init(standingOn fields: [String], at position: CSVPosition) throws(CSVError) {
    var writer = CSVWriter<Never>()
    writer.record(fields)
    let bytes = writer.bytes()
    let count = bytes.count
    self.init(
      CSVSource(bytes: bytes), fieldCount: .any, maximumRecordBytes: max(1, count), blockBytes: max(1, count))
    _ = try next()
    self.position = position
  }
}
