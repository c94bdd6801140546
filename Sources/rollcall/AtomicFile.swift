internal import Foundation
internal import Roll

/// A file that appears under its name complete, or not at all.
final class AtomicFile {
  private let target: URL
  private let temporary: URL
  private let handle: FileHandle

  init(_ path: String) throws {
    target = URL(fileURLWithPath: path)
    temporary = target.deletingLastPathComponent().appendingPathComponent(
      ".\(target.lastPathComponent).\(UUID().uuidString).tmp")
    guard
      FileManager.default.createFile(
        atPath: temporary.path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = try? FileHandle(forWritingTo: temporary)
    else { throw RollError(.cannotCreate, "\(path): the file cannot be created here") }
    self.handle = handle
  }

  func write(_ bytes: [UInt8]) throws {
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      throw RollError(.io, "\(target.path): writing failed: \(error.localizedDescription)")
    }
  }

  func publish() throws {
    try handle.synchronize()
    try handle.close()
    // rename(2) replaces what was there in one step.
    guard Terminal.rename(temporary.path, to: target.path) else {
      throw RollError(.cannotCreate, "\(target.path): the file cannot be put in place")
    }
  }

  func discard() {
    try? handle.close()
    try? FileManager.default.removeItem(at: temporary)
  }
}
