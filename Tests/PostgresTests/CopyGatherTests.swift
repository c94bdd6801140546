import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct CopyGatherTests {
  private static let copy: SQL = "COPY kept (n, word) FROM STDIN (FORMAT binary)"

  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (place int GENERATED ALWAYS AS IDENTITY, n int, word text)")
    return connection
  }

  /// Gathers rows with these numbers; gives where each lies.
  private func gather(_ numbers: ClosedRange<Int32>, in rows: inout CopyIn) throws -> [Range<Int>] {
    var places: [Range<Int>] = []
    for number in numbers {
      let start = rows.byteCount
      try rows.row(fields: 2)
      rows.write(number)
      rows.write(String(repeating: "é", count: Int(number)))
      places.append(start..<rows.byteCount)
    }
    return places
  }

  @Test("gathered rows are sent in the order of their sending, and all at once in that of their gathering")
  func order() throws {
    var connection = try connectToTable()
    var rows = CopyIn()
    let places = try gather(1...700, in: &rows)
    let count = try connection.copyIn(Self.copy) { copy in
      for place in places.reversed() { try copy.append(rows, bytes: place) }
      try copy.append(rows)
      try copy.row(fields: 2)
      copy.write(Int32(0))
      copy.write("")
    }
    #expect(count == 1401)
    let numbers = try connection.values("SELECT n FROM kept ORDER BY place", as: Int32.self)
    #expect(numbers == Array((1...700).reversed()) + Array(1...700) + [0])
    let isWhole: SQL = "SELECT bool_and(length(word) = n AND word = repeat('é', n)) FROM kept"
    #expect(try connection.value(isWhole, as: Bool.self) == true)
  }

  @Test("rows that were forgotten are not sent, and their room serves others")
  func forgotten() throws {
    var connection = try connectToTable()
    var rows = CopyIn()
    _ = try gather(1...9, in: &rows)
    rows.removeAll()
    #expect(rows.byteCount == 0)
    #expect(try connection.copyIn(Self.copy) { try $0.append(rows) } == 0)
    _ = try gather(5...6, in: &rows)
    #expect(try connection.copyIn(Self.copy) { try $0.append(rows) } == 2)
  }

  @Test("a gathered row with a field too few or too many fails the COPY that it is sent to")
  func wrongFields() throws {
    var connection = try connectToTable()
    for fields in [1, 3] {
      var rows = CopyIn()
      try rows.row(fields: 2)
      for _ in 0..<fields { rows.null() }
      let error = #expect(throws: PostgresError.self) {
        try connection.copyIn(Self.copy) { try $0.append(rows) }
      }
      #expect(error?.kind == .misuse && error?.message.contains("fields") == true)
    }
    #expect(try connection.value("SELECT count(*) FROM kept", as: Int.self) == 0)
  }

  @Test("bytes that no row lies at are refused before anything is sent", arguments: [0..<0, 5..<5, 0..<1000])
  func wrongBytes(_ bytes: Range<Int>) throws {
    var connection = try connectToTable()
    var rows = CopyIn()
    _ = try gather(1...3, in: &rows)
    let error = #expect(throws: PostgresError.self) {
      try connection.copyIn(Self.copy) { try $0.append(rows, bytes: bytes) }
    }
    #expect(error?.kind == .misuse && error?.message.contains("no row lies at") == true)
    #expect(try connection.value("SELECT count(*) FROM kept", as: Int.self) == 0)
  }
}
