public import Testing

/// Gives every test case a database of its own, which `Database.current` names, and drops it after the case.
public struct DatabaseTrait: TestTrait, SuiteTrait, TestScoping {
  let template: DatabaseTemplate?

  /// A suite's trait holds for the tests in it.
  public var isRecursive: Bool { true }

  /// Runs one case with its database.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let database = try Cluster.shared.makeDatabase(from: template)
    do {
      try await Database.$lent.withValue(database, operation: function)
    } catch {
      try? Cluster.shared.drop(database.name)
      throw error
    }
    // Where the drop fails the test has ended the server, and its databases with it.
    try? Cluster.shared.drop(database.name)
  }
}

extension Trait where Self == DatabaseTrait {
  /// An empty database for every test case.
  public static var database: Self { Self(template: nil) }

  /// A copy of a prepared database for every test case.
  public static func database(from template: DatabaseTemplate) -> Self { Self(template: template) }
}
