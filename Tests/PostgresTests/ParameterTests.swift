import Foundation
import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct ParameterTests {
  @Test("65535 parameters are sent; one more is refused with the limit, and the connection goes on")
  func most() throws {
    var connection = try Database.current.connect()
    func count(_ numbers: ClosedRange<Int32>) -> SQL {
      "SELECT cardinality(ARRAY[\(fragment: .joined(numbers.map { "\($0)" }, separator: ","))])"
    }
    #expect(try connection.value(count(1...65_535)) == 65_535)
    let error = try refusal { _ = try connection.run(count(1...65_536)) }
    #expect(error.kind == .misuse && error.spoils == .nothing && error.message.contains("65535"))
    #expect(try connection.answers())
  }

  @Test("A value of 1 GiB or more is refused before it is sent", .enabled(if: hasRoomForLargeValues))
  func tooLarge() throws {
    var connection = try Database.current.connect()
    let error = try refusal {
      _ = try connection.run("SELECT length(\([UInt8](repeating: 1, count: 1 << 30)))")
    }
    #expect(error.kind == .misuse && error.message.contains("$1") && error.message.contains("1 GiB"))
    #expect(try connection.answers())
  }

  @Test("What is no UTF-8 text the server refuses with 22021, and the connection goes on")
  func noText() throws {
    var connection = try Database.current.connect()
    let bytes: [[UInt8]] = [
      [0xFF], [0x61, 0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80],
    ]
    for (form, wrong) in bytes.flatMap({ bytes in [(true, bytes), (false, bytes)] }) + [
      (true, [0x66, 0, 0x62])
    ] {
      let error = try refusal {
        _ = try connection.run("SELECT \(RawParameter(.text, wrong, isBinary: form))")
      }
      #expect(error.sqlState?.rawValue == "22021" && error.spoils == .nothing, "\(wrong)")
    }
    let array = try refusal { _ = try connection.run("SELECT \(["a", "b\0"])") }
    #expect(array.sqlState?.rawValue == "22021")
    #expect(try connection.answers())
  }

  @Test(
    "In a session that was told to speak another encoding, what has no place in it is an error, and nothing is guessed"
  )
  func otherEncoding() throws {
    var connection = try Database.current.connect()
    try connection.execute("SET client_encoding = 'LATIN1'")
    let outside = try refusal { _ = try connection.value("SELECT chr(8364)", as: String.self) }
    #expect(outside.sqlState?.rawValue == "22P05" && outside.spoils == .nothing)
    let inside = try refusal { _ = try connection.value("SELECT chr(233)", as: String.self) }
    #expect(inside.kind == .decoding && inside.message.contains("column 1"))
    try connection.execute("RESET client_encoding")
    #expect(try connection.value("SELECT chr(8364)", as: String.self) == "€")
  }

  @Test("NULL and the empty text are two, in both directions and for every type")
  func nullAndEmpty() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (line int, word text, bytes bytea, words text[])")
    try connection.execute("INSERT INTO kept VALUES (1, \(""), \([UInt8]()), \([String]()))")
    try connection.execute(
      "INSERT INTO kept VALUES (2, \(nil as String?), \(nil as [UInt8]?), \(nil as [String]?))")
    let result = try connection.run("SELECT word, bytes, words, word IS NULL FROM kept ORDER BY line")
    let rows = try result.map { (row) throws(PostgresError) in
      try row.columns((String?, [UInt8]?, [String]?, Bool).self)
    }
    try #require(rows.count == 2)
    #expect(rows[0] == ("", [], [], false))
    #expect(rows[1] == (nil, nil, nil, true))
    let error = try refusal { _ = try connection.value("SELECT NULL::text AS word", as: String.self) }
    #expect(error.kind == .decoding && error.message.contains("NULL"))
  }

  @Test("Every character from 1 to 255 and some beyond comes back equal, alone and in an array")
  func everyCharacter() throws {
    var connection = try Database.current.connect()
    var notices: [String] = []
    let heard = Notes()
    connection.onNotice { _, message in heard.add(message) }
    let characters =
      (1...255).compactMap { Unicode.Scalar($0) }.map { String($0) } + [
        "€", "\u{FFFF}", "\u{10FFFF}", "e\u{301}",
      ]
    for conforming in ["on", "off"] {
      try connection.execute("SELECT set_config('standard_conforming_strings', \(conforming), false)")
      #expect(try connection.value("SELECT \(characters)", as: [String].self) == characters)
      for text in characters {
        let back = try connection.value("SELECT \(text)", as: String.self)
        #expect(back.map { Array($0.utf8) } == Array(text.utf8))
      }
    }
    notices += heard.all
    #expect(notices.isEmpty)
  }

  @Test("A minus before a negative parameter is a minus, not the begin of a comment")
  func minusMinus() throws {
    var connection = try Database.current.connect()
    #expect(try connection.value("SELECT -\(-1)") == 1)
    #expect(try connection.value("SELECT -\(Int32(-7)) + 1") == 8)
    #expect(try connection.value("SELECT 1 -\(-0.5)") == 1.5)
  }

  @Test("Empty arrays and NULLs have a type: no statement fails for want of one")
  func emptyArrays() throws {
    var connection = try Database.current.connect()
    #expect(try connection.value("SELECT 1 = ANY(\([Int64]()))") == false)
    #expect(try connection.value("SELECT 'a' = ANY(\([String]()))") == false)
    #expect(try connection.value("SELECT 2 = ANY(\([1, 2, 3] as [Int64]))") == true)
    #expect(try connection.value("SELECT cardinality(\([String]()))") == 0)
    #expect(try connection.value("SELECT \(nil as String?)", as: String?.self) == .some(nil))
    #expect(
      try connection.value(
        "SELECT \(nil as Int?) IS NULL AND \(nil as Bool?) IS NULL AND \(nil as Double?) IS NULL") == true)
    #expect(try connection.value("SELECT \(nil as [UInt8]?) IS NULL AND \(nil as [Int64]?) IS NULL") == true)
    #expect(
      try connection.value("SELECT \(nil as PostgresDate?) IS NULL AND \(nil as UUID?) IS NULL")
        == true)
    #expect(try connection.value("SELECT coalesce(\(nil as Int?), \(4))") == 4)
  }

  @Test("A name is quoted so that it names what it says: with quotes, dots, keywords, letters of any script")
  func identifiers() throws {
    var connection = try Database.current.connect()
    let names = [
      #"a"b"#, #"""#, #"""""#, "Ünï", "with.dot", "select", "a b", "'", "$1", "\\", "--", "/*", "\n",
      "e\u{301}", "\"\u{301}",
      "x\"\u{301}; DROP TABLE kept; --", String(repeating: "n", count: 63),
    ]
    try connection.script("CREATE TABLE kept (n int)")
    for (number, name) in names.enumerated() {
      try connection.execute("CREATE TABLE \(identifier: name) (\(identifier: name) int)")
      try connection.execute(
        "INSERT INTO \(identifier: name) (\(identifier: name)) VALUES (\(Int32(number)))")
      #expect(try connection.value("SELECT \(identifier: name) FROM \(identifier: name)") == number)
      let bytes = try connection.value(
        "SELECT relname::text FROM pg_class WHERE relname = \(name)", as: String.self)
      #expect(bytes.map { Array($0.utf8) } == Array(name.utf8))
    }
    #expect(try connection.count("kept") == 0)
    let empty = try refusal { _ = try connection.run("SELECT 1 AS \(identifier: "")") }
    #expect(empty.sqlState == .syntaxError)
  }

  @Test("A name longer than 63 bytes is cut by the server with a notice, between letters")
  func longName() throws {
    var connection = try Database.current.connect()
    let heard = Notes()
    connection.onNotice { severity, message in heard.add("\(severity): \(message)") }
    let result = try connection.run("SELECT 1 AS \(identifier: String(repeating: "é", count: 40))")
    #expect(result.columnNames == [String(repeating: "é", count: 31)])
    #expect(heard.all.count == 1 && heard.all[0].hasPrefix("NOTICE: ") && heard.all[0].contains("truncated"))
  }
}
