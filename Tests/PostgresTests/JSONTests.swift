import Foundation
import PostgresTesting
import Testing

@testable import Postgres

private struct Petition: Codable, Sendable, Equatable {
  var title: String
  var signatures: Int?
  var share: Decimal
}

@Suite(.database) struct JSONTests {
  @Test("A value goes into json and jsonb and comes back equal")
  func roundTrip() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (plain json, binary_form jsonb)")
    let petition = Petition(title: "é \"quoted\" \u{1F468}", signatures: nil, share: 0.1)
    let json = try JSON(petition)
    try connection.execute("INSERT INTO kept VALUES (\(json), \(json))")
    let row = try connection.run("SELECT * FROM kept").first { (row) throws(PostgresError) in
      try row.columns((JSON<Petition>, JSON<Petition>).self)
    }
    #expect(row?.0.value == petition && row?.1.value == petition)
    #expect(try connection.value("SELECT \(json) ->> 'title'", as: String.self) == petition.title)
    #expect(try connection.value("SELECT \(row?.0)", as: JSON<Petition>.self) == json)
  }

  @Test("A Decimal inside JSON keeps all of its digits, both ways")
  func decimals() throws {
    var connection = try Database.current.connect()
    let text = "12345678901234567890.12345678901234567890"
    let decimal = try #require(Decimal(string: text))
    for type in ["json", "jsonb"] {
      let json = try connection.value("SELECT \("[\(text)]")::\(trusted: type)", as: JSON<[Decimal]>.self)
      #expect(json?.value == [decimal])
    }
    let back = try connection.value("SELECT (\(try JSON([decimal])) ->> 0)::numeric", as: Decimal.self)
    #expect(back == decimal)
    let kept = try connection.value("SELECT \("[\(text)]")::jsonb", as: String.self)
    #expect(kept == "[\(text)]")
  }

  @Test("The text is as the server keeps it: json as it came, jsonb in its own order")
  func texts() throws {
    var connection = try Database.current.connect()
    let text = #"{"b": 1,  "a":[], "b": 2}"#
    #expect(try connection.value("SELECT \(text)::json", as: String.self) == text)
    #expect(try connection.value("SELECT \(text)::jsonb", as: String.self) == #"{"a": [], "b": 2}"#)
  }

  @Test("The null of JSON is not that of SQL")
  func nulls() throws {
    var connection = try Database.current.connect()
    let inside = try connection.value("SELECT 'null'::jsonb", as: JSON<Int?>?.self)
    let json = try #require(inside ?? nil)
    #expect(json.value == nil)
    let outside = try connection.value("SELECT NULL::jsonb", as: JSON<Int?>?.self)
    #expect(outside == .some(nil))
    #expect(try connection.value("SELECT \(try JSON(nil as Int?))::text", as: String.self) == "null")
    #expect(try connection.value("SELECT \(nil as JSON<Int>?) IS NULL") == true)
    let error = try refusal { _ = try connection.value("SELECT NULL::jsonb", as: JSON<Int?>.self) }
    #expect(error.kind == .decoding)
  }

  @Test(
    "JSON of another shape is an error that names column and row; a value without JSON is refused at once")
  func misfits() throws {
    var connection = try Database.current.connect()
    for text in [#"{"a": 1.5}"#, #"{"a": "1"}"#, "[]", "null"] {
      let error = try refusal {
        _ = try connection.value("SELECT \(text)::json AS odd", as: JSON<[String: Int]>.self)
      }
      #expect(error.kind == .decoding && error.message.contains("column 1 (odd) of row 1"), "\(text)")
    }
    let error = try refusal { _ = try JSON([Double.nan]) }
    #expect(error.kind == .misuse)
  }

  @Test("What jsonb cannot hold is the server's error, with its code: NUL and half a surrogate pair")
  func refused() throws {
    var connection = try Database.current.connect()
    let nul = try refusal { _ = try connection.run("SELECT \(try JSON(["\0"]))") }
    #expect(nul.sqlState?.rawValue == "22P05")
    let half = try refusal { _ = try connection.run("SELECT \(#"["\ud83d"]"#)::jsonb") }
    #expect(half.sqlState?.rawValue == "22P02")
    #expect(try connection.value("SELECT \(#"["\u0000"]"#)::json", as: JSON<[String]>.self)?.value == ["\0"])
  }
}
