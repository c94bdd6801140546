import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Reports

@Suite(.database(from: .record))
struct ReportSchemaTests {
  private static let file = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/report.schema.json")

  @Test("Every report is as docs/report.schema.json describes it, and has no key that it leaves out")
  func valid() throws {
    var connection = try Database.current.connect()
    let schema = try SchemaReading(try Data(contentsOf: Self.file))
    for report in try Faces.reports(&connection) {
      #expect(try schema.faults(in: Data(try report.json().utf8)) == [])
    }
  }

  @Test(
    "The schema refuses what is not a report",
    arguments: [
      ("\"as_of\" : \"2003-01-29\"", "\"as_of\" : \"29 January\""),
      ("\"synthetic\" : true", "\"synthetic\" : 1"),
      ("\"schema_version\" : 1", "\"schema_version\" : 2"),
      ("\"audience\" : \"public\"", "\"audience\" : \"press\""),
      ("\"campaign\" :", "\"campain\" :"), ("\"deposited\" : 87", "\"deposited\" : -87"),
      ("\"since\" : null", "\"since\" : 3"),
    ])
  func refused(_ right: String, _ wrong: String) throws {
    var connection = try Database.current.connect()
    let schema = try SchemaReading(try Data(contentsOf: Self.file))
    let text = try #require(try Faces.reports(&connection).dropFirst().first).json()
    #expect(text.contains(right))
    #expect(try schema.faults(in: Data(text.replacingOccurrences(of: right, with: wrong).utf8)) != [])
  }
}
