internal import Glibc

/// What the directory of a workbook's zip archive says of its members (APPNOTE.TXT, 4.3.12 and 4.3.16).
enum WorkbookArchive {
  /// The bytes of a member before they were packed; nil where the archive has no such member or no directory.
  static func unpackedBytes(of member: String, in path: String) -> Int? {
    // A call into the C library: the path is lent as a C string for its length alone.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let length = lseek(descriptor, 0, SEEK_END)
    // A workbook's directory is short and has no comment behind it.
    let start = max(0, Int(length) - 65_536)
    guard lseek(descriptor, start, SEEK_SET) >= 0 else { return nil }
    var tail = [UInt8](repeating: 0, count: Int(length) - start)
    // The array outlives the call, which fills at most its length.
    let count = unsafe tail.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    guard count == tail.count, tail.count >= 22 else { return nil }
    let end = tail.count - 22
    guard tail[end...].starts(with: Array("PK\u{5}\u{6}".utf8)) else { return nil }
    return search(tail, from: number(tail, end + 16, bytes: 4) - start, to: end, for: Array(member.utf8))
  }

  private static func search(_ tail: [UInt8], from first: Int, to end: Int, for name: [UInt8]) -> Int? {
    var place = first
    while place >= 0, place + 46 <= end, tail[place...].starts(with: Array("PK\u{1}\u{2}".utf8)) {
      let lengths = [28, 30, 32].map { number(tail, place + $0, bytes: 2) }
      if tail[(place + 46)...].prefix(lengths[0]).elementsEqual(name) {
        return number(tail, place + 24, bytes: 4)
      }
      place += 46 + lengths.reduce(0, +)
    }
    return nil
  }

  private static func number(_ bytes: [UInt8], _ place: Int, bytes count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}
