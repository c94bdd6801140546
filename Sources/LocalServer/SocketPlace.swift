import Glibc

/// Where the Unix socket of a home goes.
struct SocketPlace {
  /// `sockaddr_un` has room for 107 bytes and the final NUL; libpq and the server refuse more.
  static let longestPath = 107

  let path: String

  /// Inside the home where it fits; else in a folder named after the home's path, of 0700, below
  /// `$XDG_RUNTIME_DIR`, the temporary folder or `/tmp` (as root below `/run`, where only root can make names).
  init(home: String, environment: [String: String], asRoot: Bool) {
    let own = "\(home)/server/socket"
    if Self.fits(own) {
      path = own
      return
    }
    let name = "rollcall-\(geteuid())-\(Self.fingerprint(of: home))"
    let bases = asRoot ? ["/run"] : [environment["XDG_RUNTIME_DIR"], environment["TMPDIR"]].compactMap { $0 }
    let usable = bases.filter { base in
      base.hasPrefix("/") && Self.fits("\(base)/\(name)")
        && Files.facts(base, followingLinks: true)?.isDirectory == true
    }
    path = "\(usable.first ?? "/tmp")/\(name)"
  }

  /// A comma would be read as a second host by libpq, which has no way to quote it.
  static func fits(_ directory: String) -> Bool {
    socketFile(in: directory, port: ServerHome.port).utf8.count <= longestPath && !directory.contains(",")
  }

  /// The name PostgreSQL gives its socket.
  static func socketFile(in directory: String, port: Int) -> String { "\(directory)/.s.PGSQL.\(port)" }

  /// FNV-1a with 64 bits, in hex: the same home always gets the same folder.
  static func fingerprint(of text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
