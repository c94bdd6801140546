/// The part of a file that is in memory: filled at its end, dropped at its front.
struct CSVBuffer {
  /// The bytes, always `CSVBlock.width` longer than `capacity`, so that a block can be loaded at any filled index.
  private(set) var bytes: [UInt8]
  /// How many of them are from the file.
  private(set) var filled = 0
  /// The file offset of `bytes[0]`.
  private(set) var offset = 0
  private(set) var reachedEnd = false

  private let blockBytes: Int
  private let limit: Int

  private var capacity: Int { bytes.count - CSVBlock.width }

  /// A buffer that reads `blockBytes` at once and can hold `recordBytes` and one byte more beside a block.
  init(blockBytes: Int, recordBytes: Int) {
    self.blockBytes = blockBytes
    limit = recordBytes + 1 + blockBytes
    bytes = [UInt8](repeating: 0, count: min(2 * blockBytes, limit) + CSVBlock.width)
  }

  /// Reads one block behind what is there. What stands before `kept` may be dropped; the number of bytes dropped
  /// is the amount by which every index sinks. `kept` may lie at most `recordBytes` before `filled`.
  mutating func fill(from source: inout CSVSource, keeping kept: Int) throws(CSVError) -> Int {
    guard !reachedEnd else { return 0 }
    let dropped = makeRoom(keeping: kept)
    let got = try source.read(into: &bytes, at: filled, count: min(blockBytes, capacity - filled))
    filled += got
    reachedEnd = got == 0
    return dropped
  }

  private mutating func makeRoom(keeping kept: Int) -> Int {
    guard capacity - filled < blockBytes else { return 0 }
    if kept > 0 {
      // An overlapping move within the array; slicing checks both ranges.
      unsafe bytes.withUnsafeMutableBytes { all in
        let source = unsafe UnsafeRawBufferPointer(rebasing: all[kept..<filled])
        unsafe all.copyMemory(from: source)
      }
      filled -= kept
      offset += kept
    }
    if capacity - filled < blockBytes {
      let grown = min(max(2 * capacity, filled + blockBytes), limit)
      bytes.append(contentsOf: repeatElement(0, count: grown - capacity))
    }
    return kept
  }

  /// Lets a scanner go on over all that is here.
  func advance(_ scanner: inout CSVScanner) -> CSVScanner.Outcome { scanner.advance(bytes.span, to: filled) }

  /// Ends the scanner's record at the end of the file.
  func finish(_ scanner: inout CSVScanner) -> CSVScanner.Outcome { scanner.finish(bytes.span, at: filled) }

  /// The first LF or CR in the range, or nil.
  func lineEnd(in range: Range<Int>) -> Int? {
    let span = bytes.span
    for index in range where span[index].endsLine { return index }
    return nil
  }
}
