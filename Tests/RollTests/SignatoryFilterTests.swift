import Foundation
import Testing

@testable import Roll

@Suite struct SignatoryFilterTests {
  private func ids(_ count: Int, seed: UInt64) -> [UUID] {
    var random = SplitMix64(state: seed)
    return (0..<count).map { _ in
      func byte() -> UInt8 { UInt8(truncatingIfNeeded: random.next()) }
      return UUID(
        uuid: (
          byte(), byte(), byte(), byte(), byte(), byte(), byte(), byte(), byte(), byte(), byte(), byte(),
          byte(),
          byte(), byte(), byte()
        ))
    }
  }

  @Test("an id that was inserted is never missed, however many came, and however little memory there is")
  func neverMisses() {
    for maximumBytes in [1, 32, 4096, 1 << 20] {
      var filter = SignatoryFilter(maximumBytes: maximumBytes)
      let ids = ids(200_000, seed: 1)
      for id in ids { _ = filter.insert(id) }
      #expect(ids.allSatisfy { filter.mayContain($0) }, "\(maximumBytes) bytes")
      #expect(ids.allSatisfy { filter.insert($0) }, "\(maximumBytes) bytes")
    }
  }

  @Test("fewer than 2 in 100 ids are taken for one that was there, also after it has grown")
  func mistakes() {
    var filter = SignatoryFilter()
    let inserted = ids(300_000, seed: 2).count { filter.insert($0) }
    let others = ids(100_000, seed: 3).count { filter.mayContain($0) }
    #expect(
      inserted < 6000 && others < 2000, "\(inserted) of 300000 on the way in, \(others) of 100000 after")
  }
}
