import Glibc

/// What this module asks of the file system.
///
/// As root we write into folders that belong to the server's account, so no call here follows a symbolic link
/// in the last component unless it says so.
enum Files {
  /// What `stat` tells about a path.
  struct Facts: Sendable {
    let owner: UInt32
    let mode: UInt32
    let size: Int
    let device: UInt64
    let inode: UInt64
    let modifiedSeconds: Int

    var isDirectory: Bool { mode & 0o170000 == 0o040000 }
    var isRegularFile: Bool { mode & 0o170000 == 0o100000 }
    var isClosedToOthers: Bool { mode & 0o077 == 0 }
    var isWritableByOthers: Bool { mode & 0o022 != 0 }

    init(_ raw: stat) {
      owner = raw.st_uid
      mode = raw.st_mode
      size = Int(raw.st_size)
      device = UInt64(raw.st_dev)
      inode = UInt64(raw.st_ino)
      modifiedSeconds = raw.st_mtim.tv_sec
    }

    func isSameFile(as other: Facts) -> Bool { device == other.device && inode == other.inode }
  }

  /// The facts of a path, nil where there is nothing or nothing to be seen.
  static func facts(_ path: String, followingLinks: Bool = false) -> Facts? {
    var raw = stat()
    // Both calls only fill the struct they are given.
    let result = followingLinks ? unsafe stat(path, &raw) : unsafe lstat(path, &raw)
    return result == 0 ? Facts(raw) : nil
  }

  static func facts(of descriptor: Int32) -> Facts? {
    var raw = stat()
    return unsafe fstat(descriptor, &raw) == 0 ? Facts(raw) : nil
  }

  /// The names in a folder without `.` and `..`, in no order; empty where it cannot be read.
  static func names(in directory: String) -> [String] {
    guard let stream = unsafe opendir(directory) else { return [] }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      // d_name is NUL-terminated inside the entry, which lives until the next readdir.
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// The target of a symbolic link.
  static func linkTarget(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    // readlink writes at most the given number of bytes and no NUL.
    let count = unsafe readlink(path, &buffer, buffer.count)
    return count < 0
      ? nil : String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The path without links and dots, nil where it does not exist.
  static func realPath(_ path: String) -> String? {
    guard let text = unsafe realpath(path, nil) else { return nil }
    // realpath allocated the text; it is ours to free.
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }

  /// Opens without following a link and without leaking into children; nil leaves `errno`.
  static func open(_ path: String, _ flags: Int32, mode: UInt32 = 0o600) -> OwnedDescriptor? {
    let raw = unsafe Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, mode)
    return raw < 0 ? nil : OwnedDescriptor(raw)
  }

  /// A whole small file as text, nil where it cannot be read.
  static func text(at path: String) -> String? {
    guard let file = open(path, O_RDONLY | O_NONBLOCK) else { return nil }
    return String(decoding: bytes(from: file.raw), as: UTF8.self)
  }

  /// The bytes of an open file or socket from its position to its end; what could be read where reading fails.
  static func bytes(from descriptor: Int32) -> [UInt8] {
    var all: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = SystemCall.retrying {
        unsafe block.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      }
      if count <= 0 { return all }
      all.append(contentsOf: block.prefix(count))
    }
  }

  /// Writes all bytes; false leaves `errno`.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = SystemCall.retrying {
        unsafe bytes[done...].withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      }
      if count <= 0 { return false }
      done += count
    }
    return true
  }
}
