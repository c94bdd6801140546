import Foundation
import Testing

/// Imports that meet each other, a server that goes away and comes back, and disks that are full.
@Suite(.serialized)
struct OutageTests {
  private static let valid = 20_000
  private static let scene = Result { try Scene() }

  /// A petition on a server of its own, and files for it.
  private final class Scene: Sendable {
    let place: Place

    init() throws {
      place = try Place()
      for (name, from, to) in [("one.csv", 0, 12_000), ("two.csv", 8_000, 20_000)] {
        let rows = (from..<to).map { number in
          "s\(number)@example.org,Signer \(number),2002-10-\(10 + (number + from) % 20)\n"
        }
        try write("email,full_name,signed_at\n" + rows.joined(), to: name)
      }
      let broken = (0..<3_000).map { "broken \($0),Signer,2002-10-01\n" }
      try write("email,full_name,signed_at\n" + broken.joined(), to: "broken.csv")
      try run(["campaign", "add", "c", "--title", "C", "--own-observation"])
      for slug in ["p", "q", "r"] {
        try run([
          "petition", "add", slug, "--campaign", "c", "--title", slug, "--own-observation", "--opened",
          "2002-09-17",
        ])
      }
    }

    deinit { place.end() }

    func write(_ text: String, to name: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(place.folder)/\(name)"))
    }

    @discardableResult
    func run(_ arguments: [String], _ code: Int32 = 0) throws -> Command.Outcome {
      let outcome = try Command.run(arguments, in: place)
      #expect(outcome.code == code, "\(arguments): \(outcome.output)\(outcome.errors)")
      return outcome
    }

    func start(_ file: String, _ petition: String) throws -> Command {
      try Command(["signature", "import", file, "--petition", petition, "--quiet", "--json"], in: place)
    }

    func export(_ petition: String) throws -> String {
      try run(["signature", "export", "--petition", petition]).output
    }

    func query(_ sql: String) throws -> String {
      try run(["db", "shell", "--", "-XAtqc", sql]).output.trimmingCharacters(in: .newlines)
    }

    /// Takes every import of a petition back.
    func clear(_ petition: String) throws {
      let batches = try query(
        "SELECT batch_id FROM import_batch WHERE petition = '\(petition)' AND undone_at IS NULL")
      for batch in batches.split(separator: "\n") {
        try run(["import", "undo", "\(batch)", "--yes", "--quiet"])
      }
      try expectNothing(petition)
    }

    func expectNothing(_ petition: String) throws {
      let held = "FROM %t s JOIN petition p USING (petition_id) WHERE p.slug = '\(petition)'"
      for table in ["signature", "signature_restatement"] {
        #expect(try query("SELECT count(*) " + held.replacing("%t", with: table)) == "0")
      }
    }

    func expectSound() throws {
      try run(["db", "verify"])
      try run(["audit", "verify"])
      #expect(try query("SELECT count(*) FROM pg_class WHERE relname LIKE '%stage%'") == "0")
    }

    /// A shell, in which limits can be set.
    func shell(_ line: String) throws -> Command.Outcome {
      try Command.run(["-c", line], in: place, program: "/bin/sh")
    }
  }

  @Test("The same file twice at once is one import, and the other answers with its receipt")
  func sameFile() throws {
    let scene = try Self.scene.get()
    let commands = try (0..<3).map { _ in try scene.start("one.csv", "p") }
    let outputs = try commands.map { command in
      let outcome = try command.finish()
      #expect(outcome.code == 0, "\(outcome.errors)")
      return outcome.output
    }
    #expect(outputs.count { $0.contains("\"repeated\" : false") } == 1)
    #expect(Set(try outputs.map { try Receipt($0).batch }).count == 1)
    #expect(try outputs.map { try Receipt($0).new } == [12_000, 12_000, 12_000])
    try scene.expectSound()
    try scene.clear("p")
  }

  @Test("Two files that share people, imported at once, give what they give one after the other")
  func twoFiles() throws {
    let scene = try Self.scene.get()
    try scene.run(["signature", "import", "one.csv", "--petition", "q", "--quiet"])
    try scene.run(["signature", "import", "two.csv", "--petition", "q", "--quiet"])
    let expected = try scene.export("q")
    for _ in 0..<2 {
      let receipts = try [scene.start("one.csv", "p"), scene.start("two.csv", "p")].map { command in
        let outcome = try command.finish()
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try Receipt(outcome.output)
      }
      #expect(receipts.map(\.new).reduce(0, +) == Self.valid)
      #expect(receipts.map(\.already_held).sorted() == [0, 4_000])
      #expect(try scene.export("p") == expected)
      try scene.expectSound()
      try scene.clear("p")
    }
    try scene.clear("q")
  }

