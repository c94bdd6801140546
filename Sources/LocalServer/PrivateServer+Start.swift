import Glibc

extension PrivateServer {
  /// From whatever state to a server that answers. Under the lock.
  func bringUp(until deadline: ContinuousClock.Instant, timeoutSeconds: Int) throws(LocalServerError)
    -> ServerAddress
  {
    var starts = 0
    var child: StartedServer?
    var unheardSince: ContinuousClock.Instant?
    while ContinuousClock.now < deadline {
      switch ask() {
      case .ready(let server): return server.address
      case .later:
        unheardSince = nil
        usleep(5_000)
      case .silent:
        if let living = postmaster {
          // It lives and says it is ready, yet its socket is gone (a cleaned runtime folder, a moved home).
          let since = unheardSince ?? .now
          unheardSince = since
          if ContinuousClock.now - since > .seconds(2) { try endUnreachable(living) }
          usleep(20_000)
        } else if let started = child, ChildCommand.reap(started.processID) == nil, started.isAlive {
          usleep(5_000)
        } else {
          if let child, starts == 3 { throw failure(of: child) }
          if starts == 0 { try makeReady() }
          try clearLeftovers()
          child = try startPostmaster()
          starts += 1
        }
      }
    }
    throw timeout(after: timeoutSeconds)
  }

  /// Everything a start needs besides the process.
  private func makeReady() throws(LocalServerError) {
    if account.isDropped { try checkAccountCanReach() }
    if home.dataMajorVersion == nil {
      try writeSettings()
      try initialize()
    }
    try checkMajorVersion()
    try writeSettings()
    try writeAccessRules(into: home.dataDirectory)
  }

  private func startPostmaster() throws(LocalServerError) -> StartedServer {
    let log = try openLog()
    let command = try account.command(binaries.postgres, ["-D", home.dataDirectory], endingWithUs: false)
    let offset = Files.facts(of: log.raw)?.size ?? 0
    return StartedServer(processID: try command.start(output: log.raw), logOffset: offset)
  }

  /// A server of ours that nobody can reach is stopped, so that it can be started with a socket again.
  private func endUnreachable(_ process: Int32) throws(LocalServerError) {
    if PostmasterFile(dataDirectory: home.dataDirectory)?.address.map({ Files.facts($0.socketFile) != nil })
      == true
    {
      // The socket is there, so it may only be slow to answer: wait on.
      return
    }
    kill(process, SIGINT)
    if ProcessTable.waitUntil(
      milliseconds: 10_000, { !ProcessTable.isServer(process, of: home.dataDirectory) })
    {
      return
    }
    try ProcessTable.end([process], of: home.dataDirectory)
  }

  /// Ends what a killed server left running and removes its stale files. Under the lock, and only where no first
  /// process lives: a backend that is busy would keep the socket's lock and the shared memory.
  func clearLeftovers() throws(LocalServerError) {
    let socketLock =
      ServerAddress(socketDirectory: home.socketDirectory, port: ServerHome.port).socketFile + ".lock"
    var orphans = ProcessTable.servers(of: home.dataDirectory)
    if let line = Files.text(at: socketLock)?.split(separator: "\n").first, let holder = Int32(line),
      ProcessTable.isHomeless(holder)
    {
      orphans.append(holder)
    }
    if !orphans.isEmpty { try ProcessTable.end(orphans, of: home.dataDirectory) }
    try Files.remove(PostmasterFile.path(in: home.dataDirectory))
    try Files.remove(socketLock)
    try Files.remove(String(socketLock.dropLast(".lock".count)))
  }

  private func failure(of child: StartedServer) -> LocalServerError {
    let words = child.lastWords(in: home.logFile)
    return LocalServerError(
      .kind(ofWords: words) ?? .unreachable,
      "The server in \(home.dataDirectory) does not start. It says: \(words)",
      hint: "All it says is in \(home.logFile).")
  }

  private func timeout(after seconds: Int) -> LocalServerError {
    if case .later(let process) = ask() {
      return LocalServerError(
        .busy, "The server (process \(process)) is still starting or recovering after \(seconds) seconds.",
        hint: "Try again later; \(home.logFile) tells how far it is.")
    }
    return LocalServerError(
      .unreachable, "The server in \(home.dataDirectory) does not answer for \(seconds) seconds.",
      hint: "Look into \(home.logFile), or end it with: rollcall db stop")
  }
}

/// A server process that was just started, and where its messages begin.
struct StartedServer {
  let processID: Int32
  let logOffset: Int

  /// Between `fork` and `exec` it is not `postgres` yet, so only its existence counts.
  var isAlive: Bool { kill(processID, 0) == 0 }

  /// What it said before it ended.
  func lastWords(in log: String) -> String {
    guard let file = Files.open(log, O_RDONLY) else { return "nothing." }
    _ = lseek(file.raw, logOffset, SEEK_SET)
    let text = String(decoding: Files.bytes(from: file.raw), as: UTF8.self)
    let lines = text.split(separator: "\n").filter { $0.contains("FATAL") || $0.contains("PANIC") }
    let chosen = lines.isEmpty ? text.split(separator: "\n").suffix(3) : lines.suffix(3)
    return chosen.isEmpty ? "nothing." : chosen.joined(separator: " ")
  }
}
