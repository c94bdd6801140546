import Foundation
import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

@Suite(.database(from: .petitions))
struct RejectsTests {
  /// A record that cannot be taken: its bytes, and what is said of it.
  struct Broken {
    var record: [UInt8]
    var reason: String

    init(_ record: String, _ reason: String) { (self.record, self.reason) = (Array(record.utf8), reason) }
    init(bytes: [UInt8], _ reason: String) { (record, self.reason) = (bytes, reason) }
  }

  private static let broken = [
    Broken("x,Ann,2002-10-01", "column 1 (email): ‘x’ is not an e-mail address"),
    Broken(
      "b@example.org,Ann,2002-02-30",
      "column 3 (signed_at): ‘2002-02-30’: there is no day 30 in month 2 of 2002"),
    Broken(
      "b@example.org,Ann,2002-10-01T25:00",
      "column 3 (signed_at): ‘2002-10-01T25:00’: there is no time 25:00:00"),
    Broken("b@example.org,Ann,soon", "column 3 (signed_at): ‘soon’ is not a time that can be read"),
    Broken(
      "b@example.org,Ann,2002-08-31", "column 3 (signed_at): signed on 2002-08-31, before the petition opened"
    ),
    Broken("x,Ann,soon", "‘x’ is not an e-mail address: it has no @; column 3 (signed_at): ‘soon’"),
    Broken(",,2002-10-01", "neither an address nor a name"),
    Broken("b@example.org,Ann", "3 fields"),
    Broken("b@example.org,Ann,2002-10-01,more", "3 fields"),
    Broken("b@example.org,A\"nn,2002-10-01", "column 2 (full_name): "),
    Broken("b@example.org,\"Ann\"x,2002-10-01", "column 2 (full_name): "),
    Broken(
      bytes: Array("b@example.org,A".utf8) + [0xFF, 0xC3] + Array(",2002-10-01".utf8),
      "column 2 (full_name): "),
    Broken(bytes: Array("b@example.org,A".utf8) + [0] + Array(",2002-10-01".utf8), "column 2 (full_name): "),
  ]

  @Test("a broken row of each kind is refused alone, with its line, its byte and its column")
  func places() throws {
    var connection = try Database.current.connect()
    for broken in Self.broken { try place(broken, &connection) }
  }

  private func place(_ broken: Broken, _ connection: inout Connection) throws {
    let before = Array("email,full_name,signed_at\na@example.org,\"Ann\nBo\",2002-10-01\n\n".utf8)
    let folder = TemporaryFolder()
    let path = try folder.write(before + broken.record + Array("\nc@example.org,Cy,2002-10-02\n".utf8))
    let reasons = Reasons()
    var options = ImportOptions()
    options.onRejection = { reasons.add($0) }
    let receipt = try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    #expect(receipt.rows == 3 && receipt.rows - receipt.rejected == 2, "\(broken.reason)")
    let rejection = try #require(reasons.all.first)
    #expect(rejection.line == 5 && rejection.byteOffset == before.count, "\(broken.reason)")
    #expect(rejection.reason.contains(broken.reason), "\(rejection.reason)")
    #expect(try folder.text("file.rejects.csv").split(separator: "\n").count == 2)
    #expect(receipt.rejectsFile == folder.path("file.rejects.csv"))
    var kept: [String] = []
    try ImportRecord.rejects(batch: try #require(receipt.batch), on: &connection) { kept.append($0) }
    #expect(kept.joined(separator: "\n") + "\n" == (try folder.text("file.rejects.csv")))
  }

  @Test("a quote that never closes costs its own line alone, and is told where it began")
  func unclosed() throws {
    var connection = try Database.current.connect()
    let text = "email,full_name\na@example.org,Ann\nb@example.org,\"Bo\nc@example.org,Cy\n"
    let (receipt, rejections) = try Signing.tryLoad(text, into: "p1", on: &connection)
    #expect(receipt.rows == 3 && receipt.new == 2)
    #expect(rejections.map(\.line) == [3] && rejections.first?.byteOffset == 34)
  }

  @Test("bytes that are not text stand in the rejects file as \\xNN, and nothing else is changed")
  func bytes() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let path = try folder.write(Array("email,full_name\na@example.org,A".utf8) + [0xFF, 0x41, 0x0A])
    _ = try SignatureImport.run(path, petition: "p1", options: ImportOptions(), on: &connection)
    #expect(try folder.text("file.rejects.csv").contains(#"a@example.org,A\xFFA"#))
  }

