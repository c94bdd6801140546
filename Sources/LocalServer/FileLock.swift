import Glibc

/// A lock that programs hold on a file while they change the server's state; the kernel frees it when they die.
///
/// `flock` on a descriptor that no child inherits: neither the server nor a shell can keep it by accident.
enum FileLock {
  /// Runs `body` while this program alone holds the lock of `path`.
  ///
  /// Waits at most `timeoutSeconds`, then throws `busy`. The lock file is never removed, except with its folder:
  /// a lock on a file that has gone meanwhile is taken again on the new one.
  static func holding<Value>(
    _ path: String, account: ServerAccount, timeoutSeconds: Int,
    _ body: () throws(LocalServerError) -> Value
  ) throws(LocalServerError) -> Value {
    let deadline = ContinuousClock.now + .seconds(timeoutSeconds)
    while true {
      let file = try open(path, account: account)
      let taken = flock(file.raw, LOCK_EX | LOCK_NB) == 0
      if taken, let held = Files.facts(of: file.raw), let there = Files.facts(path),
        held.isSameFile(as: there)
      {
        let value = try body()
        // The explicit unlock also keeps the descriptor alive until here.
        _ = flock(file.raw, LOCK_UN)
        return value
      }
      if ContinuousClock.now > deadline {
        throw LocalServerError(
          .busy, "Another program has held \(path) for more than \(timeoutSeconds) seconds.",
          hint: "Try again when it has finished (fuser \(path) names it).")
      }
      usleep(5_000)
    }
  }

  private static func open(_ path: String, account: ServerAccount) throws(LocalServerError) -> OwnedDescriptor
  {
    guard let file = Files.open(path, O_RDWR | O_CREAT) else {
      throw .system("open", path, code: errno)
    }
    return file
  }
}
