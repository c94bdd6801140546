import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database(from: .petitions))
struct AuditTests {
  private static let header = "email,full_name,signed_at\n"

  private func acts(_ connection: inout Connection) throws -> [String] {
    try AuditEntry.read(on: &connection).reversed().map { entry in
      [entry.act, entry.noun, entry.subject, entry.batch.map { "\($0)" }].compactMap { $0 }.joined(
        separator: " ")
    }
  }

  /// Entries since the template's own.
  private func newActs(_ connection: inout Connection) throws -> [String] {
    Array(try acts(&connection).drop { $0 != "import petition 2" }.dropFirst())
  }

  @Test("every import, undo, export and recorded fact is one entry, and says nothing of a signatory")
  func entries() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let path = try folder.write(
      Self.header + "maria.garcia@example.org,María García,2002-10-01\nbroken,Ann,2002-10-01\n",
      to: "maria-garcia.csv")
    var options = ImportOptions()
    let receipt = try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    let batch = try #require(receipt.batch)
    // Nothing is done here: no entry.
    _ = try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    options.isDryRun = true
    options.again = true
    _ = try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    options.isDryRun = false
    options.maximumRejects = .percent(0)
    #expect(throws: RollError.self) {
      try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    }
    _ = try Signing.export("p1", on: &connection)
    _ = try Forms.export(Petition.self, on: &connection)
    #expect(throws: RollError.self) { try Signing.export("p99", on: &connection) }
    _ = try CampaignFolder.export("none", to: folder.path("out"), on: &connection)
    try FormEntry.add(
      Source.self, FormRow(Source.form, ["slug": "s", "title": "María García's diary"]), on: &connection)
    _ = try ImportUndo.run(batch: batch, on: &connection)
    let found = try newActs(&connection).filter { !$0.hasPrefix("export signature p") || $0.hasSuffix("p1") }
    #expect(
      found == [
        "import signature p1 \(batch)", "export signature p1", "export petition", "export campaign none",
        "export signature p1", "record source s", "undo signature p1 \(batch)",
      ])
    let last = try #require(try AuditEntry.read(limit: 1, on: &connection).first)
    #expect(last.facts == #"{"kept":0,"removed":1}"# && last.factsInWords == "removed 1")
    let all = try connection.values("SELECT audit_entry::text FROM audit_entry", as: String.self).joined()
      .lowercased()
    for word in ["maria", "garcia", "garcía", "example.org", "broken", "ann"] { #expect(!all.contains(word)) }
    #expect(try AuditVerification.run(on: &connection).fault == nil)
  }

  @Test("an import's entry holds its counts and the file's digest")
  func facts() throws {
    var connection = try Database.current.connect()
    let text = Self.header + "a@example.org,Ann,2002-10-01\na@example.org,Ann,2002-10-02\nx,Bo,2002-10-01\n"
    let receipt = try Signing.load(text, into: "p1", { $0.isSynthetic = true }, on: &connection)
    let entry = try #require(try AuditEntry.read(limit: 1, on: &connection).first)
    #expect(
      entry.facts
        == #"{"already_held":0,"duplicate":1,"new":1,"rejected":1,"rows":3,"sha256":"\#(receipt.sha256)","synthetic":true,"updated":0}"#
    )
    #expect(entry.role == entry.recordedBy && entry.batch == receipt.batch)
  }

  @Test(
    "no entry can be changed, deleted or truncated away",
    arguments: [
      "UPDATE audit_entry SET act = 'nothing'", "UPDATE audit_entry SET facts = facts WHERE false",
      "DELETE FROM audit_entry WHERE entry_id = 2", "TRUNCATE audit_entry",
    ])
  func stays(_ statement: String) throws {
    var connection = try Database.current.connect()
    let before = try acts(&connection)
    let error = #expect(throws: PostgresError.self) { try connection.script(statement) }
    #expect(error?.constraint == "audit_stays")
    #expect(error.map { RollError($0).kind } == .data)
    var another = try Database.current.connect()
    #expect(try acts(&another) == before)
  }

  @Test("whoever adds an entry states neither its number nor its time, author or hash")
  func stated() throws {
    var connection = try Database.current.connect()
    try connection.setForTransactions("rollcall.operator", to: "somebody: 3:abc,-")
    let count = try acts(&connection).count
    _ = try connection.transaction { transaction in
      try transaction.execute(
        """
        INSERT INTO audit_entry (entry_id, recorded_at, recorded_by, role, act, noun, previous, hash)
        SELECT 9, '2000-01-01', 'another', 'nobody', 'export', 'x', decode(repeat('ab', 32), 'hex'), decode(repeat('ab', 32), 'hex')
        FROM generate_series(1, 3)
        """)
    }
    let entries = try AuditEntry.read(limit: 3, on: &connection)
    #expect(entries.map(\.number) == [3, 2, 1].map { Int64(count + $0) })
    for entry in entries {
      #expect(
        entry.recordedBy == "somebody: 3:abc,-" && entry.role != "nobody"
          && entry.recordedAt.day.number > 20_000)
    }
    #expect(try AuditVerification.run(on: &connection).fault == nil)
    #expect(throws: PostgresError.self) {
      try connection.transaction(.serializable) { try Audit.record(.export, "x", in: &$0) }
    }
  }

  /// What somebody who owns the table can do, and what must be found.
  private static let tampering: [(change: String, reason: String)] = [
    ("UPDATE audit_entry SET facts = '{\"new\":2}' WHERE entry_id = 4", "entry 4 is not what it was"),
    ("UPDATE audit_entry SET subject = 'p2' WHERE entry_id = 4", "entry 4 is not what it was"),
    ("UPDATE audit_entry SET recorded_by = 'x' WHERE entry_id = 5", "entry 5 is not what it was"),
    ("UPDATE audit_entry SET role = 'x' WHERE entry_id = 5", "entry 5 is not what it was"),
    ("UPDATE audit_entry SET act = 'undo' WHERE entry_id = 5", "entry 5 is not what it was"),
    ("UPDATE audit_entry SET noun = 'x' WHERE entry_id = 5", "entry 5 is not what it was"),
    ("UPDATE audit_entry SET batch_id = 1 WHERE entry_id = 4", "entry 4 is not what it was"),
    ("UPDATE audit_entry SET subject = NULL WHERE entry_id = 4", "entry 4 is not what it was"),
    (
      "UPDATE audit_entry SET recorded_at = recorded_at + interval '1 microsecond' WHERE entry_id = 5",
      "entry 5 is not what it was"
    ),
    ("UPDATE audit_entry SET hash = sha256('x') WHERE entry_id = 5", "entry 5 is not what it was"),
    (
      "UPDATE audit_entry e SET noun = 'x', hash = sha256(previous || audit_canonical((e.entry_id, e.recorded_at, e.recorded_by, e.role, e.act, 'x', e.subject, e.batch_id, e.facts, e.previous, e.hash)::audit_entry)) WHERE entry_id = 5",
      "entry 6 does not follow entry 5"
    ),
    ("DELETE FROM audit_entry WHERE entry_id = 5", "entry 5 is missing; the next is 6"),
    ("DELETE FROM audit_entry WHERE entry_id = 1", "entry 1 is missing; the next is 2"),
    (
      "DELETE FROM audit_entry WHERE entry_id = 5; UPDATE audit_entry SET entry_id = entry_id - 1 WHERE entry_id > 5",
      "entry 5 does not follow entry 4"
    ),
    ("DELETE FROM audit_entry WHERE entry_id >= 7", "the undo of import 3 has no entry"),
    ("DELETE FROM audit_entry WHERE entry_id >= 4", "import 3 has no entry"), ("DELETE FROM audit_entry", ""),
  ]

  @Test(
    "what was changed, taken out or cut off is found, and the first broken entry named", arguments: tampering)
  func verification(change: String, reason: String) throws {
    var connection = try Database.current.connect()
    let receipt = try Signing.load(
      Self.header + "a@example.org,Ann,2002-10-01\n", into: "p1", on: &connection)
    #expect(receipt.batch == 3)
    _ = try Signing.export("p1", on: &connection)
    _ = try Signing.export("p1", on: &connection)
    _ = try ImportUndo.run(batch: 3, on: &connection)
    let before = try AuditVerification.run(on: &connection)
    #expect(before.fault == nil && before.entries == 7 && before.last == 7)
    try connection.script("ALTER TABLE audit_entry DISABLE TRIGGER USER; " + change)
    let after = try AuditVerification.run(noted: before.head, on: &connection)
    #expect(after.fault?.reason.hasPrefix(reason) == true, "\(String(describing: after.fault))")
  }

  @Test("a chain that was made anew is found by whoever noted a hash of the old one")
  func madeAnew() throws {
    var connection = try Database.current.connect()
    _ = try Signing.export("p1", on: &connection)
    let noted = try AuditVerification.run(on: &connection).head
    _ = try Signing.export("p2", on: &connection)
    #expect(try AuditVerification.run(noted: noted, on: &connection).fault == nil)
    try connection.script(
      """
      ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_stays;
      CREATE TEMPORARY TABLE kept AS SELECT * FROM audit_entry;
      DELETE FROM audit_entry;
      INSERT INTO audit_entry (act, noun, subject, batch_id, facts) SELECT act, noun, subject, batch_id, facts FROM kept
      WHERE act <> 'export' ORDER BY entry_id
      """)
    #expect(try AuditVerification.run(on: &connection).fault == nil)
    let fault = try AuditVerification.run(noted: noted, on: &connection).fault
    #expect(fault?.reason == "no entry has the hash \(noted)")
  }

  @Test("acts that are done at once form one chain, and none waits for ever")
  func atOnce() async throws {
    let database = try Database.current
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 1...6 {
        group.addTask {
          var connection = try database.connect()
          for turn in 0..<5 {
            let receipt = try Signing.load(
              Self.header + "w\(worker).\(turn)@example.org,Ann,2002-10-01\n", into: "p\(worker % 3 + 1)",
              on: &connection)
            try Audit.record(.export, "signature", on: &connection)
            if turn % 2 == 0, let batch = receipt.batch {
              _ = try ImportUndo.run(batch: batch, on: &connection)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    var connection = try database.connect()
    let result = try AuditVerification.run(on: &connection)
    #expect(result.fault == nil && result.entries == 3 + 6 * (5 + 5 + 3))
    let times = try AuditEntry.read(on: &connection).map(\.recordedAt)
    #expect(times == times.sorted(by: >))
  }
}