  @Test("the file of refused rows is private, takes no other's place, and is there complete or not at all")
  func file() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let path = try folder.write("email\nbroken\n")
    var options = ImportOptions()
    options.again = true
    for name in ["file.rejects.csv", "file.rejects-2.csv", "file.rejects-3.csv"] {
      let receipt = try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
      #expect(receipt.rejectsFile == folder.path(name))
      let facts = try FileManager.default.attributesOfItem(atPath: folder.path(name))
      #expect(facts[.posixPermissions] as? NSNumber == 0o600)
    }
    let taken = try folder.write("somebody's", to: "taken.csv")
    options.rejects = taken
    let error = #expect(throws: RollError.self) {
      try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    }
    #expect(error?.kind == .cannotCreate)
    #expect(try folder.text("taken.csv") == "somebody's")
    options.rejects = folder.path("no/such/folder.csv")
    #expect(throws: RollError.self) {
      try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    }
    // A failing import leaves no file, not even a temporary one.
    options.rejects = folder.path("failed.csv")
    options.maximumRejects = .percent(0)
    #expect(throws: RollError.self) {
      try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    }
    let all = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(all == ["file.csv", "file.rejects-2.csv", "file.rejects-3.csv", "file.rejects.csv", "taken.csv"])
    #expect(
      try connection.value("SELECT count(*) FROM import_batch WHERE noun = 'signature'", as: Int.self) == 3)
  }

  @Test("no row refused, no file")
  func none() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let path = try folder.write("email\na@example.org\n")
    let receipt = try SignatureImport.run(path, petition: "p1", options: ImportOptions(), on: &connection)
    #expect(receipt.rejectsFile == nil && folder.names == ["file.csv"])
  }

  @Test(
    "the file of refused rows can be corrected and imported as it is, twice over, and formulas in it stay what they were"
  )
  func corrected() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let comments = ["=1+1", "'=1+1", "''+x", "-5", "@x", "\u{9}tab", "'plain", "a,b", "q\"q"]
    let rows = comments.enumerated().map { "s\($0)@example.org,bad,\"\($1.replacing("\"", with: "\"\""))\"" }
    var path = try folder.write("email,signed_at,comment\n" + rows.joined(separator: "\n") + "\n")
    for wrong in ["worse", "2002-10-01"] {
      let receipt = try SignatureImport.run(path, petition: "p1", options: ImportOptions(), on: &connection)
      #expect(receipt.rejected == comments.count)
      let rejects = try folder.text(URL(fileURLWithPath: try #require(receipt.rejectsFile)).lastPathComponent)
      #expect(!rejects.contains(",=1+1") && !rejects.contains(",@x"))
      path = try folder.write(
        rejects.replacing(",bad,", with: ",\(wrong),").replacing(",worse,", with: ",\(wrong),"),
        to: "\(wrong).csv")
    }
    let last = try SignatureImport.run(path, petition: "p1", options: ImportOptions(), on: &connection)
    #expect(last.new == comments.count && last.rejected == 0)
    #expect(
      try connection.values("SELECT comment FROM signature ORDER BY email", as: String.self) == comments)
  }

  @Test("live formulas are protected in an export and restored by its import, for every field")
  func formulas() throws {
    var connection = try Database.current.connect()
    var other = try Cluster.shared.connectToCopy(of: .petitions)
    let live = ["=cmd|' /C calc'!A0", "+49 30", "-1", "@SUM(1)", "'=x", "''''-x", "\u{9}x", "\u{D}x"]
    let header =
      "email,given_name,family_name,organization,street,city,phone,comment,source,external_id,display"
    let rows = live.enumerated().map { index, text in
      "a\(index)@example.org," + Array(repeating: "\"\(text)\"", count: 10).joined(separator: ",")
    }
    try Signing.load("\(header)\n\(rows.joined(separator: "\n"))\n", into: "p1", on: &connection)
    let exported = try Signing.export("p1", { $0.cells = .spreadsheet }, on: &connection)
    for cell in exported.split(whereSeparator: { ",\n".contains($0) }) {
      #expect(!["=", "+", "-", "@"].contains(cell.first), "\(cell)")
    }
    try Signing.load(exported, into: "p1", on: &other.connection)
    #expect(try Signing.export("p1", { $0.cells = .spreadsheet }, on: &other.connection) == exported)
    let query: SQL = "SELECT comment FROM signature ORDER BY email"
    #expect(try other.connection.values(query, as: String.self) == connection.values(query, as: String.self))
    #expect(try connection.values(query, as: String.self) == live)
  }

  @Test("a refused row of our own export, corrected, is what the export meant")
  func ownExport() throws {
    var connection = try Database.current.connect()
    try Signing.load("email,comment\na@example.org,=1+1\n", into: "always", on: &connection)
    let folder = TemporaryFolder()
    let exported = try Signing.export("always", on: &connection).replacing("a@example.org", with: "broken")
    let path = try folder.write(exported)
    let receipt = try SignatureImport.run(path, petition: "p1", options: ImportOptions(), on: &connection)
    #expect(receipt.rejected == 1)
    let corrected = try folder.write(
      try folder.text("file.rejects.csv").replacing("broken", with: "b@example.org"), to: "c.csv")
    #expect(
      try SignatureImport.run(corrected, petition: "p1", options: ImportOptions(), on: &connection).new == 1)
    #expect(try connection.values("SELECT DISTINCT comment FROM signature", as: String.self) == ["=1+1"])
  }
}
