import Glibc

/// The operating system's user that the server runs as.
///
/// PostgreSQL refuses to run as root, so root hands it to the system's `postgres` user; everybody else runs it
/// as themselves.
struct ServerAccount: Sendable, Equatable {
  let name: String
  let userID: UInt32
  let groupID: UInt32
  /// Whether privileges are dropped to become this account (we are root).
  let isDropped: Bool

  static var isRoot: Bool { geteuid() == 0 }

  /// The account for the user who runs this program.
  ///
  /// Throws `binariesMissing` where root finds no `postgres` user, `configuration` where the user has no name:
  /// the server's peer authentication works by name.
  static func current() throws(LocalServerError) -> ServerAccount {
    if isRoot {
      guard let entry = PasswordEntry(name: "postgres") else {
        throw LocalServerError(
          .binariesMissing, "As root the server runs as the system's user `postgres`, which does not exist.",
          hint: "Install PostgreSQL with: apt-get install postgresql")
      }
      return ServerAccount(name: entry.name, userID: entry.userID, groupID: entry.groupID, isDropped: true)
    }
    guard let entry = PasswordEntry(userID: geteuid()) else {
      throw LocalServerError(
        .configuration, "The user id \(geteuid()) has no name on this machine, and PostgreSQL asks for one.",
        hint: "Add the user to /etc/passwd, or name a server with --database.")
    }
    return ServerAccount(name: entry.name, userID: entry.userID, groupID: getegid(), isDropped: false)
  }

  /// The system users who may connect: the account itself, and root where root started it.
  var clients: [String] { isDropped ? [PasswordEntry(userID: 0)?.name ?? "root", name] : [name] }

  /// The command that becomes this account and, for a short task, ends when our program is killed.
  ///
  /// `setpriv` replaces itself by the command, so the process id stays the one we spawned.
  func command(
    _ executable: String, _ arguments: [String], endingWithUs: Bool
  ) throws(LocalServerError) -> ChildCommand {
    let setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].first { Files.facts($0, followingLinks: true) != nil }
    guard let setpriv else {
      guard isDropped else { return ChildCommand(executable, arguments) }
      throw LocalServerError(
        .binariesMissing, "As root, `setpriv` is needed to run the server as \(name).",
        hint: "Install it with: apt-get install util-linux")
    }
    var options: [String] = []
    if isDropped {
      options += [
        "--reuid=\(userID)", "--regid=\(groupID)", "--init-groups", "--inh-caps=-all", "--no-new-privs",
      ]
    }
    // TERM, not KILL: initdb then removes what it has begun.
    if endingWithUs { options += ["--pdeathsig=TERM"] }
    if options.isEmpty { return ChildCommand(executable, arguments) }
    return ChildCommand(setpriv, options + ["--", executable] + arguments)
  }
}

/// One line of the system's list of users.
struct PasswordEntry: Sendable {
  let name: String
  let userID: UInt32
  let groupID: UInt32
  let home: String

  init?(name: String) {
    var buffer = [CChar](repeating: 0, count: 16384)
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    _ = unsafe getpwnam_r(name, &entry, &buffer, buffer.count, &found)
    guard unsafe found != nil else { return nil }
    unsafe self.init(entry)
  }

  init?(userID: UInt32) {
    var buffer = [CChar](repeating: 0, count: 16384)
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    _ = unsafe getpwuid_r(userID, &entry, &buffer, buffer.count, &found)
    guard unsafe found != nil else { return nil }
    unsafe self.init(entry)
  }

  private init(_ entry: passwd) {
    // The texts point into the caller's buffer, which outlives this copy.
    name = unsafe String(cString: entry.pw_name)
    home = unsafe String(cString: entry.pw_dir)
    userID = unsafe entry.pw_uid
    groupID = unsafe entry.pw_gid
  }
}
