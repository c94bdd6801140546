import CSV
import Foundation
import Testing

/// What the system's own tools make, as the judges of ours.
enum Tool {
  /// A tool did not do what was asked, which a test may expect.
  struct Failed: Error {
    var words: [String]
  }

  /// What a command prints that gets these bytes.
  static func run(_ words: [String], _ input: [UInt8] = []) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    let (into, out) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (
      into, out, FileHandle.nullDevice
    )
    try process.run()
    let writer = Thread {
      try? into.fileHandleForWriting.write(contentsOf: Data(input))
      try? into.fileHandleForWriting.close()
    }
    writer.start()
    let bytes = try out.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(words: words) }
    return Array(bytes)
  }

  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] { try run(["gzip", "-c"], bytes) }

  static func zstd(_ bytes: [UInt8]) throws -> [UInt8] { try run(["zstd", "-q", "-c"], bytes) }

  /// A zip archive that a Python program fills: `z` is the archive, `data` standard input.
  static func zip(_ program: String, _ bytes: [UInt8] = [], streamed: Bool = false) throws -> [UInt8] {
    let target = streamed ? "W()" : "b"
    return try run(
      [
        "python3", "-c",
        """
        import io, sys, zipfile
        data = sys.stdin.buffer.read()
        b = io.BytesIO()
        class W:
          def write(self, x): return b.write(x)
          def flush(self): pass
        z = zipfile.ZipFile(\(target), 'w')
        D, S = zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED
        \(program)
        z.close()
        sys.stdout.buffer.write(b.getvalue())
        """,
      ], bytes)
  }

  static func zip(of bytes: [UInt8]) throws -> [UInt8] { try zip("z.writestr('a.csv', data, D)", bytes) }

  static func packed(_ compression: CSVCompression, _ bytes: [UInt8]) throws -> [UInt8] {
    switch compression {
    case .gzip: try gzip(bytes)
    case .zstd: try zstd(bytes)
    case .zip: try zip(of: bytes)
    }
  }
}

/// The text of an input, read in pieces of so many bytes.
func text(
  _ bytes: [UInt8], limits: UnpackLimits = UnpackLimits(), block: Int = 1 << 16, sample: Int = 1 << 18
) throws -> [UInt8] {
  let input = try CSVInput(
    CSVSource(bytes: bytes, name: "x"), limits: limits, blockBytes: block, sampleBytes: sample)
  return try drain(input.source())
}

/// All that a source gives.
func drain(_ source: consuming CSVSource) throws -> [UInt8] {
  var source = source
  return try source.rest()
}
