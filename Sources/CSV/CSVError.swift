import Glibc

/// Why a CSV file cannot be read or used at all. A single bad record is a `CSVRefusal`, not an error.
public struct CSVError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Equatable {
    /// The file cannot be opened; the number is an `errno`.
    case cannotOpen(errno: Int32)
    /// Reading failed midway; the number is an `errno`. Records handed out before are good.
    case cannotRead(errno: Int32)
    /// Writing failed midway; the number is an `errno`.
    case cannotWrite(errno: Int32)
    /// A source of the caller's own failed; the text says how. Records handed out before are good.
    case sourceFailed(String)
    /// The file is packed or encoded in a way that cannot be read, or is damaged; the text says how.
    case unusable(String)
    /// The text is not UTF-8, and nothing proves what else; these are possible.
    case undecidedEncoding([CSVEncoding.Candidate])
    /// The file begins with the byte order mark of another encoding, which is named.
    case wrongEncoding(String)
    /// The dialect makes no sense; the text says why.
    case invalidDialect(String)
    /// The file has no record to take the header from.
    case missingHeader
    /// A column that is needed is not there; these are.
    case missingColumn(present: [String])
    /// The name of a column stands twice, first in this column (from 1).
    case doubledColumn(first: Int)
    /// A column that nothing is known of; these names are known.
    case unknownColumn(known: [String])
    /// A record was refused where that is not allowed.
    case refused(CSVRefusal.Kind)
  }

  /// What is wrong.
  public let kind: Kind
  /// The file's name as it was given to the source.
  public let file: String?
  /// The record's number, from 1.
  public let record: Int?
  /// The line, from 1.
  public let line: Int?
  /// The file offset, from 0.
  public let byteOffset: Int?
  /// The column, from 1.
  public let column: Int?
  /// The column's name.
  public let header: String?

  /// An error by its parts.
  public init(
    _ kind: Kind, file: String? = nil, record: Int? = nil, line: Int? = nil, byteOffset: Int? = nil,
    column: Int? = nil, header: String? = nil
  ) {
    self.kind = kind
    self.file = file
    self.record = record
    self.line = line
    self.byteOffset = byteOffset
    self.column = column
    self.header = header
  }

  /// A refusal where none is allowed. The header, where given, supplies the column's name.
  public init(_ refusal: CSVRefusal, file: String? = nil, header: CSVHeader? = nil) {
    let name = refusal.column.flatMap { header?.name(ofColumn: $0 - 1) }
    self.init(
      .refused(refusal.kind), file: file, record: refusal.position.record, line: refusal.position.line,
      byteOffset: refusal.faultOffset, column: refusal.column, header: name)
  }
}

extension CSVError: CustomStringConvertible {
  /// Place, column, what is wrong: `signatures.csv:2: column 2 (name): quote inside an unquoted field (byte 9)`.
  public var description: String {
    var text = file ?? ""
    if let line { text += text.isEmpty ? "line \(line)" : ":\(line)" }
    if !text.isEmpty { text += ": " }
    if let column { text += "column \(column)" + (header.map { " (\($0))" } ?? "") + ": " }
    text += kind.sentence(header: header ?? "")
    if let byteOffset, !kind.namesItsPlace { text += " (byte \(byteOffset))" }
    return text
  }
}

extension CSVError.Kind {
  /// Whether the sentence says where in the file it is.
  var namesItsPlace: Bool {
    if case .refused(.notInEncoding) = self { true } else { false }
  }

  func sentence(header: String) -> String {
    switch self {
    case .cannotOpen(let number): "cannot be opened: \(Self.meaning(of: number))"
    case .cannotRead(let number): "reading failed: \(Self.meaning(of: number))"
    case .cannotWrite(let number): "writing failed: \(Self.meaning(of: number))"
    case .sourceFailed(let text): text
    case .unusable(let text): text
    case .undecidedEncoding(let candidates):
      "the text is not UTF-8, and what it is cannot be inferred"
        + candidates.map { "\n  \($0.name): \($0.line)" }.joined()
    case .wrongEncoding(let name): "the file is \(name), not UTF-8; convert it (iconv -f \(name) -t UTF-8)"
    case .invalidDialect(let text): text
    case .missingHeader: "no header: the file holds no record"
    case .missingColumn(let present):
      "no column named \"\(header)\"; the file has \(present.joined(separator: ", "))"
    case .doubledColumn(let first): "the name \"\(header)\" stands twice, first in column \(first)"
    case .unknownColumn(let known):
      "unknown column \"\(header)\"; known are \(known.joined(separator: ", "))"
    case .refused(let kind): kind.reason
    }
  }

  private static func meaning(of number: Int32) -> String {
    // The C library returns a string that lives at least until this thread's next call; it is copied at once.
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
