/// One search for PostgreSQL's programs, with notes of what it saw.
struct BinarySearch {
  let asRoot: Bool
  let path: String
  private(set) var notes: [String] = []

  init(asRoot: Bool, path: String) {
    self.asRoot = asRoot
    self.path = path
  }

  /// Folder, prefix and the rest of the path of packagers who put the version into a folder's name.
  private static let versioned = [
    (folder: "/usr/lib/postgresql", prefix: "", rest: "/bin"),
    (folder: "/usr", prefix: "pgsql-", rest: "/bin"),
    (folder: "/opt/homebrew/opt", prefix: "postgresql@", rest: "/bin"),
    (folder: "/usr/local/opt", prefix: "postgresql@", rest: "/bin"),
    (folder: "/home/linuxbrew/.linuxbrew/opt", prefix: "postgresql@", rest: "/bin"),
  ]

  /// The folders to look into, best first; notes the patterns that match nothing.
  mutating func directories() -> [String] {
    var found: [String] = []
    for place in Self.versioned {
      let versions = Files.names(in: place.folder)
        .filter { $0.hasPrefix(place.prefix) }
        .compactMap { Int($0.dropFirst(place.prefix.count)) }
        .sorted(by: >)
      if versions.isEmpty { notes.append("\(place.folder)/\(place.prefix)*\(place.rest) (nothing there)") }
      found += versions.map { "\(place.folder)/\(place.prefix)\($0)\(place.rest)" }
    }
    // Distributions with one version only put all programs here; on Debian the server's are not in it.
    found.append("/usr/bin")
    if asRoot {
      notes.append("PATH (not searched as root)")
    } else {
      found += path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") && $0 != "/usr/bin" }
    }
    return found
  }

  /// The programs of one folder, or nil and a note why not.
  mutating func binaries(in directory: String) -> ServerBinaries? {
    for name in ServerBinaries.names {
      let file = "\(directory)/\(name)"
      guard let facts = Files.facts(file, followingLinks: true), facts.isRegularFile else {
        notes.append("\(directory) (\(name) is missing)")
        return nil
      }
      if asRoot, let reason = Self.distrust(of: file) {
        notes.append("\(directory) (\(reason))")
        return nil
      }
    }
    guard let version = Self.version(ofFolder: directory) ?? Self.version(ofProgram: "\(directory)/postgres")
    else {
      notes.append("\(directory) (its version cannot be told)")
      return nil
    }
    return ServerBinaries(directory: directory, majorVersion: version)
  }

  /// Why root must not run this file: somebody else can change it or a folder above it.
  static func distrust(of file: String) -> String? {
    guard let real = Files.realPath(file) else { return "\(file) cannot be resolved" }
    var path = real
    while !path.isEmpty {
      guard let facts = Files.facts(path) else { return "\(path) cannot be seen" }
      if facts.owner != 0 { return "\(path) does not belong to root" }
      // A sticky folder lets nobody replace what is root's in it.
      let isSticky = facts.isDirectory && facts.mode & 0o1000 != 0
      if facts.isWritableByOthers && !isSticky { return "\(path) can be written by others" }
      guard let slash = path.lastIndex(of: "/") else { return nil }
      path = String(path[..<slash])
    }
    return nil
  }

  /// 15 from `/usr/lib/postgresql/15/bin` and `…/postgresql@15/bin`.
  private static func version(ofFolder directory: String) -> Int? {
    for place in versioned where directory.hasPrefix("\(place.folder)/\(place.prefix)") {
      let tail = directory.dropFirst(place.folder.count + 1 + place.prefix.count)
      if let version = Int(tail.prefix { $0 != "/" }) { return version }
    }
    return nil
  }

  /// 15 from `postgres (PostgreSQL) 15.18 …`.
  private static func version(ofProgram postgres: String) -> Int? {
    guard let outcome = try? ChildCommand(postgres, ["--version"]).run(), outcome.succeeded else {
      return nil
    }
    for word in outcome.output.split(separator: " ") {
      if let version = Int(word.prefix { $0.isNumber }) { return version }
    }
    return nil
  }
}
