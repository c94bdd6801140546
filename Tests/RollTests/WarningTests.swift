import CSV
import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database(from: .petitions))
struct WarningTests {
  @Test("a value looks like what it is")
  func looks() {
    let cases: [(ColumnWatch.Look, [String])] = [
      (.blank, ["", " ", "\t "]),
      (.address, ["a@b.org", " ada.x+y@mail.example.org ", "李@例子.cn"]),
      (
        .date,
        ["2024-02-01", "2024-02-01T10:00:00Z", "1/2/2024", "01.02.24", "3/21/2019 14:05:09", "2024/2/1"]
      ),
      (.telephone, ["+49 30 1234567", "030 1234 5678", "(202) 555-0123", "00491701234567", "2025550123"]),
      (
        .other,
        [
          "Ada", "a@b", "@b.org", "write to a@b.org", "a@b@c.org", "12345", "01234-5678", "123456789",
          "1234 AB",
          "SW1A 1AA", "12-345", "100-0001", "12345-678", "N° 5", "20240201", "1.2", "1-2-3-4", "+1",
          "Straße 12",
          "2002",
        ]
      ),
    ]
    for (look, values) in cases {
      for value in values { #expect(ColumnWatch.look(of: Array(value.utf8).span) == look, "\(value)") }
    }
  }

  private func warnings(_ text: String, _ mapping: [(SignatureField, String)] = [], isDryRun: Bool = false)
    throws
    -> [String]
  {
    var connection = try Database.current.connect()
    let receipt = try Signing.load(
      text, into: "p1",
      { options in
        options.mapping = mapping
        options.isDryRun = isDryRun
      }, on: &connection)
    guard let batch = receipt.batch else { return receipt.warnings ?? [] }
    let kept = try ImportRecord.read(batch: batch, on: &connection).first?.receipt
    #expect(kept?.warnings == receipt.warnings && kept?.refusals == [])
    return receipt.warnings ?? []
  }

  @Test("a mapping that looks wrong is told in a dry run and in a real import", arguments: [true, false])
  func wrong(isDryRun: Bool) throws {
    let rows = (1...5).map {
      "s\($0)@example.org,s\($0)@x.org,2002-10-0\($0),+49 30 123456\($0),Nowhere \($0),x\n"
    }
    let found = try warnings(
      "email,name,city,zip,country,comment\n" + rows.joined() + "t@example.org,,,,,t@x.org\n",
      isDryRun: isDryRun)
    #expect(
      found == [
        "column 2 (name): read as full_name, but 5 of the 5 values looked at are e-mail addresses",
        "column 3 (city): read as city, but 5 of the 5 values looked at are dates",
        "column 4 (zip): read as postal_code, but 5 of the 5 values looked at are telephone numbers",
        "column 5 (country): 5 of 5 values are no country that is known",
      ])
    let comments = try warnings(
      "email,who,text\na@example.org,2002-10-01,a@example.org\n", [(.fullName, "who"), (.comment, "text")],
      isDryRun: isDryRun)
    #expect(
      comments.count == 2 && comments[0].contains("are dates") && comments[1].contains("read as comment"))
  }

  @Test(
    "addresses in a column that is not read are told, with the option that reads it, and only where none is read",
    arguments: [true, false])
  func unread(isDryRun: Bool) throws {
    let rows = "Ada,A,a@example.org,x,2002-10-01\nBo,B,b@example.org,y@x.org,2002-10-02\nCy,C,,z,2002-10-03\n"
    let told = { (name: String, option: String) in
      "column 3 (\(name)): 2 of the 2 values looked at are e-mail addresses, and no column is read as email; \(option) reads it"
    }
    let header = { (name: String) in "first_name,last_name,\(name),note,signed_at\n" }
    for (name, option) in [
      ("Kontakt", "--map email=Kontakt"), ("Кому", "--map email=Кому"),
      ("How to reach you", "--map 'email=How to reach you'"),
      ("", "--map email=3"), ("who's", #"--map 'email=who'\''s'"#),
    ] {
      #expect(try warnings(header(name) + rows, isDryRun: isDryRun) == [told(name, option)])
    }
    #expect(try warnings(header("email") + rows, isDryRun: isDryRun) == [])
    #expect(try warnings(header("Kontakt") + rows, [(.email, "")], isDryRun: isDryRun) == [])
    #expect(try warnings(header("Kontakt") + rows, [(.email, "kontakt")], isDryRun: isDryRun) == [])
    // Without a header the number names it.
    var connection = try Database.current.connect()
    let bare = try Signing.load(
      rows, into: "p2",
      { options in
        options.dialect.headerLines = 0
        options.mapping = [(.givenName, "1"), (.signedAt, "5")]
      }, on: &connection)
    #expect(
      bare.warnings == [
        "column 3: 2 of the 2 values looked at are e-mail addresses, and no column is read as email; --map email=3 reads it"
      ])
  }

  @Test("times in the future are told, of refused rows too")
  func future() throws {
    let found = try warnings(
      """
      email,signed_at,confirmed_at,deleted_at
      a@example.org,2002-10-01,2002-10-02,
      b@example.org,2002-10-01,2112-10-02,2112-11-01
      c@example.org,2112-10-01,,
      d@example.org,2002-10-01,2112-10-02,

      """)
    #expect(
      found == [
        "column 2 (signed_at): 1 row states a time in the future, the first on line 4",
        "column 3 (confirmed_at): 2 rows state a time in the future, the first on line 3",
        "column 4 (deleted_at): 1 row states a time in the future, the first on line 3",
      ])
  }

  @Test("a receipt from before there were warnings can be read")
  func oldReceipt() throws {
    let now = String(decoding: try JSONEncoder().encode(Receipt(file: "x.csv")), as: UTF8.self)
    let old = now.replacing(#","warnings":[]"#, with: "").replacing(#""warnings":[],"#, with: "")
      .replacing(#","refusals":[]"#, with: "").replacing(#""refusals":[],"#, with: "")
    #expect(!old.contains("warnings") && !old.contains("refusals"))
    #expect(try JSONDecoder().decode(Receipt.self, from: Data(old.utf8)).file == "x.csv")
  }

  @Test("what people may well write is no reason for a warning")
  func plain() throws {
    let found = try warnings(
      """
      email,name,zip,country,city,phone,comment,signed_at
      a@example.org,Ada,01234,FR,Lyon,+33 6 12345678,write to a@example.org,2002-10-01
      b@example.org,b@example.org,100-0001,Atlantis,2002-10-01,0123456789,2002-10-01,2002-10-01
      c@example.org,李,12345-678,DE,東京,,,2002-10-01
      d@example.org,,123456789,,,,+1 555 123 4567,2002-10-01

      """)
    #expect(found == [])
    #expect(try warnings("email,country\na@example.org,\nb@example.org,\nc@example.org,\n") == [])
    // Only the whole file says that these are Namibia.
    let namibia = (1...20).map { "n\($0)@example.org,NA\n" }.joined()
    #expect(try warnings("email,country\n" + namibia + "f@example.org,FR\n") == [])
    #expect(try warnings("email,country\n" + namibia + "f@example.org,France\n").count == 1)
    // Two are too few to speak of nearly all.
    #expect(try warnings("email,country\na@example.org,Xland\nb@example.org,Yland\n") == [])
  }

  @Test("reasons are of one kind where only what is quoted, and numbers, differ")
  func kinds() {
    let cases = [
      ("column 1 (email): ‘x’ is not an e-mail address", ["column 1 (email): ‘…’ is not an e-mail address"]),
      (
        "column 1 (email): ‘l’Été; y’ is not an e-mail address; column 12 (on): ‘2002-02-30’: there is no day 30 in month 2 of 2002",
        [
          "column 1 (email): ‘…’ is not an e-mail address",
          "column 12 (on): ‘…’: there is no day … in month … of …",
        ]
      ),
      ("expected 6 fields, found 3", ["expected … fields, found …"]),
      (
        "column 2 (name): quote inside an unquoted field", ["column 2 (name): quote inside an unquoted field"]
      ),
      (
        "signed on 2002-08-31, before the petition opened on 2002-09-01",
        ["signed on …, before the petition opened on …"]
      ),
      ("‘never closed", ["‘…’"]), ("", [""]),
    ]
    for (reason, kinds) in cases { #expect(RefusalSummary.kinds(of: reason) == kinds) }
  }

  @Test("a dry run shows each kind of refusal with its share and at most three rows, in bounded memory")
  func summary() throws {
    var connection = try Database.current.connect()
    let rows =
      (1...8).map { "broken \($0),2002-10-0\($0)\n" } + [
        "a@example.org,2002-02-30\n", "b@example.org,2002-10-01\n",
      ]
    let receipt = try Signing.load(
      "email,signed_at\n" + rows.joined(), into: "p1", { $0.isDryRun = true }, on: &connection)
    let refusals = try #require(receipt.refusals)
    #expect(refusals.map(\.rows) == [8, 1] && refusals.map(\.percent) == [80, 10])
    #expect(refusals[0].examples.map(\.line) == [2, 3, 4] && refusals[1].examples.map(\.line) == [10])
    #expect(
      refusals[0].examples[0].reason == "column 1 (email): ‘broken 1’ is not an e-mail address: it has no @")
    var many = RefusalSummary()
    for number in 0..<5000 {
      let word = String(number, radix: 36).filter(\.isLetter)
      many.add(
        Rejection(line: number, byteOffset: 0, reason: "\(word) \(String(repeating: "x", count: 1000))"))
    }
    let all = many.all(ofRows: 5000)
    #expect(all.count == 41 && all.map(\.rows).reduce(0, +) == 5000)
    #expect(all.allSatisfy { $0.examples.count <= 3 && $0.examples.allSatisfy { $0.reason.count <= 301 } })
  }
}
