/// Reads the rows of a binary COPY (PostgreSQL documentation, COPY, "Binary Format") from blocks that may be cut anywhere.
/// It knows nothing of a connection: any bytes give rows or a fault.
struct CopyBinaryReader: ~Copyable {
  /// The row under way and the bytes that have arrived; reused, so that a row costs no memory of its own.
  private var row: CopyRow
  /// How far the bytes have been read.
  private var offset = 0
  private var hasHeader = false
  private var isWithinRow = false
  private var isComplete = false

  init(types: [PostgresType], statement: String = "") {
    row = CopyRow(types: types, statement: statement)
  }

  /// The rows that were read so far.
  var count: Int { row.number }

  /// Takes a block and lends every row that it completes.
  /// - Throws: `CopyFault`, or what `body` throws; after that nothing more must be read.
  mutating func read(_ block: Span<UInt8>, _ body: (borrowing CopyRow) throws -> Void) throws {
    // One copy for the block. The pointer is used inside the closure only.
    unsafe block.withUnsafeBufferPointer { unsafe row.bytes.append(contentsOf: $0) }
    while try nextRow() {
      try body(row)
      row.start = offset
    }
    row.bytes.removeFirst(row.start)
    offset -= row.start
    row.start = 0
  }

  /// Ends the reading. The data is complete only with its trailer.
  func finish() throws(CopyFault) {
    guard isComplete else { throw CopyFault("it ends after row \(count), without the trailer") }
  }

  /// Whether `row` is now the next row, with all its fields.
  private mutating func nextRow() throws(CopyFault) -> Bool {
    if !hasHeader {
      guard try readHeader() else { return false }
      hasHeader = true
      row.start = offset
    }
    if !isWithinRow {
      guard try beginRow() else { return false }
    }
    while row.fields.count < row.types.count {
      guard try readField() else { return false }
    }
    isWithinRow = false
    row.number += 1
    return true
  }

  /// Signature, flags and the extension, whose meaning nobody has defined yet.
  private mutating func readHeader() throws(CopyFault) -> Bool {
    let signature = CopyIn.header.prefix(11)
    guard row.bytes.prefix(signature.count).elementsEqual(signature.prefix(row.bytes.count)) else {
      throw CopyFault("it has no signature of the binary format")
    }
    guard let flags: UInt32 = integer(at: signature.count),
      let length: Int32 = integer(at: signature.count + 4)
    else { return false }
    // Bit 16 says that each row has an object identifier, as servers before 12 could write. The bits above may say what
    // makes the rest unreadable; those below need not be understood.
    guard flags < 1 << 16 else { throw CopyFault("its flags \(flags) are of another format") }
    guard length >= 0 else { throw CopyFault("its header extension has \(length) bytes") }
    guard row.bytes.count - signature.count - 8 >= Int(length) else { return false }
    offset = signature.count + 8 + Int(length)
    return true
  }

  private mutating func beginRow() throws(CopyFault) -> Bool {
    guard !isComplete else {
      guard offset == row.bytes.count else { throw CopyFault("there is more after the trailer") }
      return false
    }
    guard let fields: Int16 = integer(at: offset) else { return false }
    offset += 2
    guard fields != -1 else {
      isComplete = true
      row.start = offset
      return try beginRow()
    }
    guard Int(fields) == row.types.count else {
      throw CopyFault("row \(count + 1) has \(fields) fields, not \(row.types.count)")
    }
    row.fields.removeAll(keepingCapacity: true)
    isWithinRow = true
    return true
  }

  private mutating func readField() throws(CopyFault) -> Bool {
    guard let length: Int32 = integer(at: offset) else { return false }
    guard length != -1 else {
      offset += 4
      row.fields.append(nil)
      return true
    }
    guard length >= 0 else { throw CopyFault("a field of row \(count + 1) has \(length) bytes") }
    let end = offset + 4 + Int(length)
    guard end <= row.bytes.count else { return false }
    row.fields.append((offset + 4 - row.start)..<(end - row.start))
    offset = end
    return true
  }

  private func integer<Number: FixedWidthInteger & BitwiseCopyable>(at place: Int) -> Number? {
    let size = Number.bitWidth / 8
    guard row.bytes.count - place >= size else { return nil }
    return decodeInteger(row.bytes.span.extracting(place..<(place + size)))
  }
}
