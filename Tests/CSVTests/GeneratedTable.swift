import CSV

/// A table that was made up and written to a file, to see whether its dialect is found. The writer is not ours.
struct GeneratedTable {
  /// What the cells are taken from.
  enum Cells: CaseIterable {
    /// What lists of people hold: each column of one kind.
    case people
    /// Words that hold what separates and surrounds fields elsewhere, in every third column.
    case hostile
  }

  /// Which cells a writer surrounds by quotes.
  enum Quoting: CaseIterable { case whereNeeded, all, words }

  var rows: [[String]]
  var hasHeader: Bool
  var dialect: CSVDialect
  var quoting: Quoting
  var lineEnds: [String]
  /// What stands before the table.
  var preamble = ""
  var endsWithLineEnd: Bool

  var file: String {
    var text = preamble
    for (index, row) in rows.enumerated() {
      text += row.map { written($0, isAlone: row.count == 1) }.joined(separator: Self.text(dialect.delimiter))
      if index < rows.count - 1 || endsWithLineEnd { text += lineEnds[index % lineEnds.count] }
    }
    return text
  }

  private func written(_ cell: String, isAlone: Bool) -> String {
    guard let quote = dialect.quote else { return cell }
    let special = [dialect.delimiter, quote, dialect.escape, 10, 13].compactMap { $0 }
    let isNeeded = cell.utf8.contains { special.contains($0) } || cell.isEmpty && isAlone
    let isWord = Double(cell) == nil
    guard isNeeded || quoting == .all || quoting == .words && isWord else { return cell }
    var content = ""
    for scalar in cell.unicodeScalars {
      let isMark = scalar.value == UInt32(quote) || dialect.escape.map { UInt32($0) } == scalar.value
      if isMark { content += Self.text(dialect.escape ?? quote) }
      content.unicodeScalars.append(scalar)
    }
    return Self.text(quote) + content + Self.text(quote)
  }

  static func text(_ byte: UInt8) -> String { String(UnicodeScalar(byte)) }
}

extension GeneratedTable {
  /// One of the kinds of cells that lists of people have; a column is of one kind.
  private static func cell(_ kind: Int, _ random: inout Seeded) -> String {
    let number = Int.random(in: 1...9999, using: &random)
    func one(_ words: [String]) -> String { words[number % words.count] }
    switch kind {
    case 0: return "\(number)"
    case 1: return "person\(number)@example.org"
    case 2: return "2024-0\(1 + number % 9)-1\(number % 10)"
    case 3: return one(["Ada", "Björn", "O'Neil", "Zoë", "Chloé", "Dan", "D'Arcy", "Eve", "Jean-Luc"])
    case 4: return "\(number),\(number % 10)"
    case 5: return "2024-01-1\(number % 10) 12:\(10 + number % 50):0\(number % 10)"
    case 6: return one(["Paris, France", "Rome", "Köln", "Washington, DC", "Oslo", "São Paulo"])
    case 7: return one(["Doe; Jane", "Roe; Rick", "Poe; Al", "Moe; Cy"])
    case 8:
      return one([
        "", "", "I sign!", "Because it is right; and late.", "Stop, now", "\"Never again\" they said",
      ])
    case 9: return "https://example.org/p?id=\(number)&x=\(number % 7)"
    case 10: return one(["volunteer, donor", "donor", "", "press | local", "a/b"])
    case 11: return "+49 30 \(number)"
    case 12: return one(["FR", "DE", "GB", "France", "Côte d'Ivoire", "Korea, Republic of"])
    case 13: return one(["yes", "no"])
    case 14: return one(["12 High Street", "Flat 2, 5 Mill Road", "Rue de l'Église 7", "Box 3\nUpper Town"])
    default: return "\(number % 28 + 1).\(number % 12 + 1).2024"
    }
  }

