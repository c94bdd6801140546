internal import Postgres

extension Transaction {
  /// One import or undo of a petition at a time, to the end of the transaction: each looks at what is held, and must see
  /// all of it.
  ///
  /// The other may take as long as it takes: the wait has no limit, and whoever does not want to wait interrupts it.
  /// - Parameter onWait: called once where another has the lock.
  mutating func lockPetition(_ petition: Int64, onWait: (@Sendable () -> Void)?) throws {
    let key = AdvisoryLock.pair(Locks.petition, Int32(truncatingIfNeeded: petition))
    if try tryLock(key) { return }
    onWait?()
    try script("SET LOCAL lock_timeout = 0")
    try lock(key)
    try script("SET LOCAL lock_timeout = '60s'")
  }
}
