internal import CSV

/// A row that was refused: where, and why.
public struct Rejection: Sendable, Equatable {
  /// Line on which the record begins, from 1.
  public var line: Int
  /// Byte at which the record begins, from 0.
  public var byteOffset: Int
  /// What stands in the way; several reasons are joined by `; `.
  public var reason: String

  /// A refusal by its parts.
  public init(line: Int, byteOffset: Int, reason: String) {
    self.line = line
    self.byteOffset = byteOffset
    self.reason = reason
  }

  /// From what the reader refused.
  init(_ refusal: CSVRefusal, header: [String]?) {
    let column = refusal.column.map { number in
      let name = header.flatMap { number <= $0.count ? " (\($0[number - 1]))" : nil } ?? ""
      return "column \(number)\(name): "
    }
    self.init(
      line: refusal.position.line, byteOffset: refusal.position.byteOffset,
      reason: (column ?? "") + refusal.kind.reason)
  }
}
