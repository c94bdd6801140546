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

  /// From what the reader refused, with all that is wrong with it.
  init(_ refusal: CSVRefusal, _ broken: CSVBrokenRecord, header: [String]?) {
    self.init(
      line: refusal.position.line, byteOffset: refusal.position.byteOffset,
      reason: broken.reason(header: header))
  }
}
