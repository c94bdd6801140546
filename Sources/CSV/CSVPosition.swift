/// Where a record begins in its file.
public struct CSVPosition: Sendable, Hashable {
  /// The record's number, from 1; a header and refused records count, blank lines and comments do not.
  public let record: Int
  /// The record's first line, from 1, as an editor counts: blank lines and lines inside quotes count.
  public let line: Int
  /// The file offset of the record's first byte, from 0; a byte order mark counts.
  public let byteOffset: Int

  /// A position by its three numbers.
  public init(record: Int, line: Int, byteOffset: Int) {
    self.record = record
    self.line = line
    self.byteOffset = byteOffset
  }
}
