/// Little-endian numbers of a header.
struct ZipFields {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func short(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }

  func long(_ at: Int) -> UInt32 { UInt32(short(at)) | UInt32(short(at + 2)) << 16 }
}

/// A member of a zip archive, as its local header states it (APPNOTE.TXT 6.3.10, section 4.3.7).
struct ZipMember {
  static let signature: UInt32 = 0x0403_4B50
  static let headerBytes = 26

  /// Offset of the local header.
  let start: Int
  let name: [UInt8]
  let flags: Int
  let method: Int
  var checksum: UInt32
  var packed: UInt32
  var unpacked: UInt32
  let hasZip64: Bool

  var isEncrypted: Bool { flags & 0x2041 != 0 }
  /// Whether checksum and lengths follow the data.
  var hasDescriptor: Bool { flags & 8 != 0 }

  /// Whether it is neither a folder nor one of the `__MACOSX/` resource forks that macOS adds.
  var isFile: Bool { name.last != UInt8(ascii: "/") && !name.starts(with: Array("__MACOSX/".utf8)) }

  init(start: Int, _ header: ZipFields, name: [UInt8], extra: [UInt8]) {
    self.start = start
    self.name = name
    flags = header.short(2)
    method = header.short(4)
    checksum = header.long(10)
    packed = header.long(14)
    unpacked = header.long(18)
    hasZip64 = Self.holdsZip64(extra) || packed == .max || unpacked == .max
  }

  private static func holdsZip64(_ extra: [UInt8]) -> Bool {
    let fields = ZipFields(extra)
    var at = 0
    while at + 4 <= extra.count {
      if fields.short(at) == 1 { return true }
      at += 4 + fields.short(at + 2)
    }
    return false
  }
}
