import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct CopyOutTests {
  @Test("COPY out gives every byte of every row, and the server's count")
  func everyByte() throws {
    var connection = try Database.current.connect()
    var bytes: [UInt8] = []
    let count = try connection.copyOut("COPY (SELECT n FROM generate_series(1, 50000) n) TO STDOUT") {
      block in
      for index in block.indices { bytes.append(block[index]) }
    }
    #expect(count == 50_000)
    #expect(String(decoding: bytes, as: UTF8.self) == (1...50_000).map { "\($0)\n" }.joined())
    #expect(
      try connection.copyOut("COPY (SELECT 1 WHERE false) TO STDOUT") { _ in Issue.record("a row of none") }
        == 0)
  }

  @Test("A COPY out that its reader leaves ends at once with the reader's error, and the connection goes on")
  func abandoned() throws {
    var connection = try Database.current.connect()
    let start = ContinuousClock.now
    for round in 1...5 {
      var seen = 0
      #expect(throws: OwnError(number: round)) {
        try connection.copyOut(
          "COPY (SELECT a FROM generate_series(1, 100000) a, generate_series(1, 100000)) TO STDOUT"
        ) { _ in
          seen += 1
          if seen == round { throw OwnError(number: round) }
        }
      }
      #expect(try connection.answers())
    }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test(
    "A COPY out that fails on the server half-way is an error after some rows, never as if it were complete")
  func failsHalfWay() throws {
    var connection = try Database.current.connect()
    var lines = 0
    let error = try refusal {
      _ = try connection.copyOut("COPY (SELECT 1 / (5000 - n) FROM generate_series(1, 9000) n) TO STDOUT") {
        block in
        for index in block.indices where block[index] == UInt8(ascii: "\n") { lines += 1 }
      }
    }
    #expect(error.sqlState?.rawValue == "22012" && error.spoils == .nothing)
    #expect(lines > 0 && lines <= 4999)
    #expect(try connection.answers())
  }

  @Test("What is no COPY TO STDOUT is refused before the first block")
  func noCopy() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    let statements: [(SQL, String?)] = [
      ("SELECT 1", nil), ("COPY kept FROM STDIN", nil), ("COPY kept FROM STDIN (FORMAT binary)", nil),
      ("", nil),
      ("COPY kept TO STDOUT; DROP TABLE kept", "42601"), ("SELECT 1; COPY kept TO STDOUT", "42601"),
      ("COPY nowhere TO STDOUT", "42P01"),
    ]
    for (statement, state) in statements {
      let error = try refusal {
        _ = try connection.copyOut(statement) { _ in Issue.record("a block of \(statement.text)") }
      }
      #expect(error.sqlState?.rawValue == state && error.kind == (state == nil ? .misuse : .server))
      #expect(try connection.answers())
    }
  }
}
