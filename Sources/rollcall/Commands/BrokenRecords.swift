internal import CSV
internal import Foundation
internal import Roll

/// The file of broken records: private, complete or not there, never in place of another.
final class BrokenRecords {
  private let path: String
  private let file: WholeFile

  init(_ path: String) throws {
    self.path = path
    guard !FileManager.default.fileExists(atPath: path) else { throw Self.exists(path) }
    do {
      file = try WholeFile(beside: path)
    } catch {
      throw RollError(.cannotCreate, "\(error.description): the file for broken records cannot be created")
    }
    try record(["_line", "_byte", "_column", "_reason", "_record"])
  }

  private static func exists(_ path: String) -> RollError {
    RollError(.cannotCreate, "\(path) exists, and a file for broken records never takes another's place")
  }

  func add(_ refusal: CSVRefusal, _ broken: CSVBrokenRecord, header: [String]?) throws {
    try record([
      "\(refusal.position.line)", "\(refusal.position.byteOffset)", refusal.column.map { "\($0)" } ?? "",
      CSVFormula.protect(broken.reason(header: header)),
      CSVFormula.protect(CSVText.escaping(refusal.bytes)),
    ])
  }

  private func record(_ cells: [String]) throws {
    var writer = CSVWriter()
    writer.record(cells)
    do {
      try file.write(writer.bytes())
    } catch {
      throw RollError(.io, error.description)
    }
  }

  func publish() throws {
    do {
      try file.synchronize()
      guard try file.publish(as: path) else { throw Self.exists(path) }
    } catch let error as CSVError {
      throw RollError(.cannotCreate, error.description)
    }
  }
}

extension CSVBrokenRecord {
  /// Where it stands and what is wrong: `fair.csv:6: column 3 (note): a NUL byte (byte 134)`. The byte is that of the
  /// first fault.
  func description(of refusal: CSVRefusal, file: String, header: [String]?) -> String {
    "\(file):\(refusal.position.line): \(reason(header: header)) (byte \(refusal.faultOffset))"
  }

  /// As `csv cat --json` tells it. The byte is the record's first, as in a file of refused rows.
  func json(of refusal: CSVRefusal, header: [String]?) -> JSONValue {
    .object([
      "line": .number(Int64(refusal.position.line)),
      "byte_offset": .number(Int64(refusal.position.byteOffset)),
      "column": refusal.column.map { .number(Int64($0)) } ?? .null, "reason": .string(reason(header: header)),
    ])
  }
}
