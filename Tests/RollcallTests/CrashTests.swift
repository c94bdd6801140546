import Foundation
import Testing

/// Nothing half-done is left, whoever dies, whenever.
@Suite(.serialized)
struct CrashTests {
  @Test(
    "A program that is killed at any moment of an import leaves no trace of it, and the next import is whole")
  func killedProgram() throws {
    let scene = try ImportScene.shared.get()
    var before = try scene.holdings()
    var early = 0
    for step in 0..<8 {
      let command = try scene.startImport()
      Thread.sleep(forTimeInterval: scene.undisturbedSeconds * (0.03 + Double(step) * 0.12))
      command.signal(SIGKILL)
      _ = try command.finish()
      if try scene.expectNoTrace(since: before) { before = try scene.holdings() } else { early += 1 }
    }
    #expect(early >= 4, "the kills came too late to show anything")
    try scene.expectWholeImport()
  }

  @Test(
    "A server that is killed during an import holds nothing of it when it stands again, and the program says so"
  )
  func killedServer() throws {
    let scene = try ImportScene.shared.get()
    let before = try scene.holdings()
    for share in [0.2, 0.6] {
      let command = try scene.startImport()
      Thread.sleep(forTimeInterval: scene.undisturbedSeconds * share)
      kill(try scene.postmaster(), SIGKILL)
      let outcome = try command.finish()
      // The server's other processes notice by and by that their first one is gone.
      if outcome.code == 0 { continue }
      #expect([69, 74].contains(outcome.code), "\(outcome.code): \(outcome.errors)")
      #expect(
        outcome.errors.contains("\"error\"") && outcome.errors.contains("Try again when the server stands"))
      #expect(try scene.expectNoTrace(since: before, hidden: true) == false)
    }
    try scene.expectWholeImport()
  }

  @Test(
    "Ctrl-C ends an import within two seconds with 130, and nothing is left", arguments: [0.1, 0.3, 0.5, 0.8])
  func interrupted(share: Double) throws {
    let scene = try ImportScene.shared.get()
    // On a machine that does other work as well an import may be over before its share of the usual time: then again, sooner.
    for attempt in 0..<6 {
      let before = try scene.holdings()
      let command = try scene.startImport()
      Thread.sleep(forTimeInterval: scene.undisturbedSeconds * share * pow(0.85, Double(attempt)))
      let start = ContinuousClock.now
      command.signal(SIGINT)
      let outcome = try command.finish()
      if outcome.code == 0 {
        #expect(try scene.expectNoTrace(since: before))
        continue
      }
      #expect(ContinuousClock.now - start < .seconds(2))
      #expect(outcome.code == 130, "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("\"interrupted\""))
      #expect(try scene.expectNoTrace(since: before, hidden: true) == false)
      return
    }
    Issue.record("no import was interrupted in time")
  }

  @Test("Two imports of one petition at once both reconcile, and each signature counts once")
  func twoImports() throws {
    let scene = try ImportScene.shared.get()
    defer { scene.removeFiles() }
    let (one, two) = (
      try scene.startImport(["--again", "--rejects", "1.rejects.csv"]),
      try scene.startImport(["--again", "--rejects", "2.rejects.csv"])
    )
    let receipts = try [one, two].map { command in
      let outcome = try command.finish()
      #expect(outcome.code == 0, "\(outcome.errors)")
      return try Receipt(outcome.output)
    }
    for receipt in receipts {
      #expect(receipt.rows == receipt.new + receipt.duplicate + receipt.already_held + receipt.rejected)
    }
    #expect(receipts.map(\.new).sorted() == [0, ImportScene.valid])
    #expect(receipts.map(\.already_held).sorted() == [0, ImportScene.valid])
    #expect(try scene.query("SELECT count(*) FROM signature") == "\(ImportScene.valid + 1)\n")
    #expect(try Command.run(["db", "verify"], in: scene.place).code == 0)
    for batch in receipts.compactMap(\.batch) {
      let undone = try Command.run(["import", "undo", "\(batch)", "--yes", "--quiet"], in: scene.place)
      #expect(undone.code == 0, "\(undone.errors)")
    }
    #expect(try scene.query("SELECT count(*) FROM signature") == "1\n")
  }

  @Test("Four first commands at once, on a machine that has no server yet, all succeed")
  func firstCommands() throws {
    let place = try Place()
    defer { place.end() }
    let commands = try (0..<4).map { _ in try Command(["country", "list", "--csv"], in: place) }
    let outcomes = try commands.map { try $0.finish() }
    for outcome in outcomes { #expect(outcome.code == 0, "\(outcome.errors)") }
    #expect(Set(outcomes.map(\.output)).count == 1)
    #expect(outcomes[0].output.split(separator: "\n").count == 251)
  }

  @Test("A first command that is killed at any moment does not stand in the way of the next")
  func killedFirstCommand() throws {
    for milliseconds in [5, 40, 120, 300, 600, 900] {
      let place = try Place()
      defer { place.end() }
      let command = try Command(["country", "list", "--csv"], in: place)
      Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
      command.signal(SIGKILL)
      _ = try command.finish()
      let next = try Command.run(["country", "list", "--csv"], in: place)
      #expect(next.code == 0, "killed after \(milliseconds) ms: \(next.errors)")
      #expect(next.output.split(separator: "\n").count == 251)
    }
  }
}
