import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database(from: .petitions))
struct ColumnMemoryTests {
  private static let told: [(SignatureField, String)] = [(.email, "Kontakt"), (.fullName, "Wer")]

  private func file(_ address: String, header: String = "Kontakt,Wer") -> String {
    "\(header)\n\(address)@example.org,Ada\n"
  }

  /// The import by whose words a file is read; its message where it cannot be read at all.
  private func source(
    _ text: String, into petition: String = "p1", _ change: (inout ImportOptions) -> Void = { _ in },
    on connection: inout Connection
  ) throws -> Int64? {
    try Signing.load(text, into: petition, change, on: &connection).mappingFrom
  }

  @Test("what was told of a header is used for the petition's next file, and for no other petition or header")
  func recall() throws {
    var connection = try Database.current.connect()
    #expect(throws: RollError.self) { try source(file("a"), on: &connection) }
    let first = try Signing.load(file("a"), into: "p1", { $0.mapping = Self.told }, on: &connection)
    #expect(first.mappingFrom == nil)
    let reasons = Reasons()
    let second = try Signing.load(
      file("b"), into: "p1", { $0.onNotice = { reasons.add(Rejection(line: 0, byteOffset: 0, reason: $0)) } },
      on: &connection)
    #expect(second.mappingFrom == first.batch && second.mapping == first.mapping && second.new == 1)
    let said = reasons.all.map(\.reason).joined()
    #expect(said.contains("import \(first.batch ?? 0) was told: --map email=Kontakt --map full_name=Wer"))
    #expect(throws: RollError.self) { try source(file("c"), into: "p2", on: &connection) }
    for header in ["Wer,Kontakt", "Kontakt,Wer,", "kontakt,Wer", "Kontakt,Wer,Wann"] {
      let row = header.split(separator: ",", omittingEmptySubsequences: false).map { _ in "d@example.org" }
      #expect(throws: RollError.self) {
        try source("\(header)\n\(row.joined(separator: ","))\n", on: &connection)
      }
    }
  }

  @Test("a rejects file that was corrected is read by what its file was told")
  func rejects() throws {
    var connection = try Database.current.connect()
    let first = try Signing.load(
      "Kontakt,Wer\nnobody,Ada\n", into: "p1", { $0.mapping = Self.told }, on: &connection)
    let second = try Signing.load(
      "Kontakt,Wer,_line,_byte,_reason\na@example.org,Ada,2,12,no\n", into: "p1", on: &connection)
    #expect(first.rejected == 1 && second.new == 1 && second.mappingFrom == first.batch)
    #expect(second.ignored == [])
  }

  @Test("an import that is undone teaches nothing, unless another that stands has used it")
  func undo() throws {
    var connection = try Database.current.connect()
    let first = try Signing.load(file("a"), into: "p1", { $0.mapping = Self.told }, on: &connection)
    let second = try Signing.load(file("b"), into: "p1", on: &connection)
    _ = try ImportUndo.run(batch: try #require(first.batch), on: &connection)
    #expect(try source(file("c"), { $0.isDryRun = true }, on: &connection) == second.batch)
    _ = try ImportUndo.run(batch: try #require(second.batch), on: &connection)
    #expect(throws: RollError.self) { try source(file("c"), on: &connection) }
  }

  @Test("other words take the place of the old ones, auto forgets them, and a dry run teaches nothing")
  func change() throws {
    var connection = try Database.current.connect()
    let text = "Kontakt,Wer,full_name\na@example.org,Ada,Bo\n"
    _ = try source(text, { ($0.mapping, $0.isDryRun) = ([(.email, "Kontakt")], true) }, on: &connection)
    #expect(throws: RollError.self) { try source(text.replacing("full_name", with: "x"), on: &connection) }
    _ = try source(text, { $0.mapping = [(.email, "Kontakt"), (.fullName, "Wer")] }, on: &connection)
    let other = try Signing.load(
      text, into: "p1", { $0.mapping = [(.email, "Kontakt"), (.organization, "Wer"), (.fullName, "")] },
      on: &connection)
    #expect(other.mapping == ["email": "Kontakt", "organization": "Wer"] && other.ignored == ["full_name"])
    let after = try Signing.load(text, into: "p1", on: &connection)
    #expect(after.mapping == other.mapping && after.mappingFrom == other.batch)
    let fresh = try Signing.load(text, into: "p1", { $0.preset = .automatic }, on: &connection)
    #expect(fresh.mapping == ["full_name": "full_name"] && fresh.mappingFrom == nil)
    let last = try Signing.load(text, into: "p1", on: &connection)
    #expect(last.mapping == fresh.mapping && last.mappingFrom == nil)
  }

  @Test("a preset that was named is remembered too, and so is that there is none")
  func preset() throws {
    var connection = try Database.current.connect()
    let text = "email,akid,country\na@example.org,1,\n"
    #expect(try Signing.load(text, into: "p1", on: &connection).preset == "actionkit")
    let without = try Signing.load(text, into: "p1", { $0.preset = .namesAlone }, on: &connection)
    #expect(without.preset == nil && without.unknownCountry == 1 && without.ignored == ["akid"])
    let again = try Signing.load(text, into: "p1", on: &connection)
    #expect(again.preset == nil && again.mappingFrom == without.batch)
    let named = try Signing.load(text, into: "p1", { $0.preset = .named("actionkit") }, on: &connection)
    #expect(named.preset == "actionkit" && named.mappingFrom == nil && named.unknownCountry == 0)
  }
}
