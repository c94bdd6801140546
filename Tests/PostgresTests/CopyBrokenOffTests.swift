import PostgresTesting
import Testing

@testable import Postgres

/// A COPY out that its reader leaves or the server breaks off, read in each way there is.
@Suite(.database) struct CopyBrokenOffTests {
  enum Way: CaseIterable {
    case blocks, rows, texts

    /// Reads a query of one `integer` column by COPY; `body` is called for each row.
    func read(_ query: SQL, from connection: inout Connection, _ body: () throws -> Void) throws -> Int {
      switch self {
      case .blocks: try connection.copyOut("COPY (\(fragment: query)) TO STDOUT") { _ in try body() }
      case .rows:
        try connection.copyOut(
          "COPY (\(fragment: query)) TO STDOUT (FORMAT binary)", columns: [.int4]
        ) { row in
          _ = try row.value(0, as: Int.self)
          try body()
        }
      case .texts:
        try connection.copyOut(textOf: query) { row in
          #expect(row.count == 1)
          try body()
        }
      }
    }
  }

  @Test(
    "A COPY out that its reader leaves after the first of 1,000,000 rows ends with the reader's error, and no later answer shifts",
    arguments: Way.allCases)
  func abandoned(way: Way) throws {
    var connection = try Database.current.connect()
    for round in 1...3 {
      #expect(throws: OwnError(number: round)) {
        try way.read("SELECT n FROM generate_series(1, 1000000) n", from: &connection) {
          throw OwnError(number: round)
        }
      }
      for _ in 1...3 { #expect(try connection.answers()) }
    }
  }

  @Test("All of 1,000,000 rows come, and as many as the server counts", arguments: Way.allCases)
  func all(way: Way) throws {
    var connection = try Database.current.connect()
    var count = 0
    let counted = try way.read("SELECT n FROM generate_series(1, 1000000) n", from: &connection) {
      count += 1
    }
    #expect(counted == 1_000_000)
    #expect(count == 1_000_000)
  }

  @Test(
    "A COPY out that fails on the server half-way is an error after some rows, never as if it were complete",
    arguments: Way.allCases)
  func failsHalfWay(way: Way) throws {
    var connection = try Database.current.connect()
    var count = 0
    let error = try refusal {
      _ = try way.read("SELECT 1 / (5000 - n) FROM generate_series(1, 9000) n", from: &connection) {
        count += 1
      }
    }
    #expect(error.sqlState?.rawValue == "22012" && error.spoils == .nothing)
    #expect(count > 0 && count <= 4999)
    #expect(try connection.answers())
  }

  @Test("A session that is ended in mid-COPY is an error, however much has come", arguments: Way.allCases)
  func terminated(way: Way) throws {
    var killer = try Database.current.connect()
    var connection = try Database.current.connect()
    let session = try connection.session()
    let error = try refusal {
      var count = 0
      _ = try way.read("SELECT a::int FROM generate_series(1, 100000000) a", from: &connection) {
        count += 1
        if count == 1000 { try killer.terminate(session) }
      }
    }
    #expect(error.kind == .connectionLost && error.spoils == .connection, "\(error)")
  }

  @Test("A cancel in mid-COPY is an error, and no later answer shifts", arguments: Way.allCases)
  func cancelled(way: Way) throws {
    var connection = try Database.current.connect()
    let made = connection.makeCanceller()
    let canceller = try #require(made)
    let error = try refusal {
      var count = 0
      _ = try way.read("SELECT a::int FROM generate_series(1, 100000000) a", from: &connection) {
        count += 1
        if count == 1000 { canceller.cancel() }
      }
    }
    #expect(error.sqlState == .queryCanceled && error.spoils == .nothing, "\(error)")
    for _ in 1...3 { #expect(try connection.answers()) }
  }

  @Test("A reader that a value does not fit leaves the transaction failed or whole, but never out of step")
  func inTransaction() throws {
    var connection = try Database.current.connect()
    let error = try refusal {
      try connection.transaction { transaction in
        _ = try transaction.copyOut(
          "COPY (SELECT n FROM generate_series(1, 1000000) n) TO STDOUT (FORMAT binary)", columns: [.int8]
        ) { row in _ = try row.value(0, as: Int.self) }
      }
    }
    #expect(error.kind == .decoding)
    #expect(try connection.answers())
  }
}
