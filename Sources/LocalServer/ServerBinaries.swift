/// PostgreSQL's own programs, all of one installation and one version.
public struct ServerBinaries: Sendable, Equatable {
  /// The folder that holds them.
  public let directory: String
  /// The major version, 15 for PostgreSQL 15.18.
  public let majorVersion: Int

  /// Takes the programs of one folder as they are; `find` is the way that checks them.
  public init(directory: String, majorVersion: Int) {
    self.directory = directory
    self.majorVersion = majorVersion
  }

  static let names = ["initdb", "pg_ctl", "postgres", "psql", "pg_dump"]

  /// Makes a data folder.
  public var initdb: String { "\(directory)/initdb" }
  /// Stops a server from a shell.
  public var pgCtl: String { "\(directory)/pg_ctl" }
  /// The server itself.
  public var postgres: String { "\(directory)/postgres" }
  /// The interactive shell.
  public var psql: String { "\(directory)/psql" }
  /// Writes a backup.
  public var pgDump: String { "\(directory)/pg_dump" }
  /// Reads a backup of a custom or directory format.
  public var pgRestore: String { "\(directory)/pg_restore" }

  /// Finds an installation: Debian's folders, highest version first, then other packagers', Homebrew's, then `PATH`.
  ///
  /// Where `home` already holds data, an installation of its major version is preferred to a newer one, so that
  /// installing a second version beside the first changes nothing. As root `PATH` is not searched, and programs
  /// are taken only where they and all folders above them belong to root and nobody else can write to them.
  /// Throws `binariesMissing` naming every place that was looked at and why it was not taken.
  public static func find(
    environment: [String: String], for home: ServerHome? = nil, asRoot: Bool? = nil
  ) throws(LocalServerError) -> ServerBinaries {
    var search = BinarySearch(asRoot: asRoot ?? ServerAccount.isRoot, path: environment["PATH"] ?? "")
    let wanted = home?.dataMajorVersion
    var best: ServerBinaries?
    for candidate in search.directories() {
      guard let found = search.binaries(in: candidate) else { continue }
      if wanted == nil || found.majorVersion == wanted { return found }
      if best == nil { best = found }
    }
    if let best { return best }
    throw LocalServerError(
      .binariesMissing,
      "No PostgreSQL server is installed. Looked at: \(search.notes.joined(separator: "; ")).",
      hint: "Install it with: apt-get install postgresql")
  }
}
