import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct StreamTests {
  @Test("A stream gives every row once and in order")
  func everyRow() throws {
    var connection = try Database.current.connect()
    var next = 1
    try connection.forEachRow("SELECT n, repeat('x', n::int % 7) FROM generate_series(1, \(10_000)) n") {
      row in
      let (number, text) = try row.columns((Int, String).self)
      #expect(number == next && text.count == number % 7)
      next += 1
    }
    #expect(next == 10_001)
  }

  @Test("A stream that the server breaks off in the middle ends with its error, never as if it were complete")
  func errorInTheMiddle() throws {
    var connection = try Database.current.connect()
    var seen: [Int] = []
    let error = try refusal {
      try connection.forEachRow("SELECT 10 / (5 - g) FROM generate_series(1, 9) g") {
        seen.append(try $0.value(0))
      }
    }
    #expect(error.sqlState?.rawValue == "22012" && error.spoils == .nothing)
    #expect([2, 3, 5, 10].starts(with: seen))
    #expect(try connection.answers())
    let inside = try refusal {
      try connection.transaction { transaction in
        let error = try refusal {
          try transaction.forEachRow("SELECT 1 / (3 - g) FROM generate_series(1, 9) g") { _ in }
        }
        #expect(error.spoils == .transaction)
      }
    }
    #expect(inside.kind == .commitBecameRollback)
  }

  @Test("A statement while rows are still coming is refused, and the rows go on undisturbed")
  func queryWithinStream() throws {
    var connection = try Database.current.connect()
    let wire = connection.wire
    var seen = 0
    try connection.forEachRow("SELECT generate_series(1, 100)") { row in
      seen += 1
      #expect(try row.value(0) == seen)
      let error = try refusal { _ = try wire.run("SELECT -1", file: "", line: 0) }
      #expect(error.kind == .misuse && error.spoils == .nothing)
      #expect(error.message.contains("in progress"))
    }
    #expect(seen == 100)
    #expect(try connection.answers())
  }

  @Test(
    "A stream that its reader leaves ends at once with the reader's error, and the next answer is the next one's"
  )
  func abandoned() throws {
    var connection = try Database.current.connect()
    let start = ContinuousClock.now
    for round in 1...10 {
      #expect(throws: OwnError(number: round)) {
        // Ten thousand million rows: to read them all would take an hour.
        try connection.forEachRow("SELECT a FROM generate_series(1, 100000) a, generate_series(1, 100000)") {
          _ in
          throw OwnError(number: round)
        }
      }
      #expect(try connection.value("SELECT \(round)") == round)
    }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("What a stream's reader left takes only its savepoint with it")
  func abandonedInSavepoint() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    try connection.transaction { transaction in
      try transaction.execute("INSERT INTO kept VALUES (1)")
      #expect(throws: OwnError()) {
        try transaction.savepoint { inner in
          try inner.forEachRow("SELECT generate_series(1, 100000)") { _ in throw OwnError() }
        }
      }
      try transaction.execute("INSERT INTO kept VALUES (2)")
    }
    #expect(try connection.count("kept") == 2)
  }

  @Test("A value of 256 MiB comes whole", .enabled(if: hasRoomForLargeValues))
  func veryLargeValue() throws {
    var connection = try Database.current.connect()
    let size = 256 << 20
    var seen = 0
    try connection.forEachRow("SELECT repeat('x', \(Int32(size)))") { row in
      seen = try row.value(0, as: String.self).utf8.count
    }
    #expect(seen == size)
  }

  @Test("A value of 64 MiB comes whole, both ways")
  func largeValue() throws {
    var connection = try Database.current.connect()
    let size = 64 << 20
    #expect(try connection.value("SELECT repeat('x', \(Int32(size)))", as: String.self)?.utf8.count == size)
    let bytes = [UInt8](repeating: 0xA5, count: size)
    #expect(try connection.value("SELECT length(\(bytes))", as: Int.self) == size)
    #expect(try connection.value("SELECT \(bytes)", as: [UInt8].self) == bytes)
    let tooLarge = try refusal { _ = try connection.run("SELECT repeat('x', 1 << 30)") }
    #expect(tooLarge.sqlState?.rawValue == "54000" && tooLarge.spoils == .nothing)
    #expect(try connection.answers())
  }
}
