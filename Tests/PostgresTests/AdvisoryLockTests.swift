import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct AdvisoryLockTests {
  static let locks: [AdvisoryLock] = [.key(7), .key(.min), .pair(0, 7), .pair(-1, .max)]

  private func isFree(_ lock: AdvisoryLock, shared: Bool = false) throws -> Bool {
    var other = try Database.current.connect()
    return try other.transaction { try $0.tryLock(lock, shared: shared) }
  }

  @Test("A transaction's lock keeps others out to its end, and no longer", arguments: locks)
  func transaction(_ lock: AdvisoryLock) throws {
    var connection = try Database.current.connect()
    try connection.transaction { transaction in
      try transaction.lock(lock)
      #expect(try !isFree(lock))
      for other in Self.locks where other != lock { #expect(try isFree(other)) }
    }
    #expect(try isFree(lock))
  }

  @Test("A shared lock lets others share, and keeps out who wants it alone")
  func shared() throws {
    var connection = try Database.current.connect()
    try connection.transaction { transaction in
      try transaction.lock(.key(1), shared: true)
      #expect(try isFree(.key(1), shared: true))
      #expect(try !isFree(.key(1)))
    }
  }

  @Test(
    "A session's lock outlasts transactions, and is given back however its closure ends", arguments: locks)
  func session(_ lock: AdvisoryLock) throws {
    var connection = try Database.current.connect()
    let value = try connection.withAdvisoryLock(lock) { locked in
      try locked.transaction { _ in }
      #expect(try !isFree(lock))
      return 3
    }
    #expect(try value == 3 && isFree(lock))
    #expect(throws: OwnError()) { try connection.withAdvisoryLock(lock) { _ in throw OwnError() } }
    #expect(try isFree(lock))
    let error = try refusal {
      try connection.withAdvisoryLock(lock, shared: true) { _ = try $0.run("SELECT 1 / 0") }
    }
    #expect(try error.sqlState == .divisionByZero && isFree(lock))
  }

  @Test("Who waits for a lock longer than the mode allows is told with 55P03")
  func timeout() throws {
    var connection = try Database.current.connect()
    var other = try Database.current.connect()
    var mode = TransactionMode.readWrite
    mode.lockTimeoutMilliseconds = 50
    try connection.withAdvisoryLock(.key(1)) { _ in
      let error = try refusal { try other.transaction(mode) { try $0.lock(.key(1)) } }
      #expect(error.sqlState == .lockNotAvailable)
    }
  }
}
