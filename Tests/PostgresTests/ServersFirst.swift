import PostgresTesting
import Testing

/// Starts the servers of this process before a test that starts a process and waits for it: the start of a server may take
/// that process's exit code, and the test would wait for ever.
struct ServersFirst: SuiteTrait, TestTrait, TestScoping {
  /// A suite's trait holds for the tests in it.
  var isRecursive: Bool { true }

  /// Runs one case when the servers answer.
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    _ = try Cluster.shared
    if Cluster.isPrivate { _ = try TLSServer.shared }
    try await function()
  }
}

extension Trait where Self == ServersFirst {
  static var serversFirst: Self { Self() }
}
