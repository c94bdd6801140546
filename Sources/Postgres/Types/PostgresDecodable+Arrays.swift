extension Array: PostgresDecodable where Element: PostgresArrayElement {
  /// `bytea` as bytes, else an array of one dimension without NULLs.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> [Element]? {
    Element.decodeArray(bytes, type: type)
  }
}

extension UInt8 {
  /// From `bytea`.
  public static func decodeArray(_ bytes: Span<UInt8>, type: PostgresType) -> [UInt8]? {
    guard type == .bytea else { return nil }
    return copied(bytes)
  }
}

extension String {
  /// From `text[]`.
  public static func decodeArray(_ bytes: Span<UInt8>, type: PostgresType) -> [String]? {
    guard type == .textArray else { return nil }
    return decodeElements(bytes) { String.decode($0, type: .text) }
  }
}

extension Int64 {
  /// From `bigint[]`.
  public static func decodeArray(_ bytes: Span<UInt8>, type: PostgresType) -> [Int64]? {
    guard type == .int8Array else { return nil }
    return decodeElements(bytes) { Int64.decode($0, type: .int8) }
  }
}

/// The bytes as an array of their own.
func copied(_ bytes: Span<UInt8>) -> [UInt8] {
  // One copy; byte by byte it is a hundred times slower without optimisation. The pointer does not leave the closure.
  unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
}

/// The elements of a one-dimensional array in binary format: dimensions, NULL flag, element type, length, lower bound,
/// then each element with its length. nil for more dimensions and for NULLs.
private func decodeElements<Element>(
  _ bytes: Span<UInt8>, _ decode: (Span<UInt8>) -> Element?
) -> [Element]? {
  guard bytes.count >= 12, let dimensions = decodeInteger(bytes.extracting(0..<4), as: Int32.self) else {
    return nil
  }
  if dimensions == 0 { return [] }
  guard dimensions == 1, bytes.count >= 20,
    let count = decodeInteger(bytes.extracting(12..<16), as: Int32.self), count >= 0
  else { return nil }
  var offset = 20
  var elements: [Element] = []
  for _ in 0..<count {
    guard offset + 4 <= bytes.count,
      let length = decodeInteger(bytes.extracting(offset..<(offset + 4)), as: Int32.self), length >= 0,
      offset + 4 + Int(length) <= bytes.count,
      let element = decode(bytes.extracting((offset + 4)..<(offset + 4 + Int(length))))
    else { return nil }
    elements.append(element)
    offset += 4 + Int(length)
  }
  guard offset == bytes.count else { return nil }
  return elements
}
