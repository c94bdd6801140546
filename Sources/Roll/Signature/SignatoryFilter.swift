internal import Foundation

/// A set of ids in bounded memory that may take an id for one of its own, and never misses one: a split-block Bloom filter
/// (F. Putze, P. Sanders, J. Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007; the blocks as in the
/// specification of Apache Parquet, "Bloom Filter"). An id is 16 bytes of a keyed digest, uniform already, so that its own
/// bits serve as the hashes.
struct SignatoryFilter {
  /// One bit of each of the eight lanes for an id: 256 bits, half of a cache line.
  private typealias Block = SIMD8<UInt32>

  /// Parts that double in size, so that nobody has to know in advance how many ids will come.
  private var parts: [[Block]] = []
  private var room = 0
  private let maximumBlocks: Int

  /// Ids for each block: 12.8 bits for an id, of which about 1 in 200 is then taken for another.
  private static let idsPerBlock = 20

  /// - Parameters:
  ///   - expected: how many ids will come, as far as anybody knows.
  ///   - maximumBytes: what is not exceeded; more ids only make more mistakes.
  init(expecting expected: Int = 0, maximumBytes: Int = 1 << 23) {
    maximumBlocks = maximumBytes / MemoryLayout<Block>.size
    grow(to: max(4096, expected / Self.idsPerBlock))
  }

  private mutating func grow(to blocks: Int) {
    let used = parts.reduce(0) { $0 + $1.count }
    let count = min(blocks, maximumBlocks - used)
    guard count > 0 || parts.isEmpty else {
      room = .max
      return
    }
    parts.append([Block](repeating: .zero, count: max(1, count)))
    room = max(1, count) * Self.idsPerBlock
  }

  /// Adds an id of 16 bytes; says whether it may have been there before. Where it says no, it was not.
  mutating func insert(_ id: UUID) -> Bool {
    let (place, mask) = Self.spot(of: id)
    var wasThere = false
    for part in parts.indices {
      let index = Self.index(place, of: parts[part].count)
      if parts[part][index] & mask == mask { wasThere = true }
    }
    if wasThere { return true }
    if room == 0 { grow(to: 2 * (parts.last?.count ?? 0)) }
    room -= 1
    let last = parts.count - 1
    let index = Self.index(place, of: parts[last].count)
    parts[last][index] |= mask
    return false
  }

  /// Whether an id may be there. Where it says no, it is not.
  func mayContain(_ id: UUID) -> Bool {
    let (place, mask) = Self.spot(of: id)
    return parts.contains { $0[Self.index(place, of: $0.count)] & mask == mask }
  }

  /// What chooses a block, and the eight bits in it: 64 bits of the id each.
  private static func spot(of id: UUID) -> (place: UInt64, mask: Block) {
    let (place, bits) = id.words
    var shifts = Block()
    for lane in 0..<8 { shifts[lane] = UInt32(truncatingIfNeeded: bits >> UInt64(8 * lane)) & 31 }
    return (place, Block(repeating: 1) &<< shifts)
  }

  /// By multiplication instead of a remainder (D. Lemire, "Fast Random Integer Generation in an Interval", 2019).
  private static func index(_ place: UInt64, of count: Int) -> Int {
    Int(place.multipliedFullWidth(by: UInt64(count)).high)
  }
}
