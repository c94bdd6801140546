/// A source's bytes one block after the other, with the offset of the next, for what unpacks and converts them.
final class InputBytes {
  /// What messages call the input.
  let name: String
  /// The present block; those in `available` are still to be used.
  private(set) var block: [UInt8]
  private(set) var available = 0..<0
  /// The offset of the next byte in the input, from 0.
  private(set) var offset = 0

  private var source: CSVSource

  init(_ source: consuming CSVSource, blockBytes: Int) {
    name = source.name
    self.source = source
    block = [UInt8](repeating: 0, count: blockBytes)
  }

  /// Whether there is a byte more; reads a block where all of the last was used.
  func fill() throws(CSVError) -> Bool {
    guard available.isEmpty else { return true }
    available = 0..<(try source.read(into: &block, at: 0, count: block.count))
    return !available.isEmpty
  }

  /// Leaves so many of the available bytes behind.
  func use(_ count: Int) {
    available = (available.lowerBound + count)..<available.upperBound
    offset += count
  }

  /// The next bytes; fewer than `count` only at the end of the input.
  func take(_ count: Int) throws(CSVError) -> [UInt8] {
    var taken: [UInt8] = []
    while taken.count < count, try fill() {
      let part = available.prefix(count - taken.count)
      taken += block[part]
      use(part.count)
    }
    return taken
  }

  /// An error at the next byte, or at another.
  func unusable(_ text: String, at place: Int? = nil) -> CSVError {
    CSVError(.unusable(text), file: name, byteOffset: place ?? offset)
  }
}
