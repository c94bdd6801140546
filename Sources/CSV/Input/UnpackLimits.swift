/// How much a packed file may hold, so that a small one cannot keep the program busy for ever (a "bomb").
///
/// Memory is bounded without it, for everything streams. DEFLATE (RFC 1951) makes at most 1032 bytes of one, Zstandard
/// (RFC 8878) 32 768 and more. A row that states an address of its own needs several bytes however well it is packed; at
/// 500 : 1 a row of 100 bytes is left with less than two bits. Runs of equal rows reach that in small files and in tests:
/// the ratio is looked at only beyond `freeBytes`.
package struct UnpackLimits: Sendable {
  /// The longest text.
  package var bytes = 64 << 30
  /// The highest ratio of text to file.
  package var ratio = 500
  /// The length of text up to which any ratio is allowed.
  package var freeBytes = 64 << 20

  package init() {}

  package init(bytes: Int, ratio: Int, freeBytes: Int) {
    self.bytes = bytes
    self.ratio = ratio
    self.freeBytes = freeBytes
  }

  /// Throws `unusable` where so many bytes unpacked from what was used of the input are too many.
  func check(unpacked: Int, of input: InputBytes) throws(CSVError) {
    if unpacked > bytes { throw input.unusable("it unpacks to more than \(CSVText.size(bytes))") }
    if unpacked > freeBytes, unpacked / max(1, input.offset) >= ratio {
      throw input.unusable(
        "it unpacks to \(ratio) times its length and more (\(unpacked) bytes so far), which no list of people does"
      )
    }
  }
}

/// Unpacks an input piece by piece.
protocol Unpacker: AnyObject {
  /// The next bytes, none at the end, which is reached only where the packed form is whole. Throws `unusable`, `cannotRead`.
  func next() throws(CSVError) -> [UInt8]
}
