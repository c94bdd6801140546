/// Files that people take for tables and that hold no rows of text: told at once, with what to do. Otherwise they would be
/// refused row by row, or read as rubbish.
enum ForeignFormat: String {
  case json =
    "this is JSON, not a table of rows: write its records as CSV, one column for each field, and bring that"
  case xls =
    "this is an old Excel workbook (.xls), not text: save the sheet as CSV (in Excel: CSV UTF-8), and bring that"
  case xlsx =
    "this is an Excel workbook (.xlsx), not text: save the sheet as CSV (in Excel: CSV UTF-8), and bring that"
  case ods =
    "this is an OpenDocument spreadsheet (.ods), not text: save the sheet as CSV, in UTF-8, and bring that"

  /// How much of a packed file is looked at: the names of a workbook's first parts stand there.
  static let lookedAt = 1 << 16

  /// By the file's own first bytes. A workbook is a zip archive with a folder `xl` (ECMA-376 Part 2, OPC), or one that begins
  /// with its type (OpenDocument 1.2 Part 3); an old one is a compound file ([MS-CFB] 2.2).
  init?(packed bytes: [UInt8]) {
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .xls
      return
    }
    let type = Array("mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8)
    if bytes.dropFirst(30).starts(with: type) {
      self = .ods
      return
    }
    guard Self.memberNames(bytes).contains(where: { $0.starts(with: Array("xl/".utf8)) }) else { return nil }
    self = .xlsx
  }

  /// The names in the local headers (APPNOTE.TXT 4.3.7) that stand in these bytes.
  private static func memberNames(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    guard bytes.count > 30 else { return [] }
    let mark = Array("PK\u{3}\u{4}".utf8)
    return (0..<bytes.count - 30).filter { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
      .map { start in
        let length = Int(bytes[start + 26]) | Int(bytes[start + 27]) << 8
        return bytes[(start + 30)...].prefix(length)
      }
  }

  /// By the beginning of the text in UTF-8: an object with a name in quotes and a colon, perhaps in an array, or an array of
  /// arrays (RFC 8259), whose first line also ends as JSON does. A table can begin with a bracket.
  init?(text bytes: [UInt8]) {
    var rest = bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0).drop { Self.isBlank($0) }
    let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
    guard let last = line.last(where: { !Self.isBlank($0) }), "{[}],:".utf8.contains(last) else { return nil }
    var arrays = 0
    while rest.first == UInt8(ascii: "[") {
      arrays += 1
      rest = rest.dropFirst().drop { Self.isBlank($0) }
    }
    guard rest.first == UInt8(ascii: "{") else {
      if arrays > 1, rest.first == UInt8(ascii: "\"") { self = .json } else { return nil }
      return
    }
    rest = rest.dropFirst().drop { Self.isBlank($0) }
    guard rest.first == UInt8(ascii: "\"") else { return nil }
    rest = rest.dropFirst().drop { $0 != UInt8(ascii: "\"") }.dropFirst().drop { Self.isBlank($0) }
    guard rest.first == UInt8(ascii: ":") else { return nil }
    self = .json
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
