import Glibc

/// A folder that gets its name when everything in it is complete. Until then it has a hidden name beside its target, which
/// a program that is killed leaves behind; whatever else goes wrong takes it away. Only its owner can read it (0700).
public struct WholeFolder: ~Copyable {
  private let target: String
  private let temporaryPath: String
  private var names: [String] = []
  private var isPublished = false

  /// A folder that is to take the place of `path`, which may be nothing or an empty folder. Throws `cannotOpen`.
  public init(replacing path: String) throws(CSVError) {
    target = path
    let end = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    temporaryPath = "\(path[..<end]).\(path[end...]).\(UInt64.random(in: 0 ... .max)).tmp"
    // A path is lent to the kernel as a C string for the length of the call, here and below.
    guard unsafe mkdir(temporaryPath, 0o700) == 0 else {
      throw CSVError(.cannotOpen(errno: errno), file: path)
    }
  }

  deinit {
    guard !isPublished else { return }
    for name in names { unsafe unlink("\(temporaryPath)/\(name)") }
    unsafe rmdir(temporaryPath)
  }

  /// A file that is to stand in the folder. Throws `cannotOpen`.
  public borrowing func file(named name: String) throws(CSVError) -> WholeFile {
    try WholeFile(beside: "\(temporaryPath)/\(name)")
  }

  /// Puts a file into the folder, when its bytes are on the disk. Throws `cannotWrite` and `cannotOpen`.
  public mutating func add(_ file: borrowing WholeFile, named name: String) throws(CSVError) {
    try file.synchronize()
    guard try file.publish(as: "\(temporaryPath)/\(name)") else {
      throw CSVError(.cannotOpen(errno: EEXIST), file: "\(target)/\(name)")
    }
    names.append(name)
  }

  /// Gives the folder its name, in one step. Throws `cannotOpen` where a file or a folder that is not empty has it; that
  /// then still has it.
  public mutating func publish() throws(CSVError) {
    synchronize(temporaryPath)
    guard unsafe rename(temporaryPath, target) == 0 else {
      throw CSVError(.cannotOpen(errno: errno), file: target)
    }
    isPublished = true
    synchronize(target.lastIndex(of: "/").map { String(target[...$0]) } ?? ".")
  }

  /// Waits until the names in a folder are on the disk; where a file system cannot, the folder is none the worse.
  private borrowing func synchronize(_ folder: String) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = close(descriptor)
  }
}
