/// How a file is packed, known by its first bytes, never by its name.
public enum CSVCompression: String, Sendable, Equatable {
  /// RFC 1952.
  case gzip
  /// RFC 8878.
  case zstd
  /// APPNOTE.TXT.
  case zip

  init?(firstBytes: ArraySlice<UInt8>) {
    if firstBytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if firstBytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) || Self.isSkippable(firstBytes) {
      self = .zstd
    } else if firstBytes.starts(with: Array("PK".utf8)),
      [[3, 4], [5, 6]].contains(Array(firstBytes.dropFirst(2).prefix(2)))
    {
      self = .zip
    } else {
      return nil
    }
  }

  /// A skippable frame, with which the files of `pzstd` begin.
  private static func isSkippable(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count >= 4 && bytes.first.map { $0 & 0xF0 } == 0x50
      && bytes.dropFirst().starts(with: [0x2A, 0x4D, 0x18])
  }

  func unpacker(_ input: InputBytes, _ limits: UnpackLimits) -> any Unpacker {
    switch self {
    case .gzip: Gunzip(input, limits: limits)
    case .zstd: Unzstd(input, limits: limits)
    case .zip: Unzip(input, limits: limits)
    }
  }
}
