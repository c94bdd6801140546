import Glibc

/// One short conversation with the server over its Unix socket: log in, run a statement, read texts.
///
/// PostgreSQL's frontend/backend protocol 3.0 (chapter "Frontend/Backend Protocol" of its manual), just enough to
/// ask whether the server answers and to make a database. Peer authentication needs no password exchange.
struct ServerSession: ~Copyable {
  private let socket: OwnedDescriptor
  private var received: [UInt8] = []
  /// What the server reported about itself at login, such as `server_version`.
  private(set) var parameters: [String: String] = [:]
  /// The process that listens on the socket, 0 where it is in another container.
  let listener: Int32

  /// Connects and logs in; every single wait is bounded by `timeoutSeconds`.
  static func open(
    _ address: ServerAddress, user: String, database: String, timeoutSeconds: Int
  ) throws(SessionFailure) -> ServerSession {
    var session = ServerSession(over: try connect(to: address.socketFile, timeoutSeconds: timeoutSeconds))
    try session.logIn(user: user, database: database)
    return session
  }

  private init(over socket: consuming OwnedDescriptor) {
    // struct ucred, which Swift does not import: the pid, uid and gid of the process that called listen().
    var peer: [Int32] = [0, 0, 0]
    var size = socklen_t(peer.count * MemoryLayout<Int32>.size)
    let told = unsafe getsockopt(socket.raw, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
    listener = told ? peer[0] : 0
    self.socket = socket
  }

  private mutating func logIn(user: String, database: String) throws(SessionFailure) {
    var packet = Message.bigEndian(196_608)
    for text in ["user", user, "database", database, "application_name", "rollcall"] {
      packet += Array(text.utf8) + [0]
    }
    packet += [0]
    try send(Message.bigEndian(packet.count + 4) + packet)
    _ = try readUntilReady()
  }

  /// Runs statements and gives the rows of all of them as text.
  mutating func rows(_ sql: String) throws(SessionFailure) -> [[String?]] {
    let body = Array(sql.utf8) + [0]
    try send([UInt8(ascii: "Q")] + Message.bigEndian(body.count + 4) + body)
    return try readUntilReady()
  }

  private mutating func readUntilReady() throws(SessionFailure) -> [[String?]] {
    var rows: [[String?]] = []
    var refusal: SessionFailure?
    while true {
      let message: Message
      do {
        message = try nextMessage()
      } catch {
        // At login the server closes after its refusal: the refusal is what happened.
        throw refusal ?? error
      }
      switch message.kind {
      case UInt8(ascii: "E"): refusal = refusal ?? message.refusal
      case UInt8(ascii: "S"):
        let texts = message.texts
        if texts.count >= 2 { parameters[texts[0]] = texts[1] }
      case UInt8(ascii: "D"): rows.append(message.row)
      case UInt8(ascii: "R"):
        if message.authenticationCode != 0 { throw .lost("the server asks for a password") }
      case UInt8(ascii: "Z"):
        if let refusal { throw refusal }
        return rows
      default: break
      }
    }
  }

  private mutating func nextMessage() throws(SessionFailure) -> Message {
    while true {
      if let message = Message(takenFrom: &received) { return message }
      var block = [UInt8](repeating: 0, count: 8192)
      let count = SystemCall.retrying {
        unsafe block.withUnsafeMutableBytes { unsafe recv(socket.raw, $0.baseAddress, $0.count, 0) }
      }
      if count == 0 { throw .lost("the server closed the connection") }
      if count < 0 { throw errno == EAGAIN ? .timedOut : .lost(SystemCall.text(errno)) }
      received += block.prefix(count)
    }
  }

  private func send(_ bytes: [UInt8]) throws(SessionFailure) {
    // MSG_NOSIGNAL: a server that died must not end us with SIGPIPE. Our packets fit into one send.
    let count = SystemCall.retrying {
      unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
    }
    if count < 0 { throw errno == EAGAIN ? .timedOut : .lost(SystemCall.text(errno)) }
    if count < bytes.count { throw .lost("the server does not read") }
  }

  private static func connect(to path: String, timeoutSeconds: Int) throws(SessionFailure) -> OwnedDescriptor
  {
    let bytes = Array(path.utf8)
    guard bytes.count <= SocketPlace.longestPath else { throw .noListener(ENAMETOOLONG) }
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let socket = OwnedDescriptor(Glibc.socket(AF_UNIX, type, 0))
    guard socket.raw >= 0 else { throw .lost(SystemCall.text(errno)) }
    var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    _ = unsafe setsockopt(socket.raw, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    _ = unsafe setsockopt(socket.raw, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    var name = sockaddr_un()
    name.sun_family = UInt16(AF_UNIX)
    // The guard above leaves room for the final NUL.
    unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let result = unsafe withUnsafePointer(to: &name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe Glibc.connect(socket.raw, address, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if result != 0 { throw errno == EAGAIN ? .timedOut : .noListener(errno) }
    return socket
  }
}
