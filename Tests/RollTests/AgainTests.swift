import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Bytes that came in before.
@Suite(.database(from: .petitions))
struct AgainTests {
  @Test(
    "a dry run reads bytes that came in before, tells what an import would do now, and says that they came")
  func dryRun() throws {
    var connection = try Database.current.connect()
    let text = "email,signed_at\na@example.org,2002-10-01\nbroken,2002-10-02\n"
    let first = try Signing.load(text, into: "p1", on: &connection)
    let notices = Reasons()
    func run(_ change: (inout ImportOptions) -> Void) throws -> Receipt {
      try Signing.load(
        text, into: "p1",
        { options in
          options.again = false
          options.onNotice = { notices.add(Rejection(line: 0, byteOffset: 0, reason: $0)) }
          change(&options)
        }, on: &connection)
    }
    let dry = try run { $0.isDryRun = true }
    #expect(dry.dryRun && dry.batch == nil && !dry.repeated && dry.refusals?.count == 1)
    #expect((dry.rows, dry.new, dry.alreadyHeld, dry.rejected) == (2, 0, 1, 1))
    let number = try #require(first.batch)
    #expect(
      notices.all.map(\.reason) == [
        "These bytes came in before, as import \(number): without --again an import adds nothing."
      ])
    let anew = try run { ($0.isDryRun, $0.again) = (true, true) }
    let real = try run { _ in }
    #expect(anew.dryRun && real.repeated && real.batch == number && notices.all.count == 1)
  }

  @Test(
    "what to do about bytes of another encoding works: the advice names --again, and the row comes in with it"
  )
  func encoding() throws {
    var connection = try Database.current.connect()
    let bytes = Array("email,full_name\na@example.org,A\nb@example.org,J".utf8) + [0xF6] + Array("rg\n".utf8)
    let folder = TemporaryFolder()
    let path = try folder.write(bytes)
    let reasons = Reasons()
    var options = ImportOptions()
    options.rejects = folder.path("rejects.csv")
    options.onRejection = { reasons.add($0) }
    let first = try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    #expect((first.new, first.rejected) == (1, 1))
    #expect(reasons.all[0].reason.hasSuffix("import it anew with --encoding NAME --again"))
    (options.encoding, options.again) = ("windows-1252", true)
    let second = try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    #expect((second.new, second.alreadyHeld, second.rejected) == (1, 1, 0))
  }
}
