import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// A file as a platform or a form of some language writes it, and beside it what must become of it.
struct PlatformFile: CustomTestStringConvertible, Sendable {
  let name: String
  let folder: String

  var testDescription: String { name }
  var path: String { "\(folder)/\(name).csv" }

  /// What `PlatformTests.text` must give; checked by hand against the file.
  var expected: String { (try? String(contentsOfFile: "\(folder)/\(name).expected", encoding: .utf8)) ?? "" }

  static let all: [PlatformFile] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Platforms"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".csv") }.sorted()
      .map { PlatformFile(name: String($0.dropLast(4)), folder: folder) }
  }()
}

@Suite(.database(from: .petitions))
struct PlatformTests {
  @Test(
    "a platform's file comes in without a flag, and each cell where it belongs", arguments: PlatformFile.all)
  func file(file: PlatformFile) throws {
    var connection = try Database.current.connect()
    // No header of the site's own is known, so nothing can find this one.
    let preset: Preset.Choice? = file.name == "uk-petitions" ? .named(file.name) : nil
    let found = try Self.text(of: file, preset, on: &connection)
    #expect(found == file.expected, "\(file.name)\n\(found)")
  }

  @Test(
    "the same file again, under another digest, adds nothing and states nothing new",
    arguments: PlatformFile.all)
  func again(file: PlatformFile) throws {
    var connection = try Database.current.connect()
    let preset: Preset.Choice? = file.name == "uk-petitions" ? .named(file.name) : nil
    let first = try Self.load(file, preset, on: &connection).receipt
    let export = try Signing.export("always", on: &connection)
    let second = try Self.load(file, preset, on: &connection).receipt
    #expect((second.new, second.updated, second.alreadyHeld) == (0, 0, first.new))
    #expect((second.rows, second.duplicate, second.rejected) == (first.rows, first.duplicate, first.rejected))
    #expect(try Signing.export("always", on: &connection) == export)
  }

  @Test("every preset has a file, and every language")
  func complete() {
    let names = Set(PlatformFile.all.map(\.name))
    for preset in Preset.all { #expect(names.contains(preset.name), "\(preset.name)") }
    for language in Set(HeaderNames.written.map(\.language)) {
      #expect(names.contains("language-\(language)"), "\(language)")
    }
  }

  private static func load(
    _ file: PlatformFile, _ preset: Preset.Choice?, on connection: inout Connection
  ) throws -> (receipt: Receipt, rejections: [Rejection]) {
    let folder = TemporaryFolder()
    let reasons = Reasons()
    var options = ImportOptions()
    options.preset = preset
    options.again = true
    options.rejects = folder.path("rejects.csv")
    options.onRejection = { reasons.add($0) }
    let receipt = try SignatureImport.run(
      file.path, petition: "always", options: options, on: &connection)
    return (receipt, reasons.all)
  }

  /// All that an import did, in lines.
  static func text(
    of file: PlatformFile, _ preset: Preset.Choice?, on connection: inout Connection
  ) throws -> String {
    let (receipt, rejections) = try load(file, preset, on: &connection)
    var lines = [
      "preset: \(receipt.preset ?? "-")",
      "dates: \(receipt.dialect.dateOrder), \(receipt.dialect.timeZone)",
    ]
    for field in SignatureField.allCases {
      if let column = receipt.mapping[field.rawValue] { lines.append("\(field.rawValue): \(column)") }
    }
    lines.append("petitions: \((receipt.platformPetitions ?? []).joined(separator: ", "))")
    lines.append("ignored: \((receipt.ignored ?? []).joined(separator: ", "))")
    lines.append(
      "rows: \(receipt.rows) = \(receipt.new) new + \(receipt.duplicate) duplicate + \(receipt.alreadyHeld) already held"
        + " + \(receipt.rejected) rejected")
    lines += rejections.map { "line \($0.line): \($0.reason)" }.sorted()
    try connection.forEachRow(
      """
      SELECT jsonb_pretty(jsonb_strip_nulls(to_jsonb(s) - '{petition_id,signatory_id,batch_id,name_key,status_at,status_on,
        stated_status,stated_status_at,stated_status_on,weak}'::text[])) FROM signature s ORDER BY line
      """
    ) { row in lines.append(try row.value(0, as: String.self)) }
    return lines.joined(separator: "\n") + "\n"
  }
}
