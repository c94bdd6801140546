internal import CSV
internal import Foundation

/// The file of refused rows: the input's header and `_line,_byte,_reason`. Private (0600), complete or not there at all,
/// and never in place of another file. Corrected, it can be imported as it is: a spreadsheet neither runs nor rewrites its
/// cells.
final class RejectsFile {
  /// The columns that follow the input's own.
  static let ownColumns = ["_line", "_byte", "_reason"]

  /// Whether a file with this header is one.
  static func isOne(_ header: [String]?) -> Bool { header?.suffix(3) == ownColumns[...] }

  private let destination: Destination
  private let spool: RowSpool
  private let dialect: CSVDialect
  let header: [String]
  private(set) var count = 0

  /// Where it is to be.
  enum Destination {
    /// Here, and nowhere else.
    case exactly(String)
    /// Here, or under the next free name.
    case near(String)

    var path: String {
      switch self {
      case .exactly(let path), .near(let path): path
      }
    }
  }

  /// Creates the file under a temporary name beside its destination.
  /// - Throws: `RollError` of kind `cannotCreate`.
  init(_ destination: Destination, header: [String], dialect: CSVDialect) throws {
    self.destination = destination
    self.dialect = dialect
    self.header = header + Self.ownColumns
    if case .exactly(let path) = destination, FileManager.default.fileExists(atPath: path) {
      throw Self.exists(path)
    }
    spool = try RowSpool(beside: destination.path, called: destination.path)
    try spool.record(self.header, dialect)
  }

  static func exists(_ path: String) -> RollError {
    RollError(
      .cannotCreate,
      "\(path) exists, and a file for refused rows never takes another's place; nothing was imported",
      hint: "Name another: --rejects FILE")
  }

  /// Adds a row whose cells could be read.
  func append(cells: [String], _ rejection: Rejection) throws {
    try spool.record(
      cells.map { CSVSpreadsheetCell.protect($0) } + [
        String(rejection.line), String(rejection.byteOffset), CSVFormula.protect(rejection.reason),
      ], dialect)
    count += 1
  }

  /// Adds a record that could not be read; it stands whole in the first field, bytes that are not text as `\xNN`.
  func append(escaped text: String, _ rejection: Rejection) throws {
    let blank = Array(repeating: "", count: max(0, header.count - Self.ownColumns.count - 1))
    try append(cells: [text] + blank, rejection)
  }

  /// Writes what is left to the disk, and gives the rows back to read.
  func complete() throws -> CSVSource {
    try spool.synchronize()
    return try spool.source()
  }

  /// Gives the file its name, and says which it became.
  func publish() throws -> String {
    for path in candidates {
      do {
        if try spool.publish(as: path) { return path }
      } catch {
        throw RollError(
          .cannotCreate,
          "\(error.description): the rows are imported, the file of the refused ones is not there",
          hint: "rollcall import rejects gives them again.")
      }
    }
    throw RollError(
      .cannotCreate,
      "\(destination.path) exists: the rows are imported, the file of the refused ones is not there",
      hint: "rollcall import rejects gives them again.")
  }

  private var candidates: [String] {
    switch destination {
    case .exactly(let path): [path]
    case .near(let path):
      [path]
        + (2...999).map { number in
          path.hasSuffix(".csv") ? "\(path.dropLast(4))-\(number).csv" : "\(path)-\(number)"
        }
    }
  }
}
