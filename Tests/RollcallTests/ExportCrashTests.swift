import Foundation
import Testing

/// An export that is disturbed leaves what was there, and nothing of its own.
struct ExportCrashTests {
  private static let rows = 40_000

  private func scene(_ body: (Place) throws -> Void) throws {
    let place = try Place()
    defer { place.end() }
    for arguments in [
      ["demo", "--write-signatures", "signatures.csv", "--rows", "\(Self.rows)", "--valid"],
      ["campaign", "add", "c", "--title", "C", "--own-observation"],
      ["petition", "add", "p", "--campaign", "c", "--title", "P", "--own-observation"],
      ["signature", "import", "signatures.csv", "--petition", "p", "--quiet"],
    ] {
      let outcome = try Command.run(arguments, in: place)
      #expect(outcome.code == 0, "\(arguments): \(outcome.errors)")
    }
    try FileManager.default.createDirectory(atPath: place.folder + "/out", withIntermediateDirectories: false)
    try body(place)
  }

  private func start(_ name: String, in place: Place) throws -> Command {
    try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(place.folder)/out/\(name)"))
    return try Command(
      [
        "signature", "export", "p", "--audience", "internal", "--exact", "--output", "out/\(name)", "--quiet",
      ],
      in: place)
  }

  /// What is in the folder: the whole export, or what was there before; never a second file.
  private func isWhole(_ name: String, in place: Place) throws -> Bool {
    let folder = place.folder + "/out"
    defer { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
    return data != Data("mine".utf8)
  }

  @Test(
    "A program that is killed, or stopped by Ctrl-C, at any moment of an export leaves the file that was there"
  )
  func disturbed() throws {
    try scene { place in
      for name in ["a.csv", "a.csv.gz", "a.csv.zst", "a.xlsx"] {
        let begin = ContinuousClock.now
        #expect(try start(name, in: place).finish().code == 0)
        let whole = Double((ContinuousClock.now - begin) / .milliseconds(1)) / 1000
        let size =
          try FileManager.default.attributesOfItem(atPath: "\(place.folder)/out/\(name)")[.size] as? Int
        #expect(try isWhole(name, in: place))
        var disturbed = 0
        for (step, number) in [SIGKILL, SIGINT, SIGKILL, SIGINT, SIGKILL, SIGINT].enumerated() {
          let command = try start(name, in: place)
          Thread.sleep(forTimeInterval: whole * (0.15 + Double(step) * 0.15))
          command.signal(number)
          let outcome = try command.finish()
          let found =
            try FileManager.default.attributesOfItem(atPath: "\(place.folder)/out/\(name)")[.size] as? Int
          if try isWhole(name, in: place) {
            #expect(found == size, "half an export of \(name)")
          } else {
            disturbed += 1
            #expect(
              [130, 128 + SIGKILL, 128 + SIGINT].contains(outcome.code),
              "\(name): \(outcome.code) \(outcome.errors)")
          }
        }
        #expect(disturbed > 0, "\(name): every disturbance came too late")
      }
    }
  }
}
