internal import CLibpq
internal import Synchronization

/// Cancels the statement that a connection runs. The only part of a connection that may cross threads: libpq documents
/// `PQcancel` as safe to call from another thread. Not for the handler of a signal, where Swift may not allocate memory.
@safe public final class Canceller: @unchecked Sendable {
  // Never changed after init, and only read by PQcancel.
  private let handle: OpaquePointer
  private let requests: CancelRequests

  init?(connection: OpaquePointer, requests: CancelRequests) {
    guard let handle = unsafe PQgetCancel(connection) else { return nil }
    unsafe self.handle = unsafe handle
    self.requests = requests
  }

  deinit { unsafe PQfreeCancel(handle) }

  /// Asks the server to stop. The statement then fails with 57014, unless it was done already; a COPY stops taking rows.
  /// Blocks until the server has taken the request; once it has returned, no statement that begins later is stopped by it.
  /// Repeated calls, and calls after the connection's end, do no harm.
  /// - Returns: whether the request reached the server, not whether there was a statement to stop.
  @discardableResult
  public func cancel() -> Bool {
    // Told afterwards: once the COPY stops and another statement runs, this request must not be on its way any more.
    defer { requests.add() }
    var reason = [CChar](repeating: 0, count: 256)
    return unsafe PQcancel(handle, &reason, Int32(reason.count)) == 1
  }
}

/// How often a connection was asked to stop. A COPY needs it: libpq does not read the server's refusal while rows are
/// sent, so that without it a sender would not notice before its last row.
final class CancelRequests: Sendable {
  private let number = Atomic(0)

  var count: Int { number.load(ordering: .acquiring) }

  func add() { number.add(1, ordering: .releasing) }
}
