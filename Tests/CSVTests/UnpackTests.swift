import CSV
import Foundation
import Testing

@Suite struct UnpackTests {
  static let all: [CSVCompression] = [.gzip, .zstd, .zip]
  static let text = Array((0..<3000).map { "\($0),\"n\($0 &* 7919 % 1000)\",é\r\n" }.joined().utf8)

  func failure(_ bytes: [UInt8], limits: UnpackLimits = UnpackLimits(), block: Int = 1 << 16) -> CSVError? {
    do {
      _ = try CSVTests.text(bytes, limits: limits, block: block)
      return nil
    } catch {
      return error as? CSVError
    }
  }

  @Test("what gzip, zstd and zip packed is unpacked, in blocks of any size", arguments: all)
  func roundTrip(compression: CSVCompression) throws {
    for given in [[], Array("a".utf8), Self.text] {
      let packed = try Tool.packed(compression, given)
      for block in [1, 2, 3, 4, 5, 6, 7, 1 << 16] {
        #expect(try CSVTests.text(packed, block: block, sample: block == 1 ? 3 : 1 << 18) == given)
      }
    }
  }

  @Test("every truncation of a packed file is an error, never a shorter text", arguments: all)
  func truncations(compression: CSVCompression) throws {
    let packed = try Tool.packed(compression, Array("email,name\nada@example.org,Ada\n".utf8))
    for length in 4..<packed.count {
      let error = failure(Array(packed.prefix(length)), block: 1 + length % 5)
      if case .unusable = error?.kind {
      } else {
        Issue.record("\(length) of \(packed.count): \(error as Any)")
      }
      #expect((error?.byteOffset ?? -1) <= length)
    }
  }

  @Test(
    "bytes after the end are refused where they begin", arguments: all, [[0], [10, 10, 10], [0x1F, 0x8B]])
  func trailing(compression: CSVCompression, rest: [UInt8]) throws {
    let packed = try Tool.packed(compression, Self.text)
    let error = try #require(failure(packed + rest))
    #expect(error.byteOffset == packed.count)
  }

  @Test("one changed byte is an error or changes nothing, never another text", arguments: all)
  func damage(compression: CSVCompression) throws {
    let given = Array(Self.text.prefix(400))
    let packed = try Tool.packed(compression, given)
    for index in 4..<packed.count {
      for bit in [0, 3, 7] {
        var damaged = packed
        damaged[index] ^= 1 << UInt8(bit)
        if let text = try? CSVTests.text(damaged), text != given { Issue.record("\(index) \(bit)") }
      }
    }
  }

  @Test("several members or frames in a row are one text", arguments: [CSVCompression.gzip, .zstd])
  func members(compression: CSVCompression) throws {
    let parts = [Self.text, [], Array("b\n".utf8), Self.text]
    let packed = try parts.flatMap { try Tool.packed(compression, $0) }
    for block in [1, 7, 1 << 16] { #expect(try CSVTests.text(packed, block: block) == parts.flatMap { $0 }) }
  }

  @Test("a bomb stops at the limit of length or of ratio; short runs of equal rows pass", arguments: all)
  func bombs(compression: CSVCompression) throws {
    let zeros = [UInt8](repeating: 0, count: 1 << 22)
    let packed = try Tool.packed(compression, zeros)
    #expect(try CSVTests.text(packed) == zeros)
    let long = failure(packed, limits: UnpackLimits(bytes: 1 << 20, ratio: .max, freeBytes: 0))
    #expect(long?.description.hasPrefix("x: it unpacks to more than 1 MiB (byte ") == true)
    let dense = failure(packed, limits: UnpackLimits(bytes: .max, ratio: 500, freeBytes: 1 << 20))
    #expect(dense?.description.hasPrefix("x: it unpacks to 500 times its length and more") == true)
    let rows = Array(String(repeating: "Ada;Example;ada@example.org\n", count: 100_000).utf8)
    #expect(try CSVTests.text(Tool.packed(compression, rows)) == rows)
  }

  @Test(
    "a real bomb of a hundred megabytes is refused by the limits that stand", arguments: ["gzip", "zstd"])
  func realBomb(tool: String) throws {
    let packed = try Tool.run(["sh", "-c", "head -c 104857600 /dev/zero | \(tool) -q -c"])
    #expect(failure(packed)?.description.contains("500 times its length") == true)
  }

  @Test("the observer sees the bytes of the packed file once, in order")
  func observer() throws {
    let packed = try Tool.gzip(Self.text)
    var seen: [UInt8] = []
    let source = CSVSource(bytes: packed) { span in for index in span.indices { seen.append(span[index]) } }
    #expect(try drain(CSVInput(source).source()) == Self.text)
    #expect(seen == packed)
  }

  @Test("a packed file on a pipe that gives a few bytes at a time is read like a file", arguments: all)
  func pipes(compression: CSVCompression) throws {
    let packed = try Tool.packed(compression, Self.text)
    let pipe = Pipe()
    let thread = Thread {
      for start in stride(from: 0, to: packed.count, by: 7) {
        try? pipe.fileHandleForWriting.write(contentsOf: Data(packed[start...].prefix(7)))
      }
      try? pipe.fileHandleForWriting.close()
    }
    thread.start()
    let source = CSVSource(descriptor: pipe.fileHandleForReading.fileDescriptor, name: "pipe")
    #expect(try drain(CSVInput(source).source()) == Self.text)
  }

  @Test("plain bytes pass as they are, also those that begin like half a magic number")
  func plain() throws {
    for given in [[], [0x1F], [0x28, 0xB5], Array("PK,a\n".utf8), Self.text] {
      let input = try CSVInput(CSVSource(bytes: given))
      #expect(input.compression == nil && input.sample == given)
      #expect(try drain(input.source()) == given)
    }
  }
}
