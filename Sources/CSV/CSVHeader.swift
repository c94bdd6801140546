/// The names of a file's columns, trimmed of white space, and where each stands.
///
/// Names are looked up exactly, case included; only composed and decomposed accents are the same, as in any `String`.
/// A name that stands twice is an error only once it is asked for.
public struct CSVHeader: Sendable, Equatable {
  /// The trimmed names in the file's order.
  public let names: [String]
  /// Where the header's record begins.
  public let position: CSVPosition
  /// The file's name, for messages.
  public let file: String?

  private let columns: [String: [Int]]

  /// A header of these names.
  public init(
    names: [String], position: CSVPosition = CSVPosition(record: 1, line: 1, byteOffset: 0),
    file: String? = nil
  ) {
    let trimmed = names.map(Self.trim)
    self.names = trimmed
    self.position = position
    self.file = file
    columns = Dictionary(grouping: trimmed.indices) { trimmed[$0] }
  }

  /// The record the reader stands at, taken as the header.
  public init(_ reader: borrowing CSVReader) {
    self.init(names: reader.strings(), position: reader.position, file: reader.file)
  }

  /// The name of a column counted from 0, or nil beyond the last.
  public func name(ofColumn column: Int) -> String? {
    names.indices.contains(column) ? names[column] : nil
  }

  /// The columns of this name, counted from 0: none, one, or several where it is doubled.
  public func columns(named name: String) -> [Int] { columns[Self.trim(name)] ?? [] }

  /// The one column of this name, counted from 0; nil if there is none. Throws `doubledColumn`.
  public func find(_ name: String) throws(CSVError) -> Int? {
    let found = columns(named: name)
    if found.count > 1 {
      throw error(.doubledColumn(first: found[0] + 1), column: found[1], name: names[found[1]])
    }
    return found.first
  }

  /// The one column of this name, counted from 0. Throws `missingColumn` or `doubledColumn`.
  public func column(_ name: String) throws(CSVError) -> Int {
    if let column = try find(name) { return column }
    throw error(.missingColumn(present: names), column: nil, name: name)
  }

  /// Nothing if all required names are there and all names are known, each once.
  /// Throws the first of `doubledColumn`, `unknownColumn`, `missingColumn`; `problems` returns them all.
  public func check(required: [String], optional: [String] = []) throws(CSVError) {
    if let first = problems(required: required, optional: optional).first { throw first }
  }

  /// All doubled, unknown and missing names: the first two in the file's order, then the missing in the given order.
  public func problems(required: [String], optional: [String] = []) -> [CSVError] {
    let known = required + optional
    let accepted = Set(known.map(Self.trim))
    var found: [CSVError] = []
    for (column, name) in names.enumerated() {
      let first = columns(named: name)[0]
      if first < column {
        found.append(error(.doubledColumn(first: first + 1), column: column, name: name))
      } else if !accepted.contains(name) {
        found.append(error(.unknownColumn(known: known), column: column, name: name))
      }
    }
    for name in required where columns(named: name).isEmpty {
      found.append(error(.missingColumn(present: names), column: nil, name: name))
    }
    return found
  }

  private func error(_ kind: CSVError.Kind, column: Int?, name: String) -> CSVError {
    CSVError(
      kind, file: file, record: position.record, line: position.line, column: column.map { $0 + 1 },
      header: name)
  }

  private static func trim(_ name: String) -> String {
    let scalars = name.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
