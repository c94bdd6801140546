/// What was read lately, by its exact bytes. Bounded, so that a column of free text cannot fill the memory; a look costs one
/// pass over the bytes and no allocation.
struct CountryCache {
  private var kept: [UInt64: (bytes: [UInt8], reading: CountryReading)] = [:]

  /// The most that is kept. Beyond it everything goes: frequent spellings are back at once.
  static let limit = 10_000

  var count: Int { kept.count }

  subscript(bytes: Span<UInt8>) -> CountryReading? {
    guard let entry = kept[Self.hash(bytes)], entry.bytes.count == bytes.count else { return nil }
    for index in bytes.indices where entry.bytes[index] != bytes[index] { return nil }
    return entry.reading
  }

  mutating func keep(_ bytes: [UInt8], _ reading: CountryReading) {
    if kept.count >= Self.limit { kept.removeAll(keepingCapacity: true) }
    kept[Self.hash(bytes.span)] = (bytes, reading)
  }

  /// FNV-1a of 64 bits (Fowler, Noll and Vo). Two texts of one hash take the place of each other, and are told apart by their bytes.
  private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return hash
  }
}