  @Test(
    "An import that must wait for another says so, goes on after it, and can be given up",
    arguments: [true, false])
  func waiting(isGivenUp: Bool) throws {
    let scene = try Self.scene.get()
    let holder = try Command(
      [
        "db", "shell", "--", "-XAtqc",
        "BEGIN; SELECT pg_advisory_xact_lock(28773, petition_id::integer) FROM petition WHERE slug = 'r'; SELECT pg_sleep(6); COMMIT",
      ], in: scene.place)
    for _ in 0..<200 {
      let held = try scene.query(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 28773")
      if held == "1" { break }
      Thread.sleep(forTimeInterval: 0.02)
    }
    let command = try Command(["signature", "import", "one.csv", "--petition", "r"], in: scene.place)
    if isGivenUp {
      Thread.sleep(forTimeInterval: 3)
      command.signal(SIGINT)
    }
    let outcome = try command.finish()
    _ = try holder.finish()
    #expect(outcome.code == (isGivenUp ? 130 : 0), "\(outcome.errors)")
    #expect(outcome.errors.contains("is under way: waiting for it"))
    if isGivenUp { try scene.expectNothing("r") } else { try scene.clear("r") }
    try scene.expectSound()
  }

  @Test("An import and an undo of one petition at once end as if one came after the other")
  func importAndUndo() throws {
    let scene = try Self.scene.get()
    try scene.run(["signature", "import", "two.csv", "--petition", "q", "--quiet"])
    let expected = try scene.export("q")
    let first = try Receipt(try scene.start("one.csv", "p").finish().output)
    let second = try scene.start("two.csv", "p")
    let undo = try Command(["import", "undo", "\(first.batch ?? 0)", "--yes", "--quiet"], in: scene.place)
    let (imported, undone) = (try second.finish(), try undo.finish())
    #expect(imported.code == 0 && undone.code == 0, "\(imported.errors)\(undone.errors)")
    #expect(try scene.export("p") == expected)
    try scene.expectSound()
    for petition in ["p", "q"] { try scene.clear(petition) }
  }

  @Test(
    "An undo that is killed or interrupted at any moment has done nothing, or all",
    arguments: [SIGKILL, SIGINT])
  func killedUndo(signal: Int32) throws {
    let scene = try Self.scene.get()
    let receipt = try Receipt(try scene.start("one.csv", "p").finish().output)
    let batch = "\(receipt.batch ?? 0)"
    let before = try scene.export("p")
    for milliseconds in [20, 60, 120, 200, 300] {
      let undo = try Command(["import", "undo", batch, "--yes", "--quiet"], in: scene.place)
      Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
      undo.signal(signal)
      _ = try undo.finish()
      let state = try scene.query("SELECT undone_at IS NULL FROM import_batch WHERE batch_id = \(batch)")
      try scene.expectSound()
      if state == "f" { break }
      #expect(try scene.export("p") == before)
    }
    try scene.clear("p")
  }

  @Test(
    "A server that is stopped is told with 69 and what to do, during an import and before; when it stands again all goes on"
  )
  func stoppedServer() throws {
    let scene = try Self.scene.get()
    let url = try scene.run(["db", "url"]).output.trimmingCharacters(in: .newlines)
    var stopped = 0
    for milliseconds in [150, 250, 400] {
      let command = try scene.start("one.csv", "p")
      Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
      try scene.run(["db", "stop"])
      let outcome = try command.finish()
      let away = try scene.run(["import", "list", "--database", url, "--json"], 69)
      #expect(away.errors.contains("\"unavailable\"") && away.errors.contains("\"hint\":\""))
      try scene.run(["db", "start"])
      if outcome.code == 0 {
        try scene.clear("p")
        continue
      }
      stopped += 1
      #expect(outcome.code == 69, "\(outcome.code): \(outcome.errors)")
      #expect(outcome.errors.contains("\"unavailable\"") && !outcome.errors.contains("defect"))
      try scene.expectNothing("p")
      try scene.expectSound()
    }
    #expect(stopped > 0, "no import was stopped in time")
    try scene.run(["signature", "import", "one.csv", "--petition", "p", "--quiet", "--database", url])
    try scene.clear("p")
  }

  @Test("A full disk of ours takes the import back with 74 and leaves no file, whatever is being written")
  func fullClientDisk() throws {
    let scene = try Self.scene.get()
    // A limit on the size of files stands for a full disk: 8 blocks of 512 bytes.
    let limited = "ulimit -f 8; rollcall signature import broken.csv --petition p"
    for more in ["", " --rejects other.csv"] {
      let outcome = try scene.shell(limited + more + " --quiet --json")
      #expect(outcome.code == 74, "\(outcome.code): \(outcome.errors)")
      #expect(
        outcome.errors.contains("\"io_error\"") && outcome.errors.contains("rejects.csv") == more.isEmpty)
      #expect(outcome.errors.contains("nothing was imported"), "\(outcome.errors)")
      try scene.expectNothing("p")
    }
    try scene.run(["signature", "import", "one.csv", "--petition", "p", "--quiet"])
    for file in ["export.csv", "-"] {
      let target = file == "-" ? "> /dev/full" : "--output \(file)"
      let outcome = try scene.shell("ulimit -f 8; rollcall signature export --petition p \(target)")
      #expect(outcome.code == 74, "\(outcome.code): \(outcome.errors)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: scene.place.folder)
    #expect(
      !names.contains { $0.contains("rejects") || $0.contains("export") || $0 == "other.csv" }, "\(names)")
    try scene.clear("p")
  }

  @Test("A full disk of the server takes the import back and is told plainly; with room it goes in")
  func fullServerDisk() throws {
    let scene = try Self.scene.get()
    try scene.run(["db", "stop"])
    // Files of the server may grow to a segment of its log and no further, as the room for a table may.
    let start = try scene.shell("ulimit -f 32768; rollcall db start")
    #expect(start.code == 0, "\(start.errors)")
    let rows = (0..<60_000).map { "t\($0)@example.org,\(String(repeating: "x", count: 300)),2002-10-01\n" }
    try scene.write("email,full_name,signed_at\n" + rows.joined(), to: "large.csv")
    let outcome = try scene.start("large.csv", "r").finish()
    #expect(outcome.code == 74, "\(outcome.code): \(outcome.errors)")
    #expect(
      outcome.errors.contains("\"io_error\"") && outcome.errors.contains("Make room on the server's disk"))
    try scene.expectNothing("r")
    try scene.run(["db", "stop"])
    try scene.run(["db", "start"])
    #expect(try Receipt(try scene.start("large.csv", "r").finish().output).new == 60_000)
    try scene.expectSound()
    try scene.clear("r")
  }
}
