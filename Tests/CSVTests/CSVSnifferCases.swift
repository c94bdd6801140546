extension CSVSnifferTests {
  private static let people = [
    ["Ada", "Beispiel", "ada@example.org", "2024-02-01"],
    ["Björn", "Muster", "bj@example.org", "2024-02-03"],
    ["Chloé", "Exemple", "c.e@example.net", "2024-03-11"],
  ]

  private static func table(_ delimiter: String, end: String = "\n", quote: String = "") -> String {
    ([["given", "family", "email", "signed"]] + people).map { row in
      row.map { quote + $0 + quote }.joined(separator: delimiter) + end
    }.joined()
  }

  static let cases: [Case] =
    [
      (",", ","), (";", ";"), ("\t", "\t"), ("|", "|"), (":", ":"), ("^", "^"), ("~", "~"),
      ("\u{1F}", "\u{1F}"),
    ]
    .map {
      Case(
        name: "delimiter \($0.debugDescription)", file: table($0), dialect: "\($1)\"--", columns: 4,
        row: people[0])
    } + quoted + shapes + preambles + headers

  private static let quoted = [
    Case(name: "apostrophes", file: table(";", quote: "'"), dialect: ";'--", columns: 4, row: people[0]),
    Case(
      name: "apostrophes around what holds delimiters", file: "'a,b',c\n'd,e',f\n", dialect: ",'--",
      columns: 2,
      row: ["d,e", "f"]),
    Case(
      name: "all quoted", file: table(",", end: "\r\n", quote: "\""), columns: 4, row: people[0]),
    Case(
      name: "apostrophes in names, not as quotes",
      file: "name,mail\nO'Neil,o@example.org\nD'Arc,d@example.org\n'Umar,u@example.org\n", columns: 2,
      row: ["O'Neil", "o@example.org"]),
    Case(
      name: "quotes doubled", file: "id,word\n1,\"say \"\"hi\"\", you\"\n2,plain\n", columns: 2,
      row: ["1", "say \"hi\", you"]),
    Case(
      name: "quotes escaped", file: "id,word\n1,\"say \\\"hi\\\", you\"\n2,\"a \\\\ b\"\n3,plain\n",
      dialect: ",\"\\-", columns: 2, row: ["1", "say \"hi\", you"]),
    Case(
      name: "quotes that quote nothing", file: "id|word\n1|5\" disc\n2|3.5\" disc\n3|say \"hi\"\n",
      dialect: "|---", columns: 2, row: ["1", "5\" disc"]),
    Case(
      name: "delimiters escaped", file: "id,place,n\n1,Paris\\, France,4\n2,Rome,5\n3,Oslo\\, Norway,6\n",
      dialect: ",-\\-", columns: 3, row: ["1", "Paris, France", "4"]),
    Case(
      name: "a broken line among few", file: "id|word\n1|one\n2|two\"\n3|three\n", dialect: "|\"--",
      columns: 2,
      row: ["1", "one"]),
    Case(
      name: "line ends in quotes", file: "id;text\r\n1;\"one\r\ntwo, three\"\r\n2;\"four\nfive\"\r\n",
      dialect: ";\"--", columns: 2, row: ["1", "one\r\ntwo, three"]),
  ]

  private static let shapes = [
    Case(
      name: "decimal commas", file: "name;amount\nAda;1,50\nBob;12,00\nCleo;0,75\n", dialect: ";\"--",
      columns: 2,
      row: ["Ada", "1,50"]),
    Case(
      name: "times", file: "who,when\nAda,2024-02-01 12:30:05\nBob,2024-02-01 12:31:00\n", columns: 2,
      row: ["Ada", "2024-02-01 12:30:05"]),
    Case(
      name: "links",
      file: "page;link\nhome;https://example.org/a,b?c=1|2\ntwo;https://example.org/d,e?c=1|2\n",
      dialect: ";\"--", columns: 2, row: ["home", "https://example.org/a,b?c=1|2"]),
    Case(
      name: "old Macintosh", file: table("\t", end: "\r"), dialect: "\t\"--", columns: 4, row: people[0]),
    Case(
      name: "mixed line ends, blank lines, no last line end",
      file: "\r\n\na,n\r\nx,1\n\n\ny,2\rz,3", columns: 2, row: ["x", "1"]),
    Case(
      name: "addresses alone", file: "a@example.org\nb@example.org\n", header: 0, columns: 1,
      row: ["a@example.org"]),
    Case(
      name: "a column of times", file: "seen\n12:30\n12:45\n01:15\n", columns: 1, row: ["12:30"]),
    Case(
      name: "a byte order mark", file: "\u{FEFF}name;n\nAda;1\nBob;2\n", dialect: ";\"--", columns: 2,
      row: ["Ada", "1"]),
    Case(
      name: "a few broken lines",
      file: table(";") + table(";").dropFirst(26) + "Zoë;Kaputt\n" + "Yves;Cassé;y\n",
      dialect: ";\"--", columns: 4, row: people[0]),
    Case(
      name: "comments between rows", file: "# from the fair\nname,n\nAda,1\n# second day\nBob,2\n#\nCleo,3\n",
      dialect: ",\"-#", columns: 2, row: ["Ada", "1"]),
    Case(
      name: "rows that begin with a hash", file: "tag,n\n#peace,1\n#justice,2\nother,3\n", columns: 2,
      row: ["#peace", "1"]),
  ]

  private static let preambles = [
    Case(
      name: "sep= of a spreadsheet", file: "sep=;\r\nname;note\r\nAda;a,b\r\nBob;c,d\r\n", dialect: ";\"--",
      preamble: 1, columns: 2, row: ["Ada", "a,b"]),
    Case(
      name: "a title and a date before the table",
      file: "Signatures of the fair\nExported 2024-02-01\n\n" + table(","), preamble: 3, columns: 4,
      row: people[0]),
    Case(
      name: "a padded title, as spreadsheets export it",
      file: "Signatures,,,\nDay,2024-02-01,,\n,,,\n" + table(","), preamble: 3, columns: 4, row: people[0]),
    Case(
      name: "a comment before the table alone", file: "#exported by hand\n" + table(";"), dialect: ";\"--",
      preamble: 1, columns: 4, row: people[0]),
    Case(
      name: "a quoted title", file: "The \"fair\" list\n" + table("|"), dialect: "|\"--", preamble: 1,
      columns: 4,
      row: people[0]),
  ]

  private static let headers = [
    Case(
      name: "no header", file: "Ada,a@example.org,1\nBob,b@example.org,2\n", header: 0, columns: 3,
      row: ["Ada", "a@example.org", "1"]),
    Case(
      name: "words alone have a header", file: "name,town\nAda,Oslo\nBob,Rome\n", columns: 2,
      row: ["Ada", "Oslo"]),
    Case(
      name: "two header lines",
      file:
        "Person,Person,Act,Act\nname,mail,day,count\nAda,a@example.org,2024-02-01,3\nBob,b@example.org,2024-02-02,4\n",
      header: 2, columns: 4, row: ["Ada", "a@example.org", "2024-02-01", "3"]),
    Case(
      name: "a first row with words where numbers are is a row",
      file:
        "name,age,mail\nAda,unknown,a@example.org\nBob,41,b@example.org\nCleo,32,c@example.org\nDan,19,d@example.org\n",
      columns: 3, row: ["Ada", "unknown", "a@example.org"]),
    Case(name: "a header alone", file: "email,name\n", columns: 2, row: []),
  ]

  static let ambiguous = [
    "a,b;c\n", "1,5\n2,5\n3,7\n", "a;b,c\nd;e,f\ng;h,i\n", "a|b~c\nd|e~f\n",
  ]
}
