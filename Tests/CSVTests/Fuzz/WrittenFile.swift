import CSV

/// A file as `csv cat` writes it, and what it refuses.
struct WrittenFile: Equatable {
  private(set) var bytes: [UInt8] = []
  private(set) var refused: [CSVRefusal] = []
  private(set) var end = CSVPosition(record: 0, line: 1, byteOffset: 0)

  /// - Parameter passesOn: whether runs of plain records go through as they stand in the file.
  init(
    _ input: [UInt8], passesOn: Bool, limit: Int = 1 << 20, block: Int = 1 << 16
  ) throws(CSVError) {
    var reader = CSVReader(CSVSource(bytes: input), maximumRecordBytes: limit, blockBytes: block)
    var writer = CSVWriter<Never>()
    var isOpen = true
    while isOpen {
      switch try reader.next() {
      case .end: isOpen = false
      case .refused(let refusal): refused.append(refusal)
      case .record:
        for column in 0..<reader.fieldCount { reader.withField(column) { writer.field($0) } }
        writer.endRecord()
        while passesOn, reader.withPlainRecords({ writer.records($0) }) > 0 {}
      }
    }
    end = reader.position
    bytes = writer.bytes()
  }
}
