import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database)
struct ServerTroubleTests {
  @Test(
    "what ails the server is told as that, with what to do next",
    arguments: [
      ("53100", RollError.Kind.io, "room"), ("58030", .io, "room"), ("53200", .tryAgain, "later"),
      ("53400", .tryAgain, "later"), ("57P01", .unavailable, "again"), ("57P03", .unavailable, "again"),
      ("XX000", .defect, ""), ("55P03", .tryAgain, "moment"), ("40001", .tryAgain, "moment"),
      ("42501", .notPermitted, "role"), ("25006", .notPermitted, "role"), ("23514", .data, ""),
    ])
  func kinds(code: String, kind: RollError.Kind, hint: String) throws {
    var connection = try Database.current.connect()
    let error = #expect(throws: PostgresError.self) {
      try connection.script("DO $$ BEGIN RAISE 'trouble' USING ERRCODE = '\(code)'; END $$")
    }
    let told = try #require(error.map { RollError($0) })
    #expect(told.kind == kind && told.sqlState == code && told.message.contains("trouble"))
    #expect(hint.isEmpty || told.hint?.contains(hint) == true)
  }
}
