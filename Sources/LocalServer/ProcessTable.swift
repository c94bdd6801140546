import Glibc

/// The server processes of a data folder, by looking at the processes themselves.
///
/// A pid file can be stale and its number taken by somebody else; a server process always has the data folder as
/// its working folder and `postgres` as its program. A shell that somebody left in the folder is none.
enum ProcessTable {
  /// Whether the process runs the server program (also one that an upgrade has replaced on disk meanwhile).
  static func isPostgres(_ processID: Int32) -> Bool {
    guard let program = Files.linkTarget("/proc/\(processID)/exe") else { return false }
    return program.hasSuffix("/postgres") || program.hasSuffix("/postgres (deleted)")
  }

  /// Whether the process is alive and serves this data folder.
  static func isServer(_ processID: Int32, of dataDirectory: String) -> Bool {
    // A dead child of ours stays visible until it is reaped.
    _ = ChildCommand.reap(processID)
    return serves(processID, dataDirectory)
  }

  /// The same of a process that may be anybody's: the exit code of another's child is not ours to take.
  private static func serves(_ processID: Int32, _ dataDirectory: String) -> Bool {
    guard isPostgres(processID), let data = Files.facts(dataDirectory, followingLinks: true),
      let folder = Files.facts("/proc/\(processID)/cwd", followingLinks: true)
    else { return false }
    return folder.isSameFile(as: data)
  }

  /// Whether the process is a server whose data folder has been deleted under it.
  static func isHomeless(_ processID: Int32) -> Bool {
    isPostgres(processID) && Files.linkTarget("/proc/\(processID)/cwd")?.hasSuffix(" (deleted)") == true
  }

  /// All server processes of a data folder.
  static func servers(of dataDirectory: String) -> [Int32] {
    Files.names(in: "/proc").compactMap { Int32($0) }.filter { serves($0, dataDirectory) }
  }

  /// Ends processes: asks for an immediate exit, and after 0.3 s does not ask any more.
  ///
  /// Throws `notPermitted` where they are not ours to end and `busy` where one does not end within 5 s.
  static func end(_ processes: [Int32], of dataDirectory: String) throws(LocalServerError) {
    func living() -> [Int32] { processes.filter { isServer($0, of: dataDirectory) || isHomeless($0) } }
    for process in processes where kill(process, SIGQUIT) != 0 && errno == EPERM {
      throw LocalServerError(
        .notPermitted, "The server process \(process) of \(dataDirectory) is not ours to end.")
    }
    if waitUntil(milliseconds: 300, { living().isEmpty }) { return }
    for process in living() { kill(process, SIGKILL) }
    if waitUntil(milliseconds: 5_000, { living().isEmpty }) { return }
    throw LocalServerError(
      .busy, "The server processes \(living()) of \(dataDirectory) do not end.",
      hint: "Look at the disk: they wait for it.")
  }

  /// Asks again every 5 ms until the condition holds; false when the time is over.
  static func waitUntil(milliseconds: Int, _ condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .milliseconds(milliseconds)
    while !condition() {
      if ContinuousClock.now > deadline { return false }
      usleep(5_000)
    }
    return true
  }
}
