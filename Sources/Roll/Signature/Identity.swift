internal import Crypto
internal import Foundation

/// Computes the ids of signatories under a database's own key.
struct Identity {
  private let keyed: HMAC<SHA256>

  init(key: [UInt8]) { keyed = HMAC<SHA256>(key: SymmetricKey(data: key)) }

  /// The kinds of things that identify; each is apart from the others by its first byte.
  enum Basis: UInt8 {
    /// A canonical address.
    case address = 0x65
    /// A canonical address and a canonical name.
    case addressAndName = 0x6E
    /// All that a row without an address states.
    case statement = 0x77
  }

  /// The first 16 bytes of HMAC-SHA-256 over the basis and what identifies.
  func id(_ basis: Basis, _ bytes: [UInt8]) -> UUID {
    // Copying the keyed state saves half of the time: the key is not hashed again for each row.
    var code = keyed
    // The pointers are used inside the closures only; a digest has 32 bytes.
    return unsafe withUnsafeBytes(of: basis.rawValue) { kind in
      unsafe code.update(data: kind)
      return unsafe bytes.withUnsafeBytes { content in
        unsafe code.update(data: content)
        return unsafe code.finalize().withUnsafeBytes { digest in
          unsafe UUID(uuid: digest.loadUnaligned(as: uuid_t.self))
        }
      }
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
