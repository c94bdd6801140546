import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct RangeTests {
  private func check<Bound: PostgresRangeBound & Comparable & CustomStringConvertible>(
    _ low: Bound, _ high: Bound, isDiscrete: Bool, _ location: SourceLocation = #_sourceLocation
  ) throws {
    var connection = try Database.current.connect()
    let limits: [(PostgresRange<Bound>.Limit, PostgresRange<Bound>.Limit)] = [
      (.inclusive(low), .exclusive(high)), (.unbounded, .unbounded), (.unbounded, .exclusive(high)),
      (.inclusive(low), .unbounded), (.inclusive(low), .inclusive(high)), (.exclusive(low), .inclusive(high)),
      (.exclusive(low), .exclusive(high)),
    ]
    for range in [.empty] + limits.map({ PostgresRange.between($0.0, $0.1) }) {
      let back = try connection.value("SELECT \(range)", as: PostgresRange<Bound>.self)
      let text = try connection.value("SELECT \(range)::text", as: String.self)
      #expect(back?.description == text, sourceLocation: location)
      for value in [low, high] {
        #expect(back?.contains(value) == range.contains(value), sourceLocation: location)
        let elements = try connection.value("SELECT \(range) @> \(value)", as: Bool.self)
        #expect(range.contains(value) == elements, "\(range) \(value)", sourceLocation: location)
      }
      guard !isDiscrete else { continue }
      #expect(back == range && range.description == text, sourceLocation: location)
    }
  }

  @Test(
    "Ranges of every type keep their bounds, open, closed or none, and hold what the server says they hold")
  func ranges() throws {
    try check(Int32(1), 5, isDiscrete: true)
    try check(Int64.min + 1, .max - 1, isDiscrete: true)
    try check(1, 2, isDiscrete: true)
    try check(PostgresDate(daysSince2000: -1), PostgresDate(daysSince2000: 9), isDiscrete: true)
    try check(PostgresNumeric(-1), try #require(PostgresNumeric("2.50")), isDiscrete: false)
    try check(
      PostgresTimestamp(microsecondsSince2000: -1), PostgresTimestamp(microsecondsSince2000: 1),
      isDiscrete: false)
    var connection = try Database.current.connect()
    try connection.script("ALTER ROLE CURRENT_USER SET TimeZone TO 'UTC'")
    try check(
      PostgresInstant(microsecondsSince2000: -1), PostgresInstant.infinity, isDiscrete: false)
  }

  @Test("A Swift range is that range, and an empty one is empty")
  func swiftRanges() throws {
    var connection = try Database.current.connect()
    #expect(try connection.value("SELECT \(PostgresRange(1..<4))::text", as: String.self) == "[1,4)")
    #expect(try connection.value("SELECT \(PostgresRange(1...4))::text", as: String.self) == "[1,5)")
    #expect(PostgresRange(1..<1) == .empty && !PostgresRange(1..<1).contains(1))
    #expect(try connection.value("SELECT \(nil as PostgresRange<Int>?) IS NULL") == true)
  }

  @Test("A lower end above the upper one is the server's error")
  func upsideDown() throws {
    var connection = try Database.current.connect()
    let range = PostgresRange<Int32>.between(.inclusive(2), .exclusive(1))
    let error = try refusal { _ = try connection.run("SELECT \(range)") }
    #expect(error.sqlState?.rawValue == "22000")
  }
}
