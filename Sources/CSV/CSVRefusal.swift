/// Bytes of a file that could not be taken as a record: where they stand, what is wrong, and the bytes themselves.
///
/// Nothing is lost: the bytes of all records, refusals, comments, blank lines and line ends make up the file.
public struct CSVRefusal: Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Equatable {
    /// A quote stands in a field that does not begin with one. The line is refused.
    case quoteInsideField
    /// Something other than a delimiter or a line end follows a closing quote. The record's first line is refused.
    case textAfterQuote
    /// A quote does not close before the end of the file, or within `limit` bytes. The record's first line is refused.
    case unclosedQuote(limit: Int?)
    /// The record has more or fewer fields than it must. The whole record is refused.
    case fieldCount(expected: Int, found: Int)
    /// As `fieldCount`, but the record's second line alone has the right count, so that a quote of the first line
    /// seems to have swallowed good lines. The first line alone is refused; the next is read anew.
    case swallowedLines(expected: Int, found: Int)
    /// The record holds bytes that are not UTF-8. The whole record is refused.
    case notUTF8
    /// The record holds bytes that are no characters of the text's encoding; they are named with their place in the
    /// file. The whole record is refused.
    case notInEncoding(String, encoding: String)
    /// The record holds a NUL byte. The whole record is refused.
    case nul
    /// The record is longer than `limit` bytes. Its first line is refused.
    case tooLong(limit: Int)
  }

  /// What is wrong.
  public let kind: Kind
  /// Where the refused bytes begin.
  public let position: CSVPosition
  /// The column at fault, from 1, or nil where no single one is.
  public let column: Int?
  /// The file offset of the fault, from 0.
  public let faultOffset: Int
  /// The refused line or lines as they stand in the file, without the last line end. Of a text that was converted to
  /// UTF-8: in UTF-8, with `\xNN` for each byte that is no character of its encoding.
  public let bytes: [UInt8]
  /// How many bytes of a line longer than the reader's limit are missing at the end of `bytes`. Usually 0.
  public let omittedBytes: Int

  /// A refusal by its parts.
  public init(
    _ kind: Kind, at position: CSVPosition, column: Int?, faultOffset: Int, bytes: [UInt8],
    omittedBytes: Int = 0
  ) {
    self.kind = kind
    self.position = position
    self.column = column
    self.faultOffset = faultOffset
    self.bytes = bytes
    self.omittedBytes = omittedBytes
  }

  /// What is wrong, for people, without the place.
  public var reason: String {
    let cut = omittedBytes > 0 ? "; its last \(omittedBytes) bytes are left out here" : ""
    return kind.reason + cut
  }
}

extension CSVRefusal.Kind {
  /// What is wrong, for people.
  public var reason: String {
    switch self {
    case .quoteInsideField: "quote inside an unquoted field"
    case .textAfterQuote: "text after a closing quote"
    case .unclosedQuote(nil): "a quote opened here never closes"
    case .unclosedQuote(let limit?): "a quote opened here does not close within \(CSVText.size(limit))"
    case .fieldCount(let expected, let found): "expected \(CSVText.fields(expected)), found \(found)"
    case .swallowedLines(let expected, let found):
      "expected \(CSVText.fields(expected)), found \(found): a quote opened here seems never to close, "
        + "for the next line alone has \(expected)"
    case .notUTF8: "bytes that are not UTF-8 text"
    case .notInEncoding(let bytes, let encoding): "\(bytes) is no character of \(encoding)"
    case .nul: "a NUL byte"
    case .tooLong(let limit): "a record longer than \(CSVText.size(limit))"
    }
  }

  /// Whether a text says, as `reason` does, that a record could not be read.
  package static func isReason(_ text: some StringProtocol) -> Bool {
    let beginnings = [
      "quote inside an unquoted field", "text after a closing quote", "a quote opened here", "expected ",
      "bytes that are not UTF-8", "a NUL byte", "a record longer than ",
    ]
    return beginnings.contains { text.hasPrefix($0) } || text.contains(" is no character of ")
  }

  /// Whether a text says so of bytes that stand as `\xNN` in a file of refused rows.
  package static func isReasonOfBytes(_ text: some StringProtocol) -> Bool {
    ["bytes that are not UTF-8", "a NUL byte", " is no character of "].contains { text.contains($0) }
  }

  /// Whether a text says that the end of a record is left out.
  package static func isReasonOfCut(_ text: some StringProtocol) -> Bool {
    text.contains("are left out here")
  }
}
