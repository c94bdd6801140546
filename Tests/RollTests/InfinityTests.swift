import Postgres
import Testing

@testable import Roll

struct InfinityTests {
  @Test("The server's infinite days and moments are no Day and no Instant, and what overflows is none either")
  func infinities() {
    func bytes<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
      (0..<(Number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> (Number.bitWidth - 8 - $0 * 8)) }
    }
    for end in [Int32.min, .max] { #expect(Day.decode(bytes(end).span, type: .date) == nil) }
    for end in [Int64.min, .max, .max - 1] {
      #expect(Instant.decode(bytes(end).span, type: .timestamptz) == nil)
    }
    #expect(Day.decode(bytes(Int32(0)).span, type: .date)?.description == "2000-01-01")
    let moment = Instant.decode(bytes(Int64(0)).span, type: .timestamptz)
    #expect(moment?.description == "2000-01-01T00:00:00Z")
  }
}
