import Glibc

extension Files {
  /// Makes a folder and its missing parents; what exists is left as it is.
  static func makeDirectories(_ path: String, mode: UInt32) throws(LocalServerError) {
    if facts(path, followingLinks: true)?.isDirectory == true { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try makeDirectories(String(path[..<slash]), mode: mode)
    }
    // EEXIST: another program was faster, which is as good.
    if unsafe mkdir(path, mode) != 0 && errno != EEXIST {
      throw .system("create the directory", path, code: errno)
    }
  }

  /// Makes sure that `path` is a folder of the account's own that nobody else can enter.
  ///
  /// Throws `notPermitted` where somebody else owns it and `configuration` where something else stands there.
  static func makePrivateDirectory(_ path: String, for account: ServerAccount) throws(LocalServerError) {
    let made = unsafe mkdir(path, 0o700) == 0
    if !made && errno != EEXIST { throw .system("create the directory", path, code: errno) }
    guard let found = facts(path), found.isDirectory else {
      throw LocalServerError(
        .configuration, "\(path) is not a directory.",
        hint: "Move it away, or set ROLLCALL_HOME to another place.")
    }
    if made && account.isDropped { try give(path, to: account) }
    guard let facts = owned(path, by: account) else {
      throw LocalServerError(
        .notPermitted, "\(path) does not belong to \(account.name).",
        hint: "Give it back (chown -R \(account.name) \(path)), or set ROLLCALL_HOME to another place.")
    }
    if !facts.isClosedToOthers || facts.mode & 0o700 != 0o700, unsafe chmod(path, 0o700) != 0 {
      throw .system("close to others", path, code: errno)
    }
  }

  /// The facts of a path that is the account's; nil where it is not.
  ///
  /// Another command that starts at the same moment may have made it, and be about to hand it over.
  private static func owned(_ path: String, by account: ServerAccount) -> Facts? {
    for _ in 0..<100 {
      guard let facts = facts(path) else { return nil }
      if facts.owner == account.userID { return facts }
      guard account.isDropped, facts.owner == geteuid() else { return nil }
      usleep(10_000)
    }
    return nil
  }

  /// Hands a path (never a link's target) to the account.
  static func give(_ path: String, to account: ServerAccount) throws(LocalServerError) {
    if unsafe lchown(path, account.userID, account.groupID) != 0 {
      throw .system("hand to \(account.name) the path", path, code: errno)
    }
  }

  /// Puts `text` at `path` in one step, if it is not there already; the file is 0600 and the account's.
  ///
  /// A reader sees the old text or the new one, never a part.
  static func replace(_ path: String, with text: String, for account: ServerAccount) throws(LocalServerError)
  {
    if let old = Files.text(at: path), old == text { return }
    let fresh = "\(path).new"
    _ = unsafe unlink(fresh)
    guard let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL) else {
      throw .system("write", fresh, code: errno)
    }
    guard write(Array(text.utf8), to: file.raw), fsync(file.raw) == 0 else {
      throw .system("write", fresh, code: errno)
    }
    if account.isDropped { try give(fresh, to: account) }
    if unsafe rename(fresh, path) != 0 { throw .system("replace", path, code: errno) }
  }

  /// Forces a folder's entries to the disk, so that a rename survives a power cut.
  static func synchronize(directory: String) {
    if let folder = open(directory, O_RDONLY | O_DIRECTORY) { _ = fsync(folder.raw) }
  }

  /// Removes one file or socket; what is not there is as good as removed.
  static func remove(_ path: String) throws(LocalServerError) {
    if unsafe unlink(path) != 0 && errno != ENOENT { throw .system("remove", path, code: errno) }
  }
}
