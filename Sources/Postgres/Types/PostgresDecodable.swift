/// A Swift value that a column can be read as.
public protocol PostgresDecodable: Sendable {
  /// The value of a field that is not NULL, in binary format; nil where the field's type or range does not fit. Nothing
  /// is ever truncated or rounded to fit, and no bytes whatever make it trap.
  static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Self?
  /// The value that stands for NULL; nil where there is none.
  static var null: Self? { get }
}

extension PostgresDecodable {
  /// Most types have no value for NULL.
  @inlinable public static var null: Self? { nil }
}

/// Reads a big-endian integer that fills the whole field.
@inlinable func decodeInteger<Number: FixedWidthInteger & BitwiseCopyable>(
  _ bytes: Span<UInt8>, as _: Number.Type = Number.self
) -> Number? {
  guard bytes.count == MemoryLayout<Number>.size else { return nil }
  // The length was just compared, and the bytes of an integer may be any.
  return unsafe Number(bigEndian: bytes.bytes.unsafeLoadUnaligned(as: Number.self))
}

/// The bytes as an array of their own.
func copied(_ bytes: Span<UInt8>) -> [UInt8] {
  // One copy; byte by byte it is a hundred times slower without optimisation. The pointer does not leave the closure.
  unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
}

/// Reads a big-endian integer at `offset` and moves on; nil where the bytes end before it does.
func takeInteger<Number: FixedWidthInteger & BitwiseCopyable>(
  _ bytes: Span<UInt8>, at offset: inout Int, as _: Number.Type = Number.self
) -> Number? {
  let end = offset + MemoryLayout<Number>.size
  guard end <= bytes.count else { return nil }
  defer { offset = end }
  return decodeInteger(bytes.extracting(offset..<end))
}

/// Reads a length and takes in so many bytes as stand after it: their place, an empty optional for NULL, nil where the bytes
/// end before.
func takePlace(_ bytes: Span<UInt8>, at offset: inout Int) -> Range<Int>?? {
  guard let length: Int32 = takeInteger(bytes, at: &offset), length >= -1 else { return nil }
  if length == -1 { return .some(nil) }
  let end = offset + Int(length)
  guard end <= bytes.count else { return nil }
  defer { offset = end }
  return .some(offset..<end)
}
