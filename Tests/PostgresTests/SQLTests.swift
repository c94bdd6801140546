import PostgresTesting
import Testing

@testable import Postgres

/// What becomes text and what becomes a parameter; no server is asked.
@Suite struct SQLTests {
  @Test("An interpolated value becomes a parameter and leaves the text as it is without it")
  func valuesStayOut() {
    for text in Self.nastyTexts {
      let sql: SQL = "SELECT \(text), \(1), \(nil as String?), \(text)"
      #expect(sql.text == "SELECT $1, $2, $3, $4")
      #expect(sql.parameters == [text.parameter, 1.parameter, .null, text.parameter])
    }
  }

  @Test("Fragments keep their parameters, numbered by their place, at any depth")
  func fragments() {
    let inner: SQL = "a = \(1) AND b = \(2)"
    let middle: SQL = "(\(fragment: inner)) OR c = \(3)"
    let outer: SQL = "x = \(0) AND (\(fragment: middle)) AND (\(fragment: inner)) AND y = \(9)"
    #expect(
      outer.text == "x = $1 AND ((a = $2 AND b = $3) OR c = $4) AND (a = $5 AND b = $6) AND y = $7")
    #expect(outer.parameters == [0, 1, 2, 3, 1, 2, 9].map(\.parameter))
  }

  @Test("Joining is writing the fragments in a row")
  func joined() {
    for count in 0...12 {
      let sql = SQL.joined((0..<count).map { "(\($0), \("t"))" }, separator: ", ")
      #expect(sql.text == (0..<count).map { "($\($0 * 2 + 1), $\($0 * 2 + 2))" }.joined(separator: ", "))
      #expect(sql.parameters.count == count * 2)
    }
  }

  @Test("What only looks like a parameter keeps its number when a fragment is inserted")
  func lookAlikes() {
    let fragment: SQL = "price = '$1' OR $$ $2 $$ = \(5) OR \(identifier: "$3") = \(trusted: "'$4'")"
    let sql: SQL = "a = \(0) AND \(fragment: fragment)"
    #expect(sql.text == "a = $1 AND price = '$1' OR $$ $2 $$ = $2 OR \"$3\" = '$4'")
  }

  @Test("A parameter's number never runs into what stands beside it")
  func neighbours() {
    let digits: SQL = "LIMIT \(1)0"
    #expect(digits.text == "LIMIT $1 0")
    let word: SQL = "a AND\(1)OR é\(2)"
    #expect(word.text == "a AND $1 OR é $2")
    let values: SQL = "\(1)\(2)"
    #expect(values.text == "$1 $2")
    let cast: SQL = "(\(1)::int,-\(2))"
    #expect(cast.text == "($1::int,-$2)")
  }

  @Test("Quoting a name doubles every quote in it, and nothing else changes")
  func quoting() {
    for text in Self.nastyTexts {
      let quoted = Array(SQL.quoted(identifier: text).utf8)
      let quote = UInt8(ascii: "\"")
      #expect(quoted.first == quote && quoted.last == quote)
      #expect(
        Array(quoted.dropFirst().dropLast()) == text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] })
    }
  }

  /// Texts over an alphabet of what has a meaning somewhere; the same ones every time.
  static let nastyTexts: [String] = {
    let alphabet: [Unicode.Scalar] = [
      "a", "'", "\"", "\\", "$", "1", ";", "-", "/", "*", "\n", "%", "(", ")", "{", "}", ",", "\u{301}",
      "\u{200D}", "é", "€",
      "\u{1F468}", "\t", " ", "\u{1}", "\u{7F}", "\u{FEFF}", "\u{2028}", "\r",
    ]
    var generator = Arithmetic(state: 17)
    return (0..<400).map { _ in
      var text = "".unicodeScalars
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        text.append(alphabet.randomElement(using: &generator) ?? "a")
      }
      return String(text)
    }
  }()
}

/// A generator that gives the same numbers every time (Knuth's MMIX constants).
struct Arithmetic: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    // The low bits of such a generator repeat soon.
    return state ^ state >> 29
  }
}

@Suite(.database) struct SQLOnServerTests {
  @Test("Whatever a text contains, it comes back equal and changes no statement")
  func textsComeBack() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (line int, word text)")
    for (line, text) in SQLTests.nastyTexts.enumerated() {
      try connection.execute("INSERT INTO kept VALUES (\(Int32(line)), \(text))")
    }
    let back = try connection.values("SELECT word FROM kept ORDER BY line", as: String.self)
    #expect(back.map { Array($0.utf8) } == SQLTests.nastyTexts.map { Array($0.utf8) })
    #expect(
      try connection.values("SELECT \(SQLTests.nastyTexts)", as: [String].self) == [SQLTests.nastyTexts])
  }

  @Test("A text takes the type that its place asks for")
  func inferredTypes() throws {
    var connection = try Database.current.connect()
    try connection.script(
      "CREATE TYPE mood AS ENUM ('calm', 'o''clock'); CREATE TABLE kept (m mood, d date, n numeric)")
    try connection.execute("INSERT INTO kept VALUES (\("o'clock"), \("2002-09-17"), \("1.50"))")
    let row = try connection.run("SELECT m, d, n::text FROM kept").first { (row) throws(PostgresError) in
      try row.columns((String, PostgresDate, String).self)
    }
    #expect(try #require(row) == ("o'clock", PostgresDate(daysSince2000: 990), "1.50"))
  }
}
