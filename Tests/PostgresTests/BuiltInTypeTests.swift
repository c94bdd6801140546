import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct BuiltInTypeTests {
  @Test("Every type that has a constant has the server's name, number and array")
  func constants() throws {
    var connection = try Database.current.connect()
    var known = 0
    try connection.forEachRow("SELECT oid, typarray, format_type(oid, NULL) FROM pg_type WHERE oid < 16384") {
      row in
      let (oid, array, name) = try row.columns((UInt32, UInt32, String).self)
      let type = PostgresType(rawValue: oid)
      guard let ours = type.array else { return }
      known += 1
      #expect(type.description == name && ours.rawValue == array && ours.element == type)
      #expect(ours.description == name + "[]")
    }
    #expect(known == 32)
    #expect(PostgresType(rawValue: 600).description == "oid 600" && PostgresType.inferred.array == nil)
  }
}
