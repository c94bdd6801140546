import Foundation
import Testing

@testable import Sheets

/// Workbooks, read back by Python's zip and XML readers.
struct WorkbookTests {
  private let folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)

  private func write(_ name: String, _ header: [String], _ rows: [[String?]]) throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent(name).path
    let workbook = try Workbook(path: path, temporaryFolder: folder.path, title: "sheet", header: header)
    for row in rows { try workbook.row(row) }
    try workbook.finish()
    return path
  }

  /// The cells of the sheet: the place and the text of each, and what kinds of cells there are.
  private static let reader = #"""
    import json, re, sys, zipfile, xml.etree.ElementTree as tree
    main = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
    sheet = tree.fromstring(zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml'))
    undo = lambda text: re.sub('_x([0-9A-Fa-f]{4})_', lambda found: chr(int(found[1], 16)), text)
    print(json.dumps([[cell.get('r'), cell.get('t'), undo(cell.find(f'{main}is/{main}t').text or '')] for cell in sheet.iter(main + 'c')]))
    """#

  private func read(_ path: String) throws -> [[String]] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.reader, path]
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try JSONDecoder().decode([[String]].self, from: data)
  }

  @Test("every cell is text and comes back as it was, whatever it looks like")
  func text() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let cells = [
      "=1+1", "+49 30 1", "007", "2002-09-20", "TRUE", "two\nlines", "cr\r\nlf", "tab\there", " spaces ",
      "a\u{1}b\u{1B}[0m",
      "_x0041_", "_X0041_", "_x005F_", "a_x00e9_b", "_x12_", "x\u{FFFE}y\u{FFFF}", "<b>&amp;\"'", "Ⅳ 😀 שלום",
      "\u{FEFF}bom",
    ]
    let path = try write("a.xlsx", ["first", "second"], cells.map { [$0, nil] })
    let found = try read(path)
    #expect(found.prefix(2).map { $0[2] } == ["first", "second"])
    #expect(found.dropFirst(2).map { $0[2] } == cells)
    #expect(found.allSatisfy { $0[1] == "inlineStr" })
  }

  @Test("the same rows are the same bytes, and nothing stays in the folder but the workbook")
  func deterministic() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let rows = (0..<3000).map { ["\($0)", String(repeating: "x", count: $0 % 40), nil] }
    let one = try Data(contentsOf: URL(fileURLWithPath: write("a.xlsx", ["a", "b", "c"], rows)))
    Thread.sleep(forTimeInterval: 1.1)
    let two = try Data(contentsOf: URL(fileURLWithPath: write("b.xlsx", ["a", "b", "c"], rows)))
    #expect(one == two)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a.xlsx", "b.xlsx"])
  }

  @Test("text that a cell has no room for is refused, not cut")
  func limits() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let longest = String(repeating: "é", count: 32_767)
    #expect(try read(write("a.xlsx", ["a"], [[longest]])).last?[2] == longest)
    #expect(throws: SheetError.textTooLong(row: 2, column: 1, limit: 32_767)) {
      _ = try write("b.xlsx", ["a"], [[longest + "é"]])
    }
    // Spreadsheets count in UTF-16 units.
    #expect(throws: SheetError.textTooLong(row: 3, column: 2, limit: 32_767)) {
      _ = try write("c.xlsx", ["a", "b"], [["x", nil], [nil, String(repeating: "😀", count: 16_384)]])
    }
  }

  @Test("a workbook that is let go, or cannot be made, is an error or nothing, never half a file")
  func abandoned() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent("a.xlsx").path
    do {
      let workbook = try Workbook(path: path, temporaryFolder: folder.path, title: "s", header: ["a"])
      try workbook.row(["x"])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    let nowhere = try Workbook(
      path: folder.path + "/no/where.xlsx", temporaryFolder: folder.path, title: "s", header: ["a"])
    #expect(throws: SheetError.self) { try nowhere.finish() }
    let full = try Workbook(path: "/dev/full", temporaryFolder: folder.path, title: "s", header: ["a"])
    #expect(throws: SheetError.self) { try full.finish() }
  }
}
