import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct RecordTests {
  @Test("The fields of a composite keep NULL, emptiness and quotes apart")
  func fields() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TYPE entry AS (n int, word text, none text, nothing text)")
    for expression in [#"(1, 'a"b'::text, '', NULL::text)"#, #"(1, 'a"b', '', NULL)::entry"#] {
      let record = try #require(
        try connection.value("SELECT \(trusted: expression)", as: PostgresRecord.self))
      #expect(record.count == 4)
      #expect(try record.value(0, as: Int.self) == 1)
      #expect(try record.value(1, as: String.self) == "a\"b")
      #expect(try record.value(2, as: String?.self) == "")
      #expect(try record.value(3, as: String?.self) == nil)
      for (index, words) in [(3, "NULL"), (4, "no field"), (-1, "no field")] {
        let error = try refusal { _ = try record.value(index, as: String.self) }
        #expect(error.kind == .decoding && error.message.contains(words))
      }
      let error = try refusal { _ = try record.value(1, as: Int.self) }
      #expect(error.message.contains("field 2") && error.message.contains("text"))
    }
    #expect(try connection.value("SELECT ROW()", as: PostgresRecord.self)?.count == 0)
    let error = try refusal { _ = try connection.value("SELECT 1", as: PostgresRecord.self) }
    #expect(error.kind == .decoding)
  }
}
