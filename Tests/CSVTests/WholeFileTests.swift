import Foundation
import Testing

@testable import CSV

/// A file is there complete or not at all.
struct WholeFileTests {
  private let folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)

  private func inFolder(_ body: (String) throws -> Void) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appendingPathComponent("file.csv").path)
  }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  @Test(
    "a file takes its name when it is published, with what had the name still whole before, and is private")
  func replaces() throws {
    try inFolder { path in
      try Data("old".utf8).write(to: URL(fileURLWithPath: path))
      let file = try WholeFile(replacing: path)
      try file.write(Array("new".utf8))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "old" && names == ["file.csv"])
      try file.publish(over: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "new" && names == ["file.csv"])
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
      #expect(mode == 0o600)
    }
  }

  @Test("a file that is never published leaves nothing")
  func unpublished() throws {
    try inFolder { path in
      do {
        let file = try WholeFile(replacing: path)
        try file.write(Array("half".utf8))
      }
      #expect(names.isEmpty)
    }
  }

  @Test("a library can open the nameless file by its path, and what it writes is published")
  func pathOfItsOwn() throws {
    try inFolder { path in
      let file = try WholeFile(replacing: path)
      let own = file.path
      try Data("by another hand".utf8).write(to: URL(fileURLWithPath: #require(own)))
      try file.publish(over: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "by another hand")
    }
  }

  @Test("a device is written to and stays what it is; a folder is refused")
  func devices() throws {
    let file = try WholeFile(replacing: "/dev/null")
    try file.write([1, 2, 3])
    try file.synchronize()
    try file.publish(over: "/dev/null")
    #expect(
      try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        == .typeCharacterSpecial)
    #expect(throws: CSVError(.cannotOpen(errno: EISDIR), file: "/tmp")) {
      _ = try WholeFile(replacing: "/tmp")
    }
  }
}
