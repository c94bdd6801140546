/// How a CSV file separates, quotes and escapes. Record ends are no part of it: LF, CRLF and CR all end a record.
public struct CSVDialect: Sendable, Equatable {
  /// The byte between two fields.
  public let delimiter: UInt8
  /// The byte around a quoted field, or nil where nothing is quoted. Doubled, it stands for itself.
  public let quote: UInt8?
  /// A byte that, inside a quoted field, makes a following quote or a following escape literal; where nothing is
  /// quoted, a following delimiter or a following escape. Elsewhere it is a byte like any other. Usually nil.
  public let escape: UInt8?
  /// A byte that, first on a line where a record could begin, makes the line a comment, which is no record. Usually nil.
  public let comment: UInt8?
  /// Whether the first record holds the names of the columns. The reader hands it out like any other record.
  public let hasHeader: Bool

  /// RFC 4180: comma, double quote, a header.
  public static let comma = CSVDialect(checked: UInt8(ascii: ","))
  /// Semicolons, as spreadsheets write where the comma is the decimal sign.
  public static let semicolon = CSVDialect(checked: UInt8(ascii: ";"))
  /// Tabs.
  public static let tab = CSVDialect(checked: UInt8(ascii: "\t"))

  /// A dialect of any bytes. Each must be ASCII, neither NUL, LF nor CR, and all different: otherwise
  /// `CSVError.Kind.invalidDialect` is thrown.
  public init(
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), escape: UInt8? = nil,
    comment: UInt8? = nil, hasHeader: Bool = true
  ) throws(CSVError) {
    let named: [(String, UInt8?)] = [
      ("delimiter", delimiter), ("quote", quote), ("escape", escape), ("comment", comment),
    ]
    var seen: [(name: String, byte: UInt8)] = []
    for case (let name, let byte?) in named {
      if byte == 0 || byte == .lineFeed || byte == .carriageReturn || byte >= 0x80 {
        throw CSVError(.invalidDialect("the \(name) must be one ASCII character, and no line end"))
      }
      if let other = seen.first(where: { $0.byte == byte }) {
        throw CSVError(.invalidDialect("the \(other.name) and the \(name) must differ"))
      }
      seen.append((name, byte))
    }
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
    self.comment = comment
    self.hasHeader = hasHeader
  }

  private init(checked delimiter: UInt8) {
    self.delimiter = delimiter
    quote = UInt8(ascii: "\"")
    escape = nil
    comment = nil
    hasHeader = true
  }
}

extension UInt8 {
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D

  var endsLine: Bool { self == .lineFeed || self == .carriageReturn }
}
