import Glibc

/// How a server is stopped, by the names of `pg_ctl`.
public enum StopMode: String, Sendable, CaseIterable {
  /// Waits until everybody has left by themselves.
  case smart
  /// Ends all sessions, rolls their open transactions back, and writes everything out.
  case fast
  /// Ends at once; the next start recovers from the write-ahead log. Nothing committed is lost.
  case immediate

  fileprivate var signal: Int32 {
    switch self {
    case .smart: SIGTERM
    case .fast: SIGINT
    case .immediate: SIGQUIT
    }
  }
}

extension PrivateServer {
  /// Stops the server: whether there was one to stop.
  ///
  /// Returns when no process of it is left. What a killed server left behind is cleared away as well. Throws
  /// `busy` where it does not end in `timeoutSeconds` (it goes on stopping), `notPermitted` where it is not ours.
  @discardableResult
  public func stop(mode: StopMode = .fast, timeoutSeconds: Int = 60) throws(LocalServerError) -> Bool {
    guard let folder = Files.facts(home.serverDirectory) else { return false }
    guard folder.owner == account.userID else {
      throw LocalServerError(.notPermitted, "\(home.serverDirectory) does not belong to \(account.name).")
    }
    return try FileLock.holding(home.lockFile, account: account, timeoutSeconds: timeoutSeconds) {
      () throws(LocalServerError) -> Bool in
      guard let process = postmaster else {
        let left = ProcessTable.servers(of: home.dataDirectory)
        try clearLeftovers()
        return !left.isEmpty
      }
      if kill(process, mode.signal) != 0, errno != ESRCH {
        throw .system("stop", "process \(process)", code: errno)
      }
      let ended = ProcessTable.waitUntil(milliseconds: timeoutSeconds * 1_000) {
        !ProcessTable.isServer(process, of: home.dataDirectory)
      }
      if !ended {
        throw LocalServerError(
          .busy, "The server (process \(process)) has not stopped within \(timeoutSeconds) seconds.",
          hint: mode == .immediate ? nil : "End it without waiting: rollcall db stop --mode immediate")
      }
      try clearLeftovers()
      return true
    }
  }
}
