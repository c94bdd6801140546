import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Files that are no tables of text.
struct ForeignFormatTests {
  /// What a file of these bytes is refused for; nil where it can be looked into.
  private func refusal(_ bytes: [UInt8]) -> RollError? {
    do {
      _ = try InputFile(bytes: bytes, name: "file").open()
      return nil
    } catch {
      return error as? RollError
    }
  }

  @Test(
    "JSON is told at once, however it is laid out",
    arguments: [
      #"[{"email":"a@example.org"}]"#, #"[\n  {\n    "email": "a@example.org"\n  }\n]\n"#,
      #"{"email":"a@example.org"}\n{"email":"b@example.org"}\n"#, #"{ "data" : [\n {"email": "a"} ] }"#,
      "\u{FEFF}[ {\"email\": 1},\n{\"email\": 2}]", #"[["email","name"],\n["a@example.org","A"]]"#,
    ])
  func json(text: String) {
    let text = text.replacing(#"\n"#, with: "\n")
    let error = refusal(Array(text.utf8))
    #expect(error?.kind == .data && error?.message.hasPrefix("file: this is JSON") == true)
    // In UTF-16 too.
    let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(refusal(wide)?.message.hasPrefix("file: this is JSON") == true)
  }

  @Test(
    "a table that begins as JSON might is a table",
    arguments: [
      "[email],{name}\na@example.org,A\n", "{\"email\"},name\na@example.org,A\n", "{}\n", "[\n",
      "{\"a\":1}\ta@example.org\n{\"a\":2}\tb@example.org\n", "email\n[]\n",
      "\"[{\"\"a\"\":1}]\",x\n", "[\"a\",\"b\"]\n", "",
    ])
  func table(text: String) {
    #expect(refusal(Array(text.utf8)) == nil)
  }

  /// A zip archive of empty members.
  private func zip(_ names: [String]) -> [UInt8] {
    names.flatMap { name -> [UInt8] in
      let length = UInt8(name.utf8.count)
      return Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 22) + [length, 0, 0, 0]
        + Array(name.utf8)
    }
  }

  @Test("workbooks are told at once, and what to do")
  func workbooks() {
    let xls: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
    for (bytes, what) in [
      (xls, "an old Excel workbook (.xls)"),
      (zip(["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"]), "an Excel workbook (.xlsx)"),
      (zip(["xl/worksheets/sheet1.xml"]), "an Excel workbook (.xlsx)"),
      (
        zip(["mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "content.xml"]),
        "an OpenDocument spreadsheet (.ods)"
      ),
    ] {
      let error = refusal(bytes)
      #expect(
        error?.kind == .data
          && error?.message.hasPrefix("file: this is \(what), not text: save the sheet as CSV") == true)
    }
    // Other archives are refused for what they are.
    #expect(refusal(zip(["word/document.xml"]))?.message.contains("workbook") == false)
  }
}
