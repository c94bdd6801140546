import Foundation
import PostgresTesting
import Testing

@testable import Postgres

/// COPY in text and CSV format under load, and what cuts it off.
@Suite(.database) struct CopyTextFlowTests {
  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int, word text)")
    return connection
  }

  /// Rows without end.
  private func endless(_ copy: inout CopyTextIn, _ afterEach: (Int) throws -> Void) throws {
    for number in 1... {
      try copy.row(["\(number)", "a word that makes the row a little longer"])
      try afterEach(number)
    }
  }

  @Test(
    "Values of 10 MiB, and letters that a block's end cuts through, arrive equal",
    arguments: CopyTextFormat.allCases)
  func largeFields(format: CopyTextFormat) throws {
    var connection = try connectToTable()
    let large = String(repeating: "€é\u{1F468}\t\"", count: 1 << 20)
    let words =
      (0..<8).map { String(repeating: "a", count: $0) + String(repeating: "€\n", count: 30_000) } + [large]
    let sent = try connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
      for (number, word) in words.enumerated() { try copy.row(["\(number)", word]) }
    }
    #expect(sent == words.count)
    let back = try connection.values("SELECT word FROM kept ORDER BY n", as: String.self)
    #expect(back == words)
  }

  @Test(
    "A row of 1 GiB or more is refused, and no row is kept", .enabled(if: hasRoomForLargeValues),
    arguments: CopyTextFormat.allCases)
  func tooLarge(format: CopyTextFormat) throws {
    var connection = try connectToTable()
    // Half of it is too much as well, where each character needs two in the row.
    let half = String(repeating: format == .text ? "\t" : "\"", count: 1 << 15)
    for (word, limit) in [(half, 1 << 16), (String(repeating: "a", count: 1 << 30), 1 << 30)] {
      let error = try refusal {
        _ = try connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
          copy.sink.rowLimit = limit
          try copy.row(["1", word])
        }
      }
      #expect(error.kind == .misuse && error.message.contains("row 1 has 1 GiB"), "\(error)")
    }
    #expect(try connection.count("kept") == 0)
  }

  @Test(
    "Notices in mid-COPY are delivered, all and in order, and block nothing",
    arguments: CopyTextFormat.allCases)
  func notices(format: CopyTextFormat) throws {
    var connection = try connectToTable()
    try connection.script(
      """
      CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE NOTICE 'row % %', NEW.n, repeat('x', 500); RETURN NEW; END $$;
      CREATE TRIGGER tell BEFORE INSERT ON kept FOR EACH ROW EXECUTE FUNCTION tell()
      """)
    let heard = Notes()
    connection.onNotice { _, message in heard.add(String(message.prefix { $0 != "x" })) }
    let word = String(repeating: "w", count: 1000)
    let sent = try connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
      for number in 1...10_000 { try copy.row(["\(number)", word]) }
    }
    #expect(sent == 10_000)
    #expect(heard.all == (1...10_000).map { "row \($0) " })
  }

  @Test(
    "A session that is ended in mid-COPY stops the sender with 57P01; no row is kept",
    arguments: CopyTextFormat.allCases)
  func terminated(format: CopyTextFormat) throws {
    var killer = try connectToTable()
    var connection = try Database.current.connect()
    let session = try connection.session()
    let error = try refusal {
      _ = try connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
        // It would never end by itself.
        try endless(&copy) { if $0 == 10_000 { try killer.terminate(session) } }
      }
    }
    #expect(error.sqlState == .adminShutdown && error.kind == .connectionLost && error.spoils == .connection)
    #expect(try killer.count("kept") == 0)
  }

  @Test(
    "A cancel in mid-COPY stops the sender with 57014, and says that it was the user's; no row is kept",
    arguments: CopyTextFormat.allCases)
  func cancelled(format: CopyTextFormat) throws {
    var connection = try connectToTable()
    let made = connection.makeCanceller()
    let canceller = try #require(made)
    let error = try refusal {
      _ = try connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
        try endless(&copy) { number in
          if number == 5000 { Thread.detachNewThread { canceller.cancel() } }
        }
      }
    }
    #expect(error.sqlState == .queryCanceled && error.message.contains("user request"), "\(error)")
    #expect(error.kind == .server && error.spoils == .nothing)
    #expect(try connection.count("kept") == 0)
    for round in 1...30 {
      _ = try? connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
        if round % 2 == 0 { canceller.cancel() }
        try copy.row([nil, nil])
        if round % 2 == 1 { canceller.cancel() }
      }
      #expect(try connection.answers())
    }
  }

  @Test(
    "A COPY that the server ends before it reads anything shifts no later answer",
    arguments: CopyTextFormat.allCases)
  func failsBeforeReading(format: CopyTextFormat) throws {
    var connection = try connectToTable()
    try connection.script(
      """
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'closed'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON kept FOR EACH STATEMENT EXECUTE FUNCTION refuse()
      """)
    for _ in 1...20 {
      let error = try refusal {
        _ = try connection.copyIn(into: "kept", columns: ["n"], as: format) { try $0.row([nil]) }
      }
      #expect(error.message == "closed" && error.spoils == .nothing)
      for _ in 1...3 { #expect(try connection.answers()) }
    }
  }
}
