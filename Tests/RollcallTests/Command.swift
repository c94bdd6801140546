import Foundation

/// A command that runs, or has run, in a place.
final class Command {
  /// What it left.
  struct Outcome {
    /// The exit code; 128 and the signal's number where one ended it.
    var code: Int32
    var output: String
    var errors: String
  }

  private let process = Process()
  private let outputFile: URL
  private let errorFile: URL

  /// Starts a program of the place; by default Rollcall itself.
  init(
    _ arguments: [String], in place: Place, program: String = Place.program, folder: String? = nil,
    environment: [String: String] = [:]
  ) throws {
    let streams = URL(fileURLWithPath: place.folder).appendingPathComponent("streams-\(UUID().uuidString)")
    outputFile = streams.appendingPathExtension("out")
    errorFile = streams.appendingPathExtension("err")
    // Files and not pipes: nobody has to read while the command runs, and a killed command loses nothing.
    for file in [outputFile, errorFile] { try Data().write(to: file) }
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? place.folder)
    process.environment = place.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
  }

  /// Runs to the end.
  static func run(
    _ arguments: [String], in place: Place, program: String = Place.program, folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try Command(arguments, in: place, program: program, folder: folder, environment: environment).finish()
  }

  var isRunning: Bool { process.isRunning }

  /// Sends a signal; nothing happens where it has ended.
  func signal(_ number: Int32) {
    if process.isRunning { kill(process.processIdentifier, number) }
  }

  /// Waits for its end.
  func finish() throws -> Outcome {
    process.waitUntilExit()
    defer {
      try? FileManager.default.removeItem(at: outputFile)
      try? FileManager.default.removeItem(at: errorFile)
    }
    let isSignalled = process.terminationReason == .uncaughtSignal
    return Outcome(
      code: process.terminationStatus + (isSignalled ? 128 : 0),
      output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
  }
}
