import CSV
import Foundation
import Testing

@Suite struct CSVSourceTests {
  static let file = Array((0..<2000).map { "\($0),\"line\r\n\($0)\",é\r\n" }.joined().utf8)

  func read(_ source: consuming CSVSource, block: Int = 1 << 16) throws -> [Event] {
    var reader = CSVReader(source, blockBytes: block)
    return try reader.events()
  }

  @Test("memory, a path, a descriptor, a function: the same bytes are the same records")
  func sources() throws {
    let expected = slowEvents(Self.file)
    let path = NSTemporaryDirectory() + "csv-source-\(UUID().uuidString).csv"
    try Data(Self.file).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try read(CSVSource(bytes: Self.file)) == expected)
    #expect(try read(CSVSource(path: path)) == expected)
    #expect(try read(CSVSource(path: path), block: 7) == expected)
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    #expect(try read(CSVSource(descriptor: handle.fileDescriptor, name: "descriptor")) == expected)
    try handle.seek(toOffset: 0)
    #expect(try handle.readToEnd()?.count == Self.file.count, "the descriptor was left open")
    var rest = Self.file[...]
    let source = CSVSource(name: "function") { (_) throws(CSVError) -> [UInt8] in
      defer { rest = rest.dropFirst(100_000) }
      return Array(rest.prefix(100_000))
    }
    #expect(try read(source, block: 1000) == expected)
  }

  @Test(
    "a pipe that gives a few bytes at a time is read like a file, blocking or not", arguments: [true, false])
  func pipes(isBlocking: Bool) throws {
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForReading.fileDescriptor
    if !isBlocking { #expect(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0) }
    let part = Array(Self.file.prefix(6000))
    let thread = Thread {
      var rest = part[...]
      while !rest.isEmpty {
        try? pipe.fileHandleForWriting.write(contentsOf: Data(rest.prefix(7)))
        rest = rest.dropFirst(7)
      }
      try? pipe.fileHandleForWriting.close()
    }
    thread.start()
    #expect(try read(CSVSource(descriptor: descriptor, name: "pipe")) == slowEvents(part))
  }

  @Test("the observer sees all bytes once, in order", arguments: [1, 100, 1 << 16])
  func observer(block: Int) throws {
    var seen: [UInt8] = []
    let source = CSVSource(bytes: Self.file) { span in for index in span.indices { seen.append(span[index]) }
    }
    _ = try read(source, block: block)
    #expect(seen == Self.file)
  }

  @Test("a file that cannot be opened or read is an error that names it and says why")
  func failures() {
    let missing = #expect(throws: CSVError.self) { try read(CSVSource(path: "/nowhere/x.csv")) }
    #expect(missing?.kind == .cannotOpen(errno: ENOENT))
    #expect(missing?.description == "/nowhere/x.csv: cannot be opened: No such file or directory")
    let folder = #expect(throws: CSVError.self) { try read(CSVSource(path: "/")) }
    #expect(folder?.kind == .cannotRead(errno: EISDIR))
    #expect(folder?.description == "/: reading failed: Is a directory")
  }

  @Test("what was read before a failure is handed out, and the failure stays")
  func failsMidway() throws {
    var calls = 0
    let source = CSVSource(name: "x") { (_) throws(CSVError) -> [UInt8] in
      calls += 1
      if calls == 1 { return Array("a,b\n1,2\n3".utf8) }
      throw CSVError(.sourceFailed("the archive is damaged"), file: "x")
    }
    var reader = CSVReader(source)
    #expect(try reader.next() == .record)
    #expect(try reader.next() == .record)
    for _ in 0..<2 {
      let error = #expect(throws: CSVError.self) { try reader.next() }
      #expect(error?.description == "x: the archive is damaged")
    }
    #expect(calls == 2)
  }
}
