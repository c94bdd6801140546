internal import CLibpq

/// Cancels the statement that a connection runs. The only part of a connection that may cross threads: libpq documents
/// `PQcancel` as safe to call from another thread and from a signal handler.
@safe public final class Canceller: @unchecked Sendable {
  // Never changed after init, and only read by PQcancel.
  private let handle: OpaquePointer

  init?(connection: OpaquePointer) {
    guard let handle = unsafe PQgetCancel(connection) else { return nil }
    unsafe self.handle = unsafe handle
  }

  deinit { unsafe PQfreeCancel(handle) }

  /// Asks the server to stop. The statement then fails with 57014, unless it was done already. Returns whether the
  /// request reached the server.
  @discardableResult
  public func cancel() -> Bool {
    var reason = [CChar](repeating: 0, count: 256)
    return unsafe PQcancel(handle, &reason, Int32(reason.count)) == 1
  }
}
