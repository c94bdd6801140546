import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Files that are no longer there, or no longer the same, when the last of them is read.
@Suite(.database(from: .petitions))
struct VanishingFileTests {
  /// Imports a file, of which `change` is told when the first bytes are read; gives the error.
  private func load(
    _ folder: TemporaryFolder, _ path: String, _ connection: inout Connection,
    _ change: @escaping @Sendable () -> Void
  ) -> RollError? {
    let before = FileOnce(change)
    var options = ImportOptions()
    options.onProgress = { _, _ in before.run() }
    return #expect(throws: RollError.self) {
      try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    }
  }

  /// Runs once, however often it is asked to.
  private final class FileOnce: @unchecked Sendable {
    // Asked by the one thread that imports.
    private var change: (@Sendable () -> Void)?
    init(_ change: @escaping @Sendable () -> Void) { self.change = change }
    func run() {
      change?()
      change = nil
    }
  }

  @Test("a file that is removed, renamed or replaced while it is read is an error, and nothing comes in")
  func vanishes() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let text = "email\na@example.org\n"
    for (name, why) in [("removed", "vanished"), ("renamed", "vanished"), ("replaced", "took the place")] {
      let path = try folder.write(text, to: "\(name).csv")
      let other = try folder.write("email\nb@example.org\n", to: "other.csv")
      let error = load(folder, path, &connection) {
        switch name {
        case "removed": try? FileManager.default.removeItem(atPath: path)
        case "renamed": try? FileManager.default.moveItem(atPath: path, toPath: path + ".old")
        default:
          try? FileManager.default.removeItem(atPath: path)
          try? FileManager.default.moveItem(atPath: other, toPath: path)
        }
      }
      #expect(
        error?.kind == .io && error?.message.contains(why) == true, "\(name): \(String(describing: error))")
      #expect(error?.message.contains("nothing was imported") == true)
    }
    #expect(try connection.value("SELECT count(*) FROM signature", as: Int.self) == 0)
  }

  @Test("a file that grows while it is read is an error, also behind a symbolic link")
  func grows() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let path = try folder.write("email\na@example.org\n", to: "file.csv")
    let link = folder.path("link.csv")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let error = load(folder, link, &connection) {
      let handle = FileHandle(forWritingAtPath: path)
      _ = try? handle?.seekToEnd()
      try? handle?.write(contentsOf: Data("b@example.org\n".utf8))
    }
    #expect(error?.kind == .io && error?.message.contains("changed while it was read") == true)
  }
}
