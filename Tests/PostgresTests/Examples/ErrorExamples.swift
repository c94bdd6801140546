import Postgres
import PostgresTesting
import Testing

@Suite(.database) struct ErrorExamples {
  @Test("A violated constraint is known by its name")
  func constraint() throws {
    var connection = try connectToPetitions()
    var said = ""
    do {
      try connection.execute("UPDATE petition SET signatures = -1 WHERE slug = 'clean-air'")
    } catch {
      switch (error.sqlState, error.constraint) {
      case (.checkViolation, "signatures_not_negative"): said = "There cannot be fewer than none."
      case (.uniqueViolation, _): said = "It is there already."
      default: throw error
      }
    }
    #expect(said == "There cannot be fewer than none.")
  }

  @Test("A class stands for all of its codes")
  func classes() throws {
    var connection = try connectToPetitions()
    var isRefused = false
    do {
      try connection.execute("INSERT INTO petition VALUES ('clean-air', 'Clean air', 0)")
    } catch {
      if let state = error.sqlState, .integrityViolation ~= state { isRefused = true }
    }
    #expect(isRefused)
  }

  @Test("What an error spoils says what to do next")
  func spoils() throws {
    var connection = try connectToPetitions()
    var other = try Database.current.connect()
    let session = try connection.session()
    try other.terminate(session)
    do {
      try connection.execute("DELETE FROM petition")
    } catch {
      switch error.spoils {
      case .nothing: break
      case .transaction: throw error
      case .connection: try connection.reconnect()
      }
    }
    #expect(try connection.answers())
  }

  @Test("No description shows a value, although the message may")
  func values() throws {
    var connection = try connectToPetitions()
    let note = "not a number"
    var text = ""
    do {
      try connection.execute("UPDATE petition SET signatures = \(note)")
    } catch {
      text = "\(error)"
    }
    #expect(text.contains("22P02") && !text.contains(note))
  }

  @Test("A column that does not fit is named")
  func decoding() throws {
    var connection = try connectToPetitions()
    var message = ""
    do {
      _ = try connection.values("SELECT note FROM petition ORDER BY slug", as: String.self)
    } catch {
      if error.kind == .decoding { message = error.message }
    }
    #expect(message == "column 1 (note) of row 1 is NULL, not a String")
  }
}
