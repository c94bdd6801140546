import Testing

@testable import Postgres

/// The readers of COPY data, without a server: what they take and what they refuse.
struct CopyReaderTests {
  private static let header = CopyIn.header
  private static let trailer: [UInt8] = [0xFF, 0xFF]

  /// What a binary COPY of so many columns holds, as bytes.
  private func binary(_ bytes: [UInt8], columns: Int, blocks: Int = .max) throws -> [[[UInt8]?]] {
    var reader = CopyBinaryReader(types: Array(repeating: .bytea, count: columns))
    var rows: [[[UInt8]?]] = []
    for start in stride(from: 0, to: bytes.count, by: min(blocks, max(bytes.count, 1))) {
      let block = Array(bytes[start...].prefix(blocks))
      try reader.read(block.span) { row in
        rows.append(try (0..<row.columnCount).map { try row.value($0, as: [UInt8]?.self) })
      }
    }
    try reader.finish()
    #expect(reader.count == rows.count)
    return rows
  }

  @Test("Rows are the same wherever the blocks end")
  func blocks() throws {
    let rows =
      [0, 2, 0, 0, 0, 3, 1, 2, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 9] as [UInt8]
    for length in 1...60 {
      let read = try binary(Self.header + rows + Self.trailer, columns: 2, blocks: length)
      #expect(read == [[[1, 2, 3], nil], [[], [9]]])
    }
    let text = Array("a\\t\t\\N\n\tb\\\\\né€\t\u{1F468}\n".utf8)
    for length in 1...text.count {
      var reader = CopyTextReader(columns: 2)
      var read: [[String?]] = []
      for start in stride(from: 0, to: text.count, by: length) {
        try reader.read(Array(text[start...].prefix(length)).span) { read.append($0) }
      }
      try reader.finish()
      #expect(read == [["a\t", nil], ["", "b\\"], ["é€", "\u{1F468}"]])
    }
  }

  @Test("Binary data that ends anywhere before its trailer is not complete")
  func brokenOff() throws {
    let whole = Self.header + [0, 1, 0, 0, 0, 1, 7, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF] + Self.trailer
    #expect(try binary(whole, columns: 1) == [[[7]], [nil]])
    for length in 0..<whole.count {
      #expect(throws: CopyFault.self, "\(length)") { try binary(Array(whole.prefix(length)), columns: 1) }
    }
  }

  @Test("Binary data with an extension or with flags that need not be understood is read")
  func header() throws {
    let signature = Array(Self.header.prefix(11))
    let row: [UInt8] = [0, 1, 0, 0, 0, 1, 7]
    #expect(
      try binary(signature + [0, 0, 0xFF, 0xFF, 0, 0, 0, 3, 1, 2, 3] + row + Self.trailer, columns: 1) == [
        [[7]]
      ])
  }

  @Test("Binary data of another shape is refused with its reason")
  func otherShape() throws {
    let signature = Array(Self.header.prefix(11))
    let faults: [(String, [UInt8])] = [
      ("signature", [0]), ("signature", Array("PGCOPY\n".utf8) + [0xFF, 0x0A]),
      ("signature", Array("1\t2\n".utf8)),
      ("flags", signature + [0, 1, 0, 0, 0, 0, 0, 0] + Self.trailer),
      ("flags", signature + [0x80, 0, 0, 0, 0, 0, 0, 0] + Self.trailer),
      ("extension has -1", signature + [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF] + Self.trailer),
      ("row 1 has 2 fields", Self.header + [0, 2]), ("row 1 has 0 fields", Self.header + [0, 0]),
      ("row 1 has -2 fields", Self.header + [0xFF, 0xFE]),
      ("a field of row 1 has -2 bytes", Self.header + [0, 1, 0xFF, 0xFF, 0xFF, 0xFE]),
      ("more after the trailer", Self.header + Self.trailer + [0]),
      ("more after the trailer", Self.header + Self.trailer + Self.trailer),
      ("without the trailer", Self.header + [0, 1, 0x7F, 0xFF, 0xFF, 0xFF, 1]),
      ("without the trailer", signature + [0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF]),
    ]
    for (words, bytes) in faults {
      let fault = #expect(throws: CopyFault.self, "\(bytes)") { try binary(bytes, columns: 1) }
      #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "") for \(bytes)")
    }
  }

  @Test(
    "Text that the server would have written otherwise is refused, so that another format cannot pass for it")
  func otherText() throws {
    let faults = [
      "a,b\n", "a\n", "a\tb\tc\n", "a\tb", "a\tb\n\n", "a\t\\x\n", "a\t\\\n", "a\t\\.\n", "a\t\\n\\N\n",
      "a\t\\Nb\n",
      "a\tb\r\n", "a\tb\0\n", "a\t\u{0B}\n", "a\t\\101\n",
    ]
    var inputs = faults.map { Array($0.utf8) }
    inputs += [[0x61, 0x09, 0xFF, 0x0A], [0x61, 0x09, 0x5C, 0x74, 0xC3, 0x0A], [0xC3, 0x09, 0xA9, 0x0A]]
    for bytes in inputs {
      #expect(throws: CopyFault.self, "\(bytes)") {
        var reader = CopyTextReader(columns: 2)
        try reader.read(bytes.span) { _ in }
        try reader.finish()
      }
    }
  }
}
