internal import Crypto
internal import Foundation

/// Computes the ids of signatories under a database's own key.
struct Identity {
  /// The digests of the key with the two pads, so that it is not hashed again for each row.
  private let inner: SHA256
  private let outer: SHA256

  /// - Parameter key: at most 64 bytes, the block of SHA-256; a database's has 32.
  init(key: [UInt8]) {
    func padded(with pad: UInt8) -> SHA256 {
      var digest = SHA256()
      digest.update(data: key.map { $0 ^ pad } + Array(repeating: pad, count: max(0, 64 - key.count)))
      return digest
    }
    inner = padded(with: 0x36)
    outer = padded(with: 0x5C)
  }

  /// The kinds of things that identify; each is apart from the others by its first byte.
  enum Basis: UInt8 {
    /// A canonical address.
    case address = 0x65
    /// A canonical address and a canonical name.
    case addressAndName = 0x6E
    /// All that a row without an address states.
    case statement = 0x77
  }

  /// The first 16 bytes of HMAC-SHA-256 (RFC 2104) over the basis and what identifies. Composed here from the library's
  /// SHA-256: its generic HMAC takes twice the time of all the hashing.
  func id(_ basis: Basis, _ bytes: [UInt8]) -> UUID {
    var (inner, outer) = (inner, outer)
    // The pointers are used inside the closures only; a digest has 32 bytes.
    unsafe withUnsafeBytes(of: basis.rawValue) { unsafe inner.update(bufferPointer: $0) }
    unsafe bytes.withUnsafeBytes { unsafe inner.update(bufferPointer: $0) }
    unsafe inner.finalize().withUnsafeBytes { unsafe outer.update(bufferPointer: $0) }
    return unsafe outer.finalize().withUnsafeBytes { digest in
      unsafe UUID(uuid: digest.loadUnaligned(as: uuid_t.self))
    }
  }

  /// A digest that tells two canonical names apart: FNV-1a, 64 bits. Only ever compared with others of one address.
  static func nameKey(_ name: [UInt8]) -> Int64? {
    guard !name.isEmpty else { return nil }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int64(bitPattern: hash)
  }
}

extension UUID {
  /// The bytes as two numbers, the first byte the highest: they sort as the server sorts a uuid.
  var words: (UInt64, UInt64) {
    // The pointer to the local copy is used inside the closure only.
    unsafe withUnsafeBytes(of: uuid) { bytes in
      unsafe (
        UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
  }
}
