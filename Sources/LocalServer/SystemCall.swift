import Glibc

/// What a failed call of the C library means.
enum SystemCall {
  /// The C library's sentence for an error number.
  static func text(_ code: Int32) -> String {
    // strerror answers with a static, NUL-terminated text for every number.
    unsafe String(cString: strerror(code))
  }

  /// Whether the number says that this user may not.
  static func isRefusal(_ code: Int32) -> Bool { code == EACCES || code == EPERM || code == EROFS }

  /// Repeats a call that a signal interrupted.
  static func retrying(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result != -1 || errno != EINTR { return result }
    }
  }
}

/// A file descriptor with one owner, who closes it.
struct OwnedDescriptor: ~Copyable, Sendable {
  let raw: Int32

  init(_ raw: Int32) { self.raw = raw }

  deinit { _ = close(raw) }
}
