import Postgres
import PostgresTesting
import Testing

@Suite(.database) struct TransactionExamples {
  struct TooFew: Error {}

  @Test("What a closure throws takes the transaction back")
  func closure() throws {
    var connection = try connectToPetitions()
    #expect(throws: TooFew.self) {
      try connection.transaction { transaction in
        try transaction.execute("UPDATE petition SET signatures = signatures - 20 WHERE slug = 'night-buses'")
        let rest = try transaction.value("SELECT min(signatures) FROM petition", as: Int.self) ?? 0
        guard rest >= 20 else { throw TooFew() }
      }
    }
    #expect(try connection.value("SELECT max(signatures) FROM petition", as: Int.self) == 80)
  }

  @Test("A savepoint takes back its own part, and the transaction goes on")
  func savepoint() throws {
    var connection = try connectToPetitions()
    let slugs = ["clean-air", "school-meals"]
    var known = 0
    try connection.transaction { transaction in
      for slug in slugs {
        do {
          try transaction.savepoint { inner in
            _ = try inner.execute("INSERT INTO petition VALUES (\(slug), 'Untitled', 0)")
          }
        } catch let error as PostgresError where error.sqlState == .uniqueViolation {
          known += 1
        }
      }
    }
    #expect(known == 1)
    #expect(try connection.count("petition") == 3)
  }

  @Test("A failure that is swallowed shows at the end")
  func swallowed() throws {
    var connection = try connectToPetitions()
    let error = try refusal {
      try connection.transaction { transaction in
        _ = try? transaction.execute("UPDATE petition SET signatures = -1")
      }
    }
    #expect(error.kind == .commitBecameRollback && error.spoils == .nothing)
  }

  @Test("A mode says what a transaction sees and how long it may take")
  func mode() throws {
    var connection = try connectToPetitions()
    var mode = TransactionMode.snapshot
    mode.statementTimeoutMilliseconds = 500
    mode.lockTimeoutMilliseconds = 100
    let total = try connection.transaction(mode) { transaction in
      try transaction.value("SELECT sum(signatures) FROM petition", as: Int.self) ?? 0
    }
    #expect(total == 92)
    let error = try refusal {
      try connection.transaction(mode) { _ = try $0.run("SELECT pg_sleep(30)") }
    }
    #expect(error.sqlState == .queryCanceled)
  }

  @Test("A setting for transactions holds in each of them")
  func setting() throws {
    var connection = try connectToPetitions()
    try connection.setForTransactions("search_path", to: "public")
    let path = try connection.transaction { try $0.value("SHOW search_path", as: String.self) }
    #expect(path == "public")
  }

  @Test("A transaction that lost against another is run again")
  func attempts() throws {
    var connection = try connectToPetitions()
    let slug = "clean-air"
    var runs = 0
    func adding(_ more: Int, to old: Int) throws -> Int {
      runs += 1
      var other = try Database.current.connect()
      if runs == 1 { try other.execute("UPDATE petition SET signatures = 20 WHERE slug = \(slug)") }
      return old + more
    }
    let signatures = try connection.transaction(.serializable, attempts: 5) { transaction in
      let old = try transaction.value("SELECT signatures FROM petition WHERE slug = \(slug)", as: Int.self)
      let new = try adding(1, to: old ?? 0)
      try transaction.execute("UPDATE petition SET signatures = \(new) WHERE slug = \(slug)")
      return new
    }
    #expect(signatures == 21 && runs == 2)
  }

  @Test("A COMMIT without an answer is told apart from a failure")
  func inDoubt() throws {
    var connection = try connectToPetitions()
    // The session ends while it commits.
    try connection.script(
      """
      CREATE FUNCTION end_session() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON petition DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION end_session();
      """)
    let slug = "school-meals"
    var isKept: Bool?
    do {
      try connection.transaction { transaction in
        _ = try transaction.execute("INSERT INTO petition VALUES (\(slug), 'School meals', 0)")
      }
      isKept = true
    } catch let error as PostgresError where error.commitInDoubt {
      try connection.reconnect()
      isKept = try connection.value("SELECT count(*) > 0 FROM petition WHERE slug = \(slug)", as: Bool.self)
    }
    #expect(isKept == false)
  }

  @Test("Locks of a transaction and of a session keep others out")
  func locks() throws {
    var connection = try connectToPetitions()
    var other = try Database.current.connect()
    let isFree = try connection.transaction { transaction in
      try transaction.lock(.key(4711))
      return try other.transaction { try $0.tryLock(.key(4711)) }
    }
    #expect(!isFree)

    try connection.withAdvisoryLock(.pair(1, 7)) { locked in
      try locked.transaction { _ = try $0.execute("UPDATE petition SET signatures = signatures + 1") }
      try locked.execute("ANALYZE petition")
    }
    #expect(try connection.value("SELECT sum(signatures) FROM petition", as: Int.self) == 94)
  }
}
