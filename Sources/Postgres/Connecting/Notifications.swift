internal import CLibpq
internal import Glibc

/// What a NOTIFY sent.
public struct Notification: Sendable, Equatable {
  /// The channel.
  public var channel: String
  /// What was sent along, at most 7999 bytes; empty where nothing was.
  public var payload: String
  /// The process of the session that sent it.
  public var process: Int32
}

extension Connection {
  /// Asks for the notifications of a channel, from the next commit on, until the connection ends. Case and every letter of
  /// the name count, up to the 63 bytes that the server keeps of a name.
  /// - Throws: `PostgresError`, of kind `misuse` behind a pooler.
  public mutating func listen(
    to channel: String, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) {
    try refuseBehindPooler("LISTEN", instead: "a connection of its own", file: file, line: line)
    try execute("LISTEN \(identifier: channel)", file: file, line: line)
  }

  /// The notifications that have come, in the order of their commits; each is given once. Where none has come, waits for the
  /// first until the time is over.
  /// - Parameter waitingMilliseconds: how long to wait, 0 or more.
  /// - Throws: `PostgresError` of kind `connectionLost` where the connection has ended; no notification is lost before it.
  public mutating func notifications(
    waitingMilliseconds: Int = 0, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> [Notification] {
    let deadline = ContinuousClock.now + .milliseconds(max(waitingMilliseconds, 0))
    while true {
      let isThere = unsafe PQconsumeInput(connection) == 1
      let arrived = takeNotifications()
      if !arrived.isEmpty { return arrived }
      guard isThere else { throw wire.broken(statement: nil, file: file, line: line) }
      let left = deadline - ContinuousClock.now
      guard left > .zero else { return [] }
      let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
      var socket = unsafe pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
      // Interrupted or over, the loop looks at the clock again.
      _ = unsafe poll(&socket, 1, Int32(clamping: milliseconds + 1))
    }
  }

  private func takeNotifications() -> [Notification] {
    var arrived: [Notification] = []
    while let notification = unsafe PQnotifies(connection) {
      defer { unsafe PQfreemem(notification) }
      arrived.append(
        unsafe Notification(
          channel: String(cString: notification.pointee.relname),
          payload: String(cString: notification.pointee.extra), process: notification.pointee.be_pid))
    }
    return arrived
  }
}
