import PostgresTesting
import Testing

@testable import Postgres

private enum Mood: String, PostgresArrayElement {
  case calm, angry = "very \"angry\"", odd = "a,b{}\\", null = "NULL"
}
private enum Size: String, PostgresEncodable, PostgresDecodable { case small, large }
private enum Level: Int32, PostgresArrayElement { case low = 1, high = 2 }

private enum Wide: UInt64, PostgresArrayElement { case one = 1, most = 0xFFFF_FFFF_FFFF_FFFF }

@Suite(.database) struct EnumTests {
  private func connect() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script(
      #"""
      CREATE TYPE mood AS ENUM ('calm', 'very "angry"', 'a,b{}\', 'NULL', 'unheard of');
      CREATE TYPE size AS ENUM ('small', 'large');
      CREATE DOMAIN short AS varchar(9);
      CREATE TABLE person (mood mood, moods mood[], size size, level int)
      """#)
    return connection
  }

  @Test("A Swift enum of strings is an enumeration of the server, alone, absent and in arrays")
  func labels() throws {
    var connection = try connect()
    let moods: [Mood] = [.calm, .angry, .odd, .null]
    try connection.execute(
      "INSERT INTO person VALUES (\(Mood.angry), \(moods), \(Size.large), \(Level.high)), (\(nil as Mood?), \([Mood]()), NULL, NULL)"
    )
    let rows = try connection.run("SELECT * FROM person").map { (row) throws(PostgresError) in
      try row.columns((Mood?, [Mood], Size?, Level?).self)
    }
    #expect(rows.count == 2 && rows[0] == (.angry, moods, .large, .high) && rows[1] == (nil, [], nil, nil))
    #expect(try connection.value("SELECT count(*) FROM person WHERE mood = \(Mood.angry)") == 1)
    #expect(try connection.value("SELECT count(*) FROM person WHERE mood = ANY(\(moods))") == 1)
    #expect(try connection.value("SELECT \([Mood.null, nil])::mood[]", as: [Mood?].self) == [.null, nil])
    #expect(try connection.value("SELECT \([Level.low, .high])", as: [Level].self) == [.low, .high])
    let wide: [Wide?] = [.one, nil, .most]
    #expect(try connection.value("SELECT \(wide)", as: [Wide?].self) == wide)
    #expect(try connection.value("SELECT \(wide)::text", as: String.self) == "{1,NULL,18446744073709551615}")
  }

  @Test("A label that is no case is an error that names column, type and row; so is a number")
  func unknown() throws {
    var connection = try connect()
    for (expression, type) in [
      ("'unheard of'::mood", "Mood"), ("ARRAY['unheard of']::mood[]", "Array<Mood>"),
    ] {
      let error = try refusal {
        if type == "Mood" {
          _ = try connection.value("SELECT \(trusted: expression) AS state", as: Mood.self)
        } else {
          _ = try connection.value("SELECT \(trusted: expression) AS state", as: [Mood].self)
        }
      }
      #expect(error.kind == .decoding && error.message.contains("column 1 (state) of row 1"))
      #expect(error.message.contains(type), "\(error.message)")
    }
    let error = try refusal { _ = try connection.value("SELECT 3", as: Level.self) }
    #expect(error.kind == .decoding)
    let server = try refusal { _ = try connection.run("SELECT \("unknown")::mood") }
    #expect(server.sqlState?.rawValue == "22P02")
  }

  @Test(
    "Enumerations, domains and types of an extension are readable as text, whatever their object identifier")
  func texts() throws {
    var connection = try connect()
    #expect(try connection.value("SELECT 'calm'::mood", as: String.self) == "calm")
    #expect(try connection.value("SELECT 'word'::short", as: String.self) == "word")
    #expect(try connection.value("SELECT ARRAY['calm', NULL]::mood[]", as: [String?].self) == ["calm", nil])
    #expect(try connection.value("SELECT ARRAY['word']::short[]", as: [String].self) == ["word"])
  }
}
