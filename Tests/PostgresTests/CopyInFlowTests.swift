import Foundation
import PostgresTesting
import Testing

@testable import Postgres

/// COPY under load, and what cuts it off.
@Suite(.database) struct CopyInFlowTests {
  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int, word text)")
    return connection
  }

  /// Rows without end.
  private func endless(_ copy: inout CopyIn, _ afterEach: (Int32) throws -> Void = { _ in }) throws {
    for number in Int32(1)... {
      try copy.row(fields: 2)
      copy.write(number)
      copy.write("a word that makes the row a little longer")
      try afterEach(number)
    }
  }

  @Test("Values of 10 MiB, and letters that a block's end cuts through, arrive equal")
  func largeFields() throws {
    var connection = try connectToTable()
    let large = String(repeating: "€é\u{1F468}a", count: 1 << 20)
    let words =
      (0..<8).map { String(repeating: "a", count: $0) + String(repeating: "€", count: 40_000) } + [large]
    let sent = try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
      for (number, word) in words.enumerated() {
        try copy.row(fields: 2)
        copy.write(Int32(number))
        copy.write(word)
      }
    }
    #expect(sent == words.count)
    let back = try connection.values("SELECT word FROM kept ORDER BY n", as: String.self)
    #expect(back == words)
  }

  @Test("A row of 1 GiB or more is refused, and no row is kept", .enabled(if: hasRoomForLargeValues))
  func tooLarge() throws {
    var connection = try connectToTable()
    let half = [UInt8](repeating: 0x61, count: 1 << 29)
    let error = try refusal {
      _ = try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
        try copy.row(fields: 2)
        copy.write(half)
        copy.write(half)
      }
    }
    #expect(error.kind == .misuse && error.message.contains("1 GiB"))
    #expect(try connection.count("kept") == 0)
  }

  @Test("Notices in mid-COPY are delivered, all and in order, and block nothing")
  func notices() throws {
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
    let sent = try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
      for number in Int32(1)...10_000 {
        try copy.row(fields: 2)
        copy.write(number)
        copy.write(word)
      }
    }
    #expect(sent == 10_000)
    #expect(heard.all == (1...10_000).map { "row \($0) " })
  }

  @Test("A session that is ended in mid-COPY stops the sender with 57P01; no row is kept")
  func terminated() throws {
    var killer = try connectToTable()
    var connection = try Database.current.connect()
    let session = try connection.session()
    let error = try refusal {
      _ = try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
        // It would never end by itself.
        try endless(&copy) { if $0 == 10_000 { try killer.terminate(session) } }
      }
    }
    #expect(error.sqlState == .adminShutdown && error.kind == .connectionLost && error.spoils == .connection)
    #expect(try killer.count("kept") == 0)
  }

  @Test("A cancel in mid-COPY stops the sender with 57014, and says that it was the user's; no row is kept")
  func cancelled() throws {
    var connection = try connectToTable()
    let made = connection.makeCanceller()
    let canceller = try #require(made)
    for round in 1...5 {
      let error = try refusal {
        _ = try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
          try endless(&copy) { number in
            if number == 5000 * Int32(round) { Thread.detachNewThread { canceller.cancel() } }
          }
        }
      }
      #expect(error.sqlState == .queryCanceled && error.message.contains("user request"), "\(error)")
      #expect(error.kind == .server && error.spoils == .nothing)
      #expect(try connection.count("kept") == 0)
    }
  }

  @Test("The sender's own error leaves even where a cancel or the end of the session came before")
  func ownErrorAfterCancel() throws {
    var connection = try connectToTable()
    let made = connection.makeCanceller()
    let canceller = try #require(made)
    #expect(throws: OwnError()) {
      try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
        try copy.row(fields: 0)
        canceller.cancel()
        throw OwnError()
      }
    }
    #expect(try connection.answers())
  }

  @Test(
    "A COPY that the server ends before it reads anything shifts no later answer; or the connection says it is lost"
  )
  func failsBeforeReading() throws {
    var connection = try connectToTable()
    try connection.script(
      """
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'closed'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON kept FOR EACH STATEMENT EXECUTE FUNCTION refuse()
      """)
    for _ in 1...20 {
      let error = try refusal {
        _ = try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
          try copy.row(fields: 2)
          copy.null()
          copy.null()
        }
      }
      #expect(error.message == "closed" && error.spoils == .nothing)
      #expect(throws: OwnError()) {
        try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { _ in throw OwnError() }
      }
      for _ in 1...3 { #expect(try connection.answers()) }
    }
    for verb in 1...3 {
      var other = try Database.current.connect()
      let error = try refusal {
        switch verb {
        case 1: _ = try other.run("COPY kept FROM STDIN")
        case 2: try other.script("COPY kept FROM STDIN")
        default: try other.forEachRow("COPY kept FROM STDIN") { _ in }
        }
      }
      #expect(error.kind == .misuse)
      if error.spoils == .nothing {
        for _ in 1...3 { #expect(try other.answers()) }
      } else {
        #expect(throws: PostgresError.self) { try other.answers() }
      }
    }
  }

  @Test("A cancel at any moment of a COPY shifts no later answer")
  func cancelAnytime() throws {
    var connection = try connectToTable()
    let made = connection.makeCanceller()
    let canceller = try #require(made)
    for round in 1...100 {
      _ = try? connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
        if round % 2 == 0 { canceller.cancel() }
        try copy.row(fields: 2)
        copy.null()
        copy.null()
        if round % 2 == 1 { canceller.cancel() }
      }
      #expect(try connection.answers())
    }
  }
}
