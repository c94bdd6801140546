import Glibc

/// The folder of a throw-away server, with the signs that its owner lives: a locked file and an open socket pair.
struct EphemeralPlace: ~Copyable, Sendable {
  static let prefix = "rollcall-test-"

  let path: String
  private let owner: OwnedDescriptor
  private let lifeline: OwnedDescriptor
  private let watched: OwnedDescriptor

  /// The folder that `TMPDIR` names; else memory where there is plenty of it, since the data may be lost and a database
  /// is copied thirty times faster there; else `/tmp`, as where a socket below the others would have too long a path.
  static func base(environment: [String: String]) -> String {
    if let chosen = environment["TMPDIR"], chosen.hasPrefix("/"),
      SocketPlace.fits("\(chosen)/\(prefix)XXXXXX/server/socket"), !ServerAccount.isRoot
    {
      return chosen
    }
    return hasRoom(inMemory) ? inMemory : "/tmp"
  }

  private static let inMemory = "/dev/shm"

  /// Whether a server with some databases and its log of changes fits. A container often has 64 MB there.
  private static func hasRoom(_ directory: String) -> Bool {
    // Plain numbers that the call fills in.
    var facts = statvfs()
    guard unsafe access(directory, W_OK | X_OK) == 0, unsafe statvfs(directory, &facts) == 0 else {
      return false
    }
    return UInt64(facts.f_bavail) * UInt64(facts.f_frsize) >= 4 << 30
  }

  /// Makes a new folder of the account's below `base`, and locks it as ours.
  static func make(in base: String, account: ServerAccount) throws(LocalServerError) -> EphemeralPlace {
    var template = Array("\(base)/\(prefix)XXXXXX".utf8CString)
    // mkdtemp fills in the six letters and makes the folder 0700.
    guard unsafe mkdtemp(&template) != nil else { throw .system("make a folder in", base, code: errno) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let owner = Files.open("\(path)/owner", O_RDWR | O_CREAT | O_EXCL),
      flock(owner.raw, LOCK_EX | LOCK_NB) == 0
    else { throw .system("lock", "\(path)/owner", code: errno) }
    var pair: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    if unsafe socketpair(AF_UNIX, type, 0, &pair) != 0 { throw .system("watch over", path, code: errno) }
    if account.isDropped { try Files.give(path, to: account) }
    return EphemeralPlace(
      path: path, owner: owner, lifeline: OwnedDescriptor(pair[0]), watched: OwnedDescriptor(pair[1]))
  }

  private init(
    path: String, owner: consuming OwnedDescriptor, lifeline: consuming OwnedDescriptor,
    watched: consuming OwnedDescriptor
  ) {
    self.path = path
    self.owner = owner
    self.lifeline = lifeline
    self.watched = watched
  }

  /// Says that the owner has no more use for the server. Repeated calls do nothing.
  borrowing func release() { _ = shutdown(lifeline.raw, Int32(SHUT_RDWR)) }

  /// Starts the shell that outlives us; as root it has dropped root, so it can remove only what is the account's.
  borrowing func startWatchdog(binaries: ServerBinaries, account: ServerAccount) throws(LocalServerError)
    -> Int32
  {
    try Self.watchdog(over: path, binaries: binaries, account: account).start(input: watched.raw)
  }

  /// Removes what dead owners left whose watchdog died too; whoever lives holds the lock of its `owner` file.
  static func sweep(_ base: String, binaries: ServerBinaries, account: ServerAccount) {
    for name in Files.names(in: base) where name.hasPrefix(prefix) {
      let path = "\(base)/\(name)"
      guard let facts = Files.facts(path), facts.isDirectory, facts.owner == account.userID,
        let file = Files.open("\(path)/owner", O_RDWR), flock(file.raw, LOCK_EX | LOCK_NB) == 0
      else { continue }
      // Without standard input the watchdog finds its owner dead at once.
      if let cleaner = try? watchdog(over: path, binaries: binaries, account: account).start() {
        ChildCommand.wait(for: cleaner)
      }
      _ = flock(file.raw, LOCK_UN)
    }
  }

  private static func watchdog(
    over path: String, binaries: ServerBinaries, account: ServerAccount
  ) throws(LocalServerError) -> ChildCommand {
    let arguments = ["-c", script, "sh", path, binaries.pgCtl, binaries.postgres]
    return try account.command("/bin/sh", arguments, endingWithUs: false)
  }

  /// Waits for the end of its input, stops the server, ends the rest of its processes, removes the folder.
  ///
  /// `pg_ctl` first, because a server that ends by itself gives its System V shared memory back.
  private static let script = """
    trap '' HUP INT TERM
    while read -r line; do :; done
    "$2" stop -D "$1/server/data" -m immediate -s -t 10
    tries=0
    while [ -e "$1" ] && [ $tries -lt 50 ]; do
      for process in /proc/[0-9]*; do
        [ "$process/exe" -ef "$3" ] || continue
        for data in "$1"/server/data*; do
          if [ "$process/cwd" -ef "$data" ]; then kill -KILL "${process#/proc/}"; fi
        done
      done
      rm -rf -- "$1" || sleep 0.1
      tries=$((tries + 1))
    done
    """
}