  private static let words = [
    "Ada", "de la Cruz", "O'Neil", "Paris, France", "say \"hi\"", "a; b", "x|y", "12:30", "one\ntwo",
    "C:\\data", "",
    "'tis", "100%", "5,5", "#peace", "~", "a^b", "r\r\ns", "tab\there", "Zoë", "\\", "\"", "'", "\"quoted\"",
    "'quoted'",
    "a,b", "c;d", "e|f", ";", ",", "# note", "l'eau d'or", "5\" disc", "x\\\"y", "\\n", "--", "=1+1", "\n",
  ]

  private static let names = [
    "email", "name", "town", "signed", "comment", "amount", "id", "tags", "phone", "street",
  ]
}

extension GeneratedTable {
  /// A table of so many rows beside its header.
  ///
  /// Left out is what no reader can know. Where nothing is quoted, or by apostrophes, no cell is all in double quotes, for
  /// byte for byte that is the file in which the cell is quoted; and an empty cell alone on its line is a blank line. A
  /// table of one column has no title above it, for that is byte for byte a row, and has a header, for where every line
  /// holds the same separator it is byte for byte a table of two.
  static func make(_ cells: Cells, rows: ClosedRange<Int>, _ random: inout Seeded) throws -> GeneratedTable {
    let columns = Int.random(in: 1...8, using: &random)
    let kinds = (0..<columns).map { column in
      cells == .hostile && column % 3 == 0 ? nil : Int.random(in: 0...15, using: &random)
    }
    let hasHeader = Int.random(in: 0...3, using: &random) > 0 || columns == 1
    var table = (0..<Int.random(in: rows, using: &random)).map { _ in
      kinds.map { kind in kind.map { cell($0, &random) } ?? words.randomElement(using: &random) ?? "" }
    }
    if hasHeader { table.insert(Array(names.shuffled(using: &random).prefix(columns)), at: 0) }
    let dialect = try dialect(&random)
    if dialect.quote != 34 {
      table = table.map { row in row.map { unquoted($0, dialect, isAlone: columns == 1) } }
    }
    let ends = [["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"]]
    return GeneratedTable(
      rows: table, hasHeader: hasHeader, dialect: dialect,
      quoting: Quoting.allCases.randomElement(using: &random) ?? .all,
      lineEnds: ends.randomElement(using: &random) ?? ["\n"],
      preamble: hasHeader && columns > 1 ? preamble(dialect, &random) : "",
      endsWithLineEnd: Bool.random(using: &random))
  }

  private static func dialect(_ random: inout Seeded) throws -> CSVDialect {
    let delimiter = Array(",,,;;;\t\t|:^~".utf8).randomElement(using: &random) ?? 44
    let quote = Array("\"\"\"\"\"''".utf8).map { Optional($0) } + [nil]
    let chosen = quote.randomElement(using: &random) ?? nil
    let isEscaped = chosen != nil && Int.random(in: 0...5, using: &random) == 0
    return try CSVDialect(delimiter: delimiter, quote: chosen, escape: isEscaped ? UInt8(ascii: "\\") : nil)
  }

  /// What can be written where nothing is quoted, or not by double quotes.
  private static func unquoted(_ cell: String, _ dialect: CSVDialect, isAlone: Bool) -> String {
    let bytes = cell.utf8.map { byte in
      dialect.quote == nil && (byte == dialect.delimiter || byte == 10 || byte == 13) ? 32 : byte
    }
    let isQuoted = bytes.count > 1 && bytes.first == 34 && bytes.last == 34
    let plain = isQuoted ? Array(bytes.dropFirst().dropLast()) : bytes
    return plain.isEmpty && isAlone ? "-" : String(decoding: plain, as: UTF8.self)
  }

  /// Whether the row has double quotes that are letters, at which a reader of quotes must break.
  func breaksQuoting(_ row: [String]) -> Bool { dialect.quote != 34 && row.contains { $0.utf8.contains(34) } }

  private static func preamble(_ dialect: CSVDialect, _ random: inout Seeded) -> String {
    switch Int.random(in: 0...11, using: &random) {
    case 0: "sep=" + text(dialect.delimiter) + "\n"
    case 1: "Signatures of the fair\n"
    case 2: "Signatures of the fair\nExported on 2024-02-01\n\n"
    default: ""
    }
  }
}
