import Foundation
import Postgres
import PostgresTesting
import Testing

@Suite(.database) struct StreamingExamples {
  @Test("Rows are lent as they arrive")
  func rows() throws {
    var connection = try connectToPetitions()
    var total = 0
    try connection.forEachRow("SELECT slug, signatures FROM petition") { row in
      let (slug, signatures) = try row.columns((String, Int).self)
      print("\(slug) has \(signatures)")
      total += signatures
    }
    #expect(total == 92)
  }

  @Test("A statement as a value can be streamed as well")
  func statement() throws {
    var connection = try connectToPetitions()
    var longest = ""
    try connection.forEach(PetitionsWithAtLeast(signatures: 1)) { petition in
      if petition.title.count > longest.count { longest = petition.title }
    }
    #expect(longest == "Night buses")
  }

  @Test("What a reader throws ends the stream")
  func left() throws {
    struct Enough: Error {}
    var connection = try Database.current.connect()
    var numbers: [Int] = []
    do {
      try connection.forEachRow("SELECT generate_series(1, 1000000000)") { row in
        numbers.append(try row.value(0))
        if numbers.count == 3 { throw Enough() }
      }
    } catch is Enough {}
    #expect(numbers == [1, 2, 3])
    #expect(try connection.answers())
  }

  @Test("An error in the middle comes after rows that look complete")
  func middle() throws {
    var connection = try Database.current.connect()
    var numbers: [Int] = []
    do {
      try connection.forEachRow("SELECT 10 / (5 - n) FROM generate_series(1, 9) n") { row in
        numbers.append(try row.value(0))
      }
    } catch let error as PostgresError where error.sqlState == .divisionByZero {
      // The rows so far are a part of an answer, not an answer.
      numbers = []
    }
    #expect(numbers == [])
    #expect(try connection.answers())
  }

  @Test("A canceller stops a statement from another thread")
  func cancel() throws {
    var connection = try Database.current.connect()
    let start = ContinuousClock.now
    let canceller = connection.makeCanceller()
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.1)
      canceller?.cancel()
    }
    do {
      try connection.execute("SELECT pg_sleep(30)")
    } catch {
      guard error.sqlState == .queryCanceled else { throw error }
      print("stopped")
    }
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(try connection.answers())
  }
}
