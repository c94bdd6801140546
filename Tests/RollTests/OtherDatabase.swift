import Postgres

@testable import PostgresTesting

/// A second database in one test, gone with its value.
struct OtherDatabase: ~Copyable {
  var connection: Connection
  private let name: String

  fileprivate init(_ connection: consuming Connection, named name: String) {
    self.connection = connection
    self.name = name
  }

  deinit { try? Cluster.shared.drop(name) }
}

extension Cluster {
  /// A copy of what a template prepares.
  func connectToCopy(of template: DatabaseTemplate) throws -> OtherDatabase {
    let database = try makeDatabase(from: template)
    return OtherDatabase(try database.connect(), named: database.name)
  }
}
