internal import Glibc

/// What only the C library can tell or do about the terminal and the process. The one file of the program that touches raw
/// memory.
enum Terminal {
  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// Columns of the terminal on standard output; 80 where there is none.
  static var width: Int {
    var size = winsize()
    // The kernel fills the structure and keeps no pointer to it.
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Becomes another program, which then owns the terminal. Returns only where that fails.
  static func become(_ path: String, _ arguments: [String]) {
    var words = unsafe ([path] + arguments).map { unsafe strdup($0) }
    unsafe words.append(nil)
    unsafe execv(path, words)
    unsafe words.forEach { unsafe free($0) }
  }

  /// The path without symbolic links; nil where it leads to nothing that has a path.
  static func realPath(_ path: String) -> String? {
    // The C library allocates the text, which is copied and given back.
    guard let found = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  /// Largest memory of the process so far, in KiB.
  static var peakMemory: Int {
    var usage = rusage()
    // Filled by the kernel, like the size above.
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return usage.ru_maxrss
  }
}
