import Glibc

extension PrivateServer {
  private static let unfinished = "data.new-"

  /// Makes the data folder: beside its place, and put there in one step when it is complete. Under the lock.
  ///
  /// Whoever kills us in between leaves a sibling that the next call removes, never half a data folder. Role and
  /// database are made by the server in single-user mode, so they are in it from the first moment.
  func initialize() throws(LocalServerError) {
    try removeUnfinished()
    let fresh = "\(home.serverDirectory)/\(Self.unfinished)\(UInt32.random(in: .min ... .max))"
    do throws(LocalServerError) {
      try runInitdb(into: fresh)
      try includeSettings(in: fresh)
      try writeAccessRules(into: fresh)
      try makeOwner(in: fresh)
      if unsafe rename(fresh, home.dataDirectory) != 0 {
        let code = errno
        guard code == ENOTEMPTY || code == EEXIST || code == ENOTDIR else {
          throw .system("put in place", home.dataDirectory, code: code)
        }
        throw LocalServerError(
          .configuration,
          "\(home.dataDirectory) is there already, but it is no data directory of PostgreSQL.",
          hint: "Look into it, then set it aside: mv \(home.dataDirectory) \(home.dataDirectory).aside")
      }
    } catch {
      try? removeUnfinished()
      throw error
    }
    Files.synchronize(directory: home.serverDirectory)
  }

  private func runInitdb(into fresh: String) throws(LocalServerError) {
    var arguments = [
      "--pgdata=\(fresh)", "--username=\(ServerAddress.superuser)", "--auth=peer", "--encoding=UTF8",
      "--locale=C",
      "--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C", "--text-search-config=simple",
    ]
    if settings.isDisposable { arguments.append("--no-sync") }
    let outcome = try account.command(binaries.initdb, arguments, endingWithUs: true).run()
    if !outcome.succeeded { throw failure(of: "initdb", outcome) }
  }

  private func includeSettings(in fresh: String) throws(LocalServerError) {
    let path = "\(fresh)/postgresql.conf"
    guard let text = Files.text(at: path) else { throw .system("read", path, code: errno) }
    // Relative to the file itself, so that the whole home can be moved.
    try Files.replace(path, with: text + "\ninclude '../rollcall.conf'\n", for: account)
  }

  private func makeOwner(in fresh: String) throws(LocalServerError) {
    let statements = [
      "CREATE ROLE rollcall LOGIN CREATEDB CREATEROLE",
      PrivateServer.creation(of: "rollcall") + " OWNER rollcall",
    ]
    // In this mode a statement is a line; an error would only be printed without exit_on_error.
    let arguments = [
      "--single", "-D", fresh, "-c", "exit_on_error=on", "-c", "log_min_messages=error",
      ServerAddress.superuser,
    ]
    let outcome = try account.command(binaries.postgres, arguments, endingWithUs: true)
      .run(input: statements.joined(separator: "\n") + "\n")
    if !outcome.succeeded { throw failure(of: "postgres --single", outcome) }
  }

  private func failure(of program: String, _ outcome: ChildCommand.Outcome) -> LocalServerError {
    return LocalServerError(
      .kind(ofWords: outcome.output) ?? .io,
      "\(program) could not make a server in \(home.serverDirectory): \(outcome.lastLines)")
  }

  /// Removes what killed programs left, with the processes that may still write into it.
  private func removeUnfinished() throws(LocalServerError) {
    for name in Files.names(in: home.serverDirectory) where name.hasPrefix(Self.unfinished) {
      let path = "\(home.serverDirectory)/\(name)"
      // An initdb whose worker is gone gives up and removes its folder itself.
      try ProcessTable.end(ProcessTable.servers(of: path), of: path)
      // As the account, not as root: what lies below belongs to it alone.
      let outcome = try account.command("/bin/rm", ["-rf", "--", path], endingWithUs: true).run()
      if !outcome.succeeded { throw LocalServerError(.io, "Cannot remove \(path): \(outcome.lastLines)") }
    }
  }

  /// Refuses data of another major version, which this PostgreSQL cannot read.
  func checkMajorVersion() throws(LocalServerError) {
    guard let found = home.dataMajorVersion, found != binaries.majorVersion else { return }
    throw LocalServerError(
      .configuration,
      "The data in \(home.dataDirectory) is of PostgreSQL \(found), and the programs in \(binaries.directory) are of "
        + "PostgreSQL \(binaries.majorVersion).",
      hint: """
        To go on with the data: apt-get install postgresql-\(found)
        To move it to PostgreSQL \(binaries.majorVersion), after that:
          rollcall db backup rollcall.backup && rollcall db stop
          mv \(home.serverDirectory) \(home.serverDirectory).\(found)
          rollcall db restore rollcall.backup
        """)
  }
}
