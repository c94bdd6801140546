import Glibc

/// A program to run as a child, cut off from everything of ours.
///
/// New session (no Ctrl-C from our terminal reaches it), default signals, working folder `/`, a fixed small
/// environment (no `PG…` of the user's), and no descriptor but its three standard ones: a server that kept one
/// would keep a caller's pipe or lock open for weeks.
struct ChildCommand: Sendable {
  let executable: String
  let arguments: [String]
  let environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", "TZ=UTC"]

  init(_ executable: String, _ arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }

  /// How a finished child ended, and what it printed on both streams.
  struct Outcome {
    let status: Int32
    let output: String

    var succeeded: Bool { status == 0 }
    /// The last lines that hold anything, for a message.
    var lastLines: String {
      let lines = output.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
      return lines.suffix(4).joined(separator: "\n")
    }
  }

  /// Runs to the end with `input` (a few kilobytes at most) on standard input.
  ///
  /// One socket pair carries both directions; reading ends when the last process that has the other end does.
  func run(input: String = "") throws(LocalServerError) -> Outcome {
    var pair: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    if unsafe socketpair(AF_UNIX, type, 0, &pair) != 0 { throw .system("talk to", executable, code: errno) }
    let ours = OwnedDescriptor(pair[0])
    let child: pid_t
    do {
      let theirs = OwnedDescriptor(pair[1])
      child = try start(input: theirs.raw, output: theirs.raw)
    }
    // A child that does not read is no failure of ours: its exit code tells.
    let bytes = Array(input.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe send(ours.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    _ = shutdown(ours.raw, Int32(SHUT_WR))
    let output = Files.bytes(from: ours.raw)
    return Outcome(status: Self.wait(for: child), output: String(decoding: output, as: UTF8.self))
  }

  /// Waits for a child of ours: its exit code, 128 + signal where one ended it, 0 where it was reaped before.
  @discardableResult
  static func wait(for child: pid_t) -> Int32 {
    var raw: Int32 = 0
    let result = SystemCall.retrying { Int(unsafe waitpid(child, &raw, 0)) }
    return result == -1 ? 0 : code(raw)
  }

  /// The exit code of a child that has ended, nil while it runs or if it is not a child of ours.
  static func reap(_ child: pid_t) -> Int32? {
    var raw: Int32 = 0
    return unsafe waitpid(child, &raw, WNOHANG) == child ? code(raw) : nil
  }

  private static func code(_ raw: Int32) -> Int32 { raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + (raw & 0x7f) }

  /// Starts the child and leaves it alone: its process id. `input` nil is `/dev/null`.
  func start(input: Int32? = nil, output: Int32? = nil) throws(LocalServerError) -> pid_t {
    guard let nothing = Files.open("/dev/null", O_RDWR) else {
      throw .system("open", "/dev/null", code: errno)
    }
    // Above 2, so that one of them is not overwritten by another where we were started without standard streams.
    let source = OwnedDescriptor(fcntl(input ?? nothing.raw, F_DUPFD_CLOEXEC, 3))
    let sink = OwnedDescriptor(fcntl(output ?? nothing.raw, F_DUPFD_CLOEXEC, 3))
    guard source.raw >= 0, sink.raw >= 0 else { throw .system("hand streams to", executable, code: errno) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, source.raw, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, sink.raw, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, sink.raw, 2)
    // All that is open, also what our own caller left open for us; closing a closed one is no error.
    for descriptor in Files.names(in: "/proc/self/fd").compactMap({ Int32($0) }) where descriptor > 2 {
      unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    Self.cutOff(&attributes)
    var child: pid_t = 0
    // The shell goes to `/` and then becomes the program: spawning cannot change the folder portably.
    let shell = "/bin/sh"
    let words = [shell, "-c", #"umask 077; cd / && exec "$0" "$@""#, executable] + arguments
    let failure = unsafe withCStrings(words) { arguments in
      unsafe withCStrings(environment) { environment in
        unsafe posix_spawn(&child, shell, &actions, &attributes, arguments, environment)
      }
    }
    if failure != 0 { throw .system("run", executable, code: failure) }
    return child
  }

  /// A session of its own and default signals, whatever this program ignores or blocks.
  private static func cutOff(_ attributes: inout posix_spawnattr_t) {
    var every = sigset_t()
    var none = sigset_t()
    unsafe sigfillset(&every)
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &every)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    // POSIX_SPAWN_SETSID, a GNU extension that Swift does not import.
    let newSession: Int32 = 0x80
    let flags = newSession | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
  }
}

/// Lends the texts as the NULL-ended array of C strings that `exec` wants.
private func withCStrings<Value>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
  var pointers: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) }
  unsafe pointers.append(nil)
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe body(&pointers)
}
