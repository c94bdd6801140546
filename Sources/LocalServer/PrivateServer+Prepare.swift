import Glibc

extension PrivateServer {
  /// The server's log is emptied at this size (bytes), at every call that uses the server.
  static let longestLog = 10 << 20

  /// Makes the folders that are missing and checks the owner of those that are there.
  func prepareHome() throws(LocalServerError) {
    if account.isDropped {
      try prepareHomeAsRoot()
    } else {
      try Files.makeDirectories(home.path, mode: 0o700)
    }
    try Files.makePrivateDirectory(home.serverDirectory, for: account)
    try Files.makePrivateDirectory(home.socketDirectory, for: account)
  }

  /// Gives the home to the server's account where it is new, empty or holds nothing but a server.
  private func prepareHomeAsRoot() throws(LocalServerError) {
    try checkAccountCanReach()
    let isNew = Files.facts(home.path, followingLinks: true) == nil
    try Files.makeDirectories(home.path, mode: 0o755)
    guard let facts = Files.facts(home.path, followingLinks: true), facts.isDirectory else {
      throw LocalServerError(.configuration, "\(home.path) is not a directory.")
    }
    if facts.owner == account.userID { return }
    let isOurs = facts.owner == 0 && Files.names(in: home.path).allSatisfy { $0 == "server" }
    if isOurs {
      // The real path, since the home may be a link: lchown would change only the link.
      let real = Files.realPath(home.path) ?? home.path
      try Files.give(real, to: account)
      if isNew, unsafe chmod(real, 0o700) != 0 { throw .system("close to others", real, code: errno) }
    } else if facts.mode & 0o001 == 0 {
      throw LocalServerError(
        .configuration,
        "\(home.path) holds other things and is closed to the system's user \(account.name), as whom the server runs.",
        hint: "Set ROLLCALL_HOME to an empty directory, or open this one with: chmod o+x \(home.path)")
    }
  }

  /// Whether the account may enter every folder above the home, asked by becoming it (groups and access lists count).
  func checkAccountCanReach() throws(LocalServerError) {
    var folders: [String] = []
    var path = home.path
    while let slash = path.lastIndex(of: "/"), path != "/" {
      path = slash == path.startIndex ? "/" : String(path[..<slash])
      if Files.facts(path, followingLinks: true) != nil { folders.insert(path, at: 0) }
    }
    let script = #"for folder do [ -x "$folder" ] || { printf %s "$folder"; exit 3; }; done"#
    let outcome = try account.command("/bin/sh", ["-c", script, "sh"] + folders, endingWithUs: true).run()
    if outcome.succeeded { return }
    guard outcome.status == 3 else {
      throw LocalServerError(
        .notPermitted, "Cannot become the system's user \(account.name): \(outcome.lastLines)",
        hint: "Run rollcall as a plain user instead, or name a server with --database.")
    }
    let closed = outcome.output
    throw LocalServerError(
      .configuration,
      "PostgreSQL does not run as root. As \(account.name), as whom it runs instead, it cannot enter \(closed), "
        + "so it cannot live in \(home.path).",
      hint:
        "Set ROLLCALL_HOME to a place outside, such as /var/lib/rollcall, or open it with: chmod o+x \(closed)"
    )
  }

  func writeSettings() throws(LocalServerError) {
    let text = settings.configuration(socketDirectory: home.socketDirectory)
    try Files.replace(home.settingsFile, with: text, for: account)
  }

  func writeAccessRules(into data: String) throws(LocalServerError) {
    try Files.replace("\(data)/pg_hba.conf", with: ServerSettings.hostBasedAuthentication, for: account)
    try Files.replace("\(data)/pg_ident.conf", with: ServerSettings.identities(of: account), for: account)
  }

  /// Opens the log for appending, emptied where it has grown too long; what is not a plain file of the account's
  /// is refused, because root must not write through somebody's link.
  func openLog() throws(LocalServerError) -> OwnedDescriptor {
    try limitLog()
    guard let file = Files.open(home.logFile, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK) else {
      throw .system("open", home.logFile, code: errno)
    }
    if account.isDropped, Files.facts(of: file.raw)?.owner == 0 { try Files.give(home.logFile, to: account) }
    return file
  }

  /// Empties the log where it has grown over `longestLog`; the server goes on at its beginning (it appends).
  func limitLog() throws(LocalServerError) {
    guard let facts = Files.facts(home.logFile), facts.size > Self.longestLog else { return }
    guard facts.isRegularFile, facts.owner == account.userID,
      let file = Files.open(home.logFile, O_WRONLY), Files.facts(of: file.raw)?.isSameFile(as: facts) == true
    else {
      throw LocalServerError(
        .notPermitted, "\(home.logFile) is not a file of \(account.name).", hint: "Remove it.")
    }
    if ftruncate(file.raw, 0) != 0 { throw .system("empty", home.logFile, code: errno) }
  }
}
