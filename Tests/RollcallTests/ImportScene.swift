import Foundation
import Testing

/// A petition on a server of its own, and a file to be imported into it: the scene of the crash tests.
final class ImportScene: Sendable {
  /// One for all the tests, which run one after the other and leave it as they found it.
  static let shared = Result { try ImportScene() }

  /// What a database holds, as far as an import touches it.
  struct Holdings: Equatable {
    var imports: String
    var rows: String
  }

  static let valid = 80_000
  let place: Place
  let file = "signatures.csv"
  /// How long an import takes that nobody disturbs.
  let undisturbedSeconds: Double

  init() throws {
    place = try Place()
    let run = { [place] (arguments: [String]) throws in
      let outcome = try Command.run(arguments, in: place)
      #expect(outcome.code == 0, "\(arguments): \(outcome.errors)")
    }
    try run(["demo", "--write-signatures", file, "--rows", "\(Self.valid)"])
    try run(["campaign", "add", "c", "--title", "C", "--own-observation"])
    try run([
      "petition", "add", "p", "--campaign", "c", "--title", "P", "--own-observation", "--opened",
      "2002-09-17", "--closed", "2003-01-29",
    ])
    // A first, small import, which no crash of a later one may touch.
    try Data("email,signed_at\nfirst@example.net,2003-01-01\n".utf8)
      .write(to: URL(fileURLWithPath: "\(place.folder)/first.csv"))
    try run(["signature", "import", "first.csv", "--petition", "p"])
    let start = ContinuousClock.now
    try run(["signature", "import", file, "--petition", "p", "--dry-run", "--quiet"])
    undisturbedSeconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
  }

  deinit { place.end() }

  /// Starts the import.
  func startImport(_ more: [String] = []) throws -> Command {
    try Command(["signature", "import", file, "--petition", "p", "--quiet", "--json"] + more, in: place)
  }

  /// Asks the database.
  func query(_ sql: String) throws -> String {
    let outcome = try Command.run(["db", "shell", "--", "-XAtqc", sql], in: place)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return outcome.output
  }

  func holdings() throws -> Holdings {
    let imports = try Command.run(["import", "list", "--json"], in: place)
    #expect(imports.code == 0, "\(imports.errors)")
    return Holdings(
      imports: imports.output,
      rows: try query(
        """
        SELECT (SELECT count(*) FROM import_batch), (SELECT count(*) FROM import_reject),
          (SELECT count(*) FROM signature), (SELECT count(*) FROM signature_restatement),
          (SELECT count(*) FROM signature_act), (SELECT count(*) FROM signature_tally),
          (SELECT coalesce(sum(change), 0) FROM signature_tally), (SELECT count(*) FROM pg_class WHERE relname LIKE '%stage%')
        """))
  }

  /// Waits until the server has noticed that a client of ours is gone.
  func waitForSilence() throws {
    for _ in 0..<100 {
      let others = try query(
        "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
      )
      if others == "0\n" { return }
      Thread.sleep(forTimeInterval: 0.1)
    }
    Issue.record("a session of a dead client lives on")
  }

  /// Files that the import made, temporary ones included.
  func filesLeft() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place.folder).filter { $0.contains("rejects") }
      .sorted()
  }

  /// Nothing of the disturbed import may be there. Whether the disturbance came too late: the import is then whole.
  func expectNoTrace(since before: Holdings, hidden: Bool = false) throws -> Bool {
    try waitForSilence()
    let after = try holdings()
    let verified = try Command.run(["db", "verify"], in: place)
    #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
    let left = try filesLeft()
    guard after != before else {
      // A killed program cannot remove its temporary file, which no name of an import's leads to.
      #expect(left.allSatisfy { !hidden && $0.hasPrefix(".rejects-") && $0.hasSuffix(".tmp") }, "\(left)")
      removeFiles()
      return false
    }
    let count = try query("SELECT count(*) FROM signature")
    #expect(count == "\(Self.valid + 1)\n", "half an import stands: \(after)")
    removeFiles()
    try undoLast()
    return true
  }

  func undoLast() throws {
    let number = try query("SELECT max(batch_id) FROM import_batch").trimmingCharacters(in: .newlines)
    let undone = try Command.run(["import", "undo", number, "--yes", "--quiet"], in: place)
    #expect(undone.code == 0, "\(undone.errors)")
    removeFiles()
  }

  func removeFiles() {
    for name in (try? filesLeft()) ?? [] {
      try? FileManager.default.removeItem(atPath: "\(place.folder)/\(name)")
    }
  }

  /// The server's first process.
  func postmaster() throws -> pid_t {
    let text = try String(contentsOfFile: "\(place.home)/server/data/postmaster.pid", encoding: .utf8)
    return try #require(text.split(separator: "\n").first.flatMap { pid_t($0) })
  }

  /// The import that nobody disturbs: it must go well after whatever happened.
  func expectWholeImport() throws {
    let outcome = try startImport().finish()
    #expect(outcome.code == 0, "\(outcome.errors)")
    defer { try? undoLast() }
    let receipt = try Receipt(outcome.output)
    #expect(receipt.new == Self.valid)
    #expect(receipt.rows == receipt.new + receipt.duplicate + receipt.already_held + receipt.rejected)
    #expect(try query("SELECT count(*) FROM signature") == "\(Self.valid + 1)\n")
  }
}

/// The counts of a receipt, under the names that users rely on.
struct Receipt: Decodable {
  var batch: Int?
  var rows: Int
  var new: Int
  var duplicate: Int
  var already_held: Int
  var rejected: Int
  var rejects_file: String?

  init(_ json: String) throws { self = try JSONDecoder().decode(Receipt.self, from: Data(json.utf8)) }
}
