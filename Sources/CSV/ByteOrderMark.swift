/// The first bytes of a file, as far as they name its encoding (Unicode Standard, section 23.8).
struct ByteOrderMark {
  let isUTF8: Bool
  /// The name of an encoding this module does not read.
  let otherEncoding: String?

  init(_ bytes: ArraySlice<UInt8>) {
    isUTF8 = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    // UTF-32 first: its little-endian mark begins with that of UTF-16.
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      otherEncoding = "UTF-32"
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      otherEncoding = "UTF-16"
    } else {
      otherEncoding = nil
    }
  }
}
