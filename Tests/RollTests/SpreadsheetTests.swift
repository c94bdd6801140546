import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Files of refused rows that went through a spreadsheet.
@Suite(.database(from: .petitions))
struct SpreadsheetTests {
  /// What a spreadsheet makes of a cell that it takes for a number or a date, and how it writes the table: as LibreOffice 7.4
  /// was seen to, with the settings that its dialogue offers.
  private struct Style {
    var delimiter: Character
    var quotesText: Bool
    var lineEnd = "\n"

    func write(_ rows: [[String]]) -> String {
      rows.map { $0.map(cell).joined(separator: String(delimiter)) + lineEnd }.joined()
    }

    private func cell(_ text: String) -> String {
      if text.allSatisfy(\.isNumber), let number = Double(text) { return String(format: "%.0f", number) }
      let parts = text.split(separator: "/")
      if parts.count == 3, parts.allSatisfy({ Int($0) != nil }) {
        return parts[0] + "/" + parts[1] + "/" + parts[2].suffix(2)
      }
      let needsQuotes = text.contains { $0 == delimiter || $0.isNewline || $0 == "\"" }
      guard quotesText && !text.isEmpty || needsQuotes else { return text }
      return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
  }

  private func rows(_ text: String) throws -> [[String]] {
    var rows: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        rows[rows.count - 1].append(cell)
        cell = ""
      case "\n" where !isQuoted:
        rows[rows.count - 1].append(cell)
        cell = ""
        rows.append([])
      default: cell.append(character)
      }
    }
    return rows.dropLast()
  }

  private static let header = "email,full_name,postal_code,phone,country_code,signed_at,comment,external_id"
  private static let people = [
    "+tag@@example.org,Ada,01234,+49 30 123,004,3/4/2002,=1+1,1.10",
    "bo@@example.org,\"Bo, the 2nd\",00501,0123456,FRA,12/24/2002,\"a; b\",123456789012345",
    "cy@@example.org,Cy,1234,0049 30 1,036,2002-10-01 10:00,'90s,12E3",
  ]

  @Test(
    "what a spreadsheet opened, showed and saved goes in as it is, and nothing in it has changed but what was corrected",
    arguments: [
      (",", false, "\n"), (",", true, "\n"), (";", false, "\r\n"), (";", true, "\n"), ("\t", false, "\r\n"),
    ])
  func saved(delimiter: String, quotesText: Bool, lineEnd: String) throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let text = ([Self.header] + Self.people).joined(separator: "\n") + "\n"
    let path = try folder.write(text)
    var options = ImportOptions()
    options.dateOrder = .mdy
    let first = try SignatureImport.run(path, petition: "always", options: options, on: &connection)
    #expect(first.rejected == 3)
    // Refused once more, a row stands there as it did.
    _ = try SignatureImport.run(
      folder.path("file.rejects.csv"), petition: "always", options: options, on: &connection)
    let rejects = try folder.text("file.rejects.csv")
    let twice = try rows(try folder.text("file.rejects.rejects.csv")).map { Array($0.prefix(8)) }
    #expect(twice == (try rows(rejects).map { Array($0.prefix(8)) }))
    let style = Style(delimiter: Character(delimiter), quotesText: quotesText, lineEnd: lineEnd)
    let mended = style.write(try rows(rejects)).replacing("@@", with: "@")
    let again = try SignatureImport.run(
      try folder.write(mended, to: "mended.csv"), petition: "always", options: options, on: &connection)
    #expect(again.new == 3 && again.rejected == 0 && again.unknownCountry == 0)
    // The same as if the file had been right from the beginning.
    let right = try SignatureImport.run(
      try folder.write(text.replacing("@@", with: "@"), to: "right.csv"), petition: "always",
      options: options,
      on: &connection)
    #expect(right.alreadyHeld == 3 && right.updated == 0)
    let exported = try Signing.export("always", on: &connection)
    for batch in [again.batch, right.batch].compactMap({ $0 }) {
      _ = try ImportUndo.run(batch: batch, on: &connection)
      if batch == again.batch { #expect(try Signing.export("always", on: &connection) == exported) }
    }
  }
}
