#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension UUID: PostgresEncodable, PostgresDecodable {
  /// `uuid`
  public static var parameterType: PostgresType { .uuid }
  /// `uuid`
  public var parameter: Parameter {
    // The bytes are copied inside the closure.
    unsafe .binary(.uuid, withUnsafeBytes(of: uuid) { unsafe Array($0) })
  }
  /// From `uuid`.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> UUID? {
    guard type == .uuid, bytes.count == MemoryLayout<uuid_t>.size else { return nil }
    // The length was just compared; sixteen bytes may be any.
    return unsafe UUID(uuid: bytes.bytes.unsafeLoadUnaligned(as: uuid_t.self))
  }
}
