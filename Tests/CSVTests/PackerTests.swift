import Foundation
import Testing

@testable import CSV

/// What is packed comes back, by our own reader and by the formats' own programs.
struct PackerTests {
  private static func packed(_ packing: CSVPacking, _ blocks: [[UInt8]]) throws -> [UInt8] {
    let packer = CSVPacker(packing)
    var bytes: [UInt8] = []
    for block in blocks { bytes += try packer.add(block) }
    return try bytes + packer.finish()
  }

  private static func run(_ program: String, _ arguments: [String], _ input: [UInt8]) throws -> [UInt8] {
    let file = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)
    try Data(input).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments + [file.path]
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(program)")
    return Array(bytes)
  }

  private static let blocks: [[UInt8]] = {
    var random = SystemRandomNumberGenerator()
    let noise = (0..<340_000).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
    let text = Array(String(repeating: "a,b,c\n", count: 100_000).utf8)
    // The last is no repeat of what went before: more of it waits to be packed than one call has room for.
    return [[], noise, text, [], [10], noise.reversed()]
  }()

  @Test(
    "what is packed in blocks of any length is unpacked by the format's own program",
    arguments: CSVPacking.allCases)
  func programs(_ packing: CSVPacking) throws {
    let program = packing == .gzip ? "gzip" : "zstd"
    let whole = Self.blocks.flatMap { $0 }
    #expect(try Self.run(program, ["-dc"], Self.packed(packing, Self.blocks)) == whole)
    #expect(try Self.run(program, ["-dc"], Self.packed(packing, [])).isEmpty)
  }

  @Test(
    "the same bytes are packed to the same bytes, however they came in blocks of their own",
    arguments: CSVPacking.allCases)
  func deterministic(_ packing: CSVPacking) throws {
    let first = try Self.packed(packing, Self.blocks)
    #expect(try Self.packed(packing, Self.blocks) == first)
  }

  @Test("a gzip file tells neither when nor as what it was packed")
  func header() throws {
    // RFC 1952, 2.3: ID1 ID2 CM FLG MTIME×4
    #expect(try Self.packed(.gzip, [[65]]).prefix(8) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
  }

  @Test("the name of a file says how it is packed")
  func names() {
    #expect(CSVPacking(fileName: "a.csv.gz") == .gzip && CSVPacking(fileName: "A.CSV.ZST") == .zstd)
    #expect(CSVPacking(fileName: "gz") == nil && CSVPacking(fileName: "a.csv") == nil)
  }
}
