internal import CSV
internal import Foundation

/// The file of refused rows: the input's header and `_line,_byte,_reason`. Private (0600), complete or not there at all,
/// and never in place of another file. Corrected, it can be imported as it is.
final class RejectsFile {
  /// The columns that follow the input's own.
  static let ownColumns = ["_line", "_byte", "_reason"]

  private let destination: Destination
  private let temporary: URL
  private let handle: FileHandle
  private let dialect: CSVDialect
  let header: [String]
  private(set) var count = 0
  private var buffer: [UInt8] = []

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
    let target = URL(fileURLWithPath: destination.path)
    if case .exactly(let path) = destination, FileManager.default.fileExists(atPath: path) {
      throw Self.exists(path)
    }
    temporary = target.deletingLastPathComponent().appendingPathComponent(".rejects-\(UUID().uuidString).tmp")
    let created = FileManager.default.createFile(
      atPath: temporary.path, contents: nil, attributes: [.posixPermissions: 0o600])
    guard created, let handle = try? FileHandle(forWritingTo: temporary) else {
      throw RollError(
        .cannotCreate,
        "\(target.path): the file for refused rows cannot be created here; nothing was imported",
        hint: "Name a place where it can be: --rejects FILE")
    }
    self.handle = handle
    try record(self.header)
  }

  static func exists(_ path: String) -> RollError {
    RollError(
      .cannotCreate,
      "\(path) exists, and a file for refused rows never takes another's place; nothing was imported",
      hint: "Name another: --rejects FILE")
  }

  /// Adds a row whose cells could be read.
  func append(cells: [String], _ rejection: Rejection) throws {
    try record(
      cells.map { CSVFormula.protect($0) } + [
        String(rejection.line), String(rejection.byteOffset), CSVFormula.protect(rejection.reason),
      ])
    count += 1
  }

  /// Adds a record that could not be read; it stands whole in the first field, bytes that are not text as `\xNN`.
  func append(unreadable bytes: [UInt8], _ rejection: Rejection) throws {
    let blank = Array(repeating: "", count: max(0, header.count - Self.ownColumns.count - 1))
    try append(cells: [CSVText.escaping(bytes)] + blank, rejection)
  }

  private func record(_ cells: [String]) throws {
    var writer = CSVWriter<Never>(dialect: dialect)
    writer.record(cells)
    buffer += writer.bytes()
    if buffer.count > 65_536 { try flush() }
  }

  private func flush() throws {
    do {
      try handle.write(contentsOf: Data(buffer))
    } catch {
      throw RollError(.io, "\(destination.path): writing failed: \(error.localizedDescription)")
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is left to the disk. The rows can then be read back from `temporaryPath`.
  func complete() throws {
    try flush()
    try handle.synchronize()
  }

  /// Where the rows are until `publish()`.
  var temporaryPath: String { temporary.path }

  /// Gives the file its name, and says which it became.
  func publish() throws -> String {
    try handle.close()
    for path in candidates {
      do {
        // A hard link is made only where nothing stands yet, and in one step.
        try FileManager.default.linkItem(at: temporary, to: URL(fileURLWithPath: path))
      } catch  where FileManager.default.fileExists(atPath: path) {
        continue
      }
      try FileManager.default.removeItem(at: temporary)
      return path
    }
    throw Self.exists(destination.path)
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

  /// Removes what was written so far.
  func discard() {
    try? handle.close()
    try? FileManager.default.removeItem(at: temporary)
  }
}
