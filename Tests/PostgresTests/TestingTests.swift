import Postgres
import PostgresTesting
import Testing

private let template = DatabaseTemplate("counting") { connection in
  try connection.script("CREATE TABLE prepared AS SELECT 1 AS n")
}

@Suite(.database(from: template)) struct TestingTests {
  @Test("Every case has a copy of the template to itself", arguments: 1...6)
  func copies(number: Int) throws {
    var connection = try Database.current.connect()
    #expect(try connection.execute("INSERT INTO prepared VALUES (\(number))") == 1)
    #expect(
      try connection.values("SELECT n FROM prepared ORDER BY n", as: Int.self).sorted()
        == [1, number].sorted())
    let name = try Database.current.name
    #expect(try connection.value("SELECT current_database()", as: String.self) == name)
  }
}
