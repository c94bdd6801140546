internal import CSV
internal import Foundation
internal import Roll

/// A file that appears under its name complete, or not at all, in place of what had the name. Private (0600). A program that
/// is killed leaves nothing of it behind.
final class AtomicFile {
  private let name: String
  private let target: String
  private let file: WholeFile

  init(_ path: String) throws {
    name = path
    // Behind a symbolic link it is the file that is replaced, not the link. A device's own name leads somewhere that is none.
    target = Terminal.realPath(path) ?? path
    do {
      file = try WholeFile(replacing: target)
    } catch {
      throw RollError(.cannotCreate, "\(error.description); nothing was written")
    }
  }

  /// Where a library can write the file by itself; nil where it is a device or a pipe.
  var path: String? { file.path }

  /// The folder that it will stand in.
  var folder: String { URL(fileURLWithPath: target).deletingLastPathComponent().path }

  func write(_ bytes: [UInt8]) throws {
    do {
      try file.write(bytes)
    } catch {
      throw RollError(.io, "\(name): no file was written: \(error.description)")
    }
  }

  func publish() throws {
    do {
      try file.synchronize()
    } catch {
      throw RollError(.io, "\(name): no file was written: \(error.description)")
    }
    guard !Interruption.requested.value else {
      throw RollError(.interrupted, "interrupted; no file was written")
    }
    do {
      try file.publish(over: target)
    } catch {
      throw RollError(.cannotCreate, "the file cannot be put in place: \(error.description)")
    }
  }
}
