import Glibc

/// A file that gets its name when it is complete. Until then it has none: a program that is killed leaves nothing behind.
/// Only its owner can read it (0600).
///
/// Where the file system has no nameless files (`O_TMPFILE`, open(2)), it has a hidden temporary name beside its target.
public struct WholeFile: ~Copyable {
  private let descriptor: Int32
  private let temporaryPath: String?
  private let directory: String
  /// Whether it is a device or a pipe, which has no more to it than what is written to it.
  private let isDevice: Bool

  /// A file that is to take the place of what `path` names, which may be nothing. A device or a pipe is written to as it
  /// stands. Throws `cannotOpen`.
  public init(replacing path: String) throws(CSVError) {
    var facts = stat()
    // The kernel fills the structure and keeps no pointer to it.
    let exists = unsafe stat(path, &facts) == 0
    let kind = facts.st_mode & S_IFMT
    guard exists, kind != S_IFREG else {
      try self.init(beside: path)
      return
    }
    let opened = kind == S_IFDIR ? -1 : unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard opened >= 0 else {
      throw CSVError(.cannotOpen(errno: kind == S_IFDIR ? EISDIR : errno), file: path)
    }
    self.init(device: opened, at: path)
  }

  private init(device: Int32, at path: String) {
    descriptor = device
    temporaryPath = nil
    directory = path
    isDevice = true
  }

  /// A nameless file in the folder of `path`. Throws `cannotOpen`.
  public init(beside path: String) throws(CSVError) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    directory = folder
    isDevice = false
    // O_TMPFILE is a macro that Swift does not import; this is its definition in the kernel's headers.
    let nameless = 0o20_000_000 | O_DIRECTORY
    // Calls into the C library: paths are lent as C strings for their length alone.
    var opened = unsafe open(folder, nameless | O_RDWR | O_CLOEXEC, 0o600)
    guard opened < 0 else {
      descriptor = opened
      temporaryPath = nil
      return
    }
    let name = "\(folder)/.\(getpid()).\(UInt64.random(in: 0 ... .max)).tmp"
    opened = unsafe open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw CSVError(.cannotOpen(errno: errno), file: path) }
    descriptor = opened
    temporaryPath = name
  }

  deinit {
    if let temporaryPath { unsafe unlink(temporaryPath) }
    _ = close(descriptor)
  }

  /// Adds bytes at the end. Throws `cannotWrite`; the file is then of no use.
  public borrowing func write(_ bytes: [UInt8]) throws(CSVError) {
    var written = 0
    while written < bytes.count {
      // `rebasing` checks that the bytes lie in the array; the kernel keeps no pointer to them.
      let (count, number) = unsafe bytes.withUnsafeBytes { all in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: all[written...])
        let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
        return (count, errno)
      }
      if count < 0 && number == EINTR { continue }
      guard count >= 0 else { throw CSVError(.cannotWrite(errno: number), file: directory) }
      written += count
    }
  }

  /// Waits until the bytes are on the disk. Throws `cannotWrite`.
  public borrowing func synchronize() throws(CSVError) {
    guard isDevice || fsync(descriptor) == 0 else {
      throw CSVError(.cannotWrite(errno: errno), file: directory)
    }
  }

  /// The bytes so far, from the first. Valid while the file is.
  public borrowing func source(named name: String) -> CSVSource {
    lseek(descriptor, 0, SEEK_SET)
    return CSVSource(descriptor: descriptor, name: name)
  }

  /// Gives the file this name; false where another has it. Throws `cannotOpen`.
  public borrowing func publish(as path: String) throws(CSVError) -> Bool {
    let origin = temporaryPath ?? "/proc/self/fd/\(descriptor)"
    if unsafe linkat(AT_FDCWD, origin, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 { return true }
    guard errno == EEXIST else { throw CSVError(.cannotOpen(errno: errno), file: path) }
    return false
  }
  /// Gives the file this name, in one step and in place of whatever has it. Throws `cannotOpen`; what had the name then
  /// still has it.
  public borrowing func publish(over path: String) throws(CSVError) {
    guard !isDevice else { return }
    var name = temporaryPath
    if name == nil {
      // A nameless file can take a name that is free, not one that is taken; rename(2) can.
      let free = "\(directory)/.\(getpid()).\(UInt64.random(in: 0 ... .max)).tmp"
      guard try publish(as: free) else { throw CSVError(.cannotOpen(errno: EEXIST), file: path) }
      name = free
    }
    guard let name else { return }
    if unsafe rename(name, path) != 0 {
      let number = errno
      unsafe unlink(name)
      throw CSVError(.cannotOpen(errno: number), file: path)
    }
  }

  /// A path by which this process, and a library in it, can open the file once more; nil for a device or a pipe.
  public var path: String? { isDevice ? nil : temporaryPath ?? "/proc/self/fd/\(descriptor)" }
}
