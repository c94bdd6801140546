/// A character encoding that files can have.
public struct TextEncoding: Sendable, Equatable {
  /// Its name as receipts give it: that of the WHATWG Encoding Standard where it has one.
  public let name: String
  /// Its name for iconv. Where people write one thing and mean its superset, this is the superset (WHATWG, section 4.2).
  let systemName: String

  private init(_ name: String, _ systemName: String? = nil) {
    self.name = name
    self.systemName = systemName ?? name.uppercased()
  }

  /// UTF-8, which is read as it is.
  public static let utf8 = TextEncoding("utf-8")
  static let utf16Little = TextEncoding("utf-16le")
  static let utf16Big = TextEncoding("utf-16be")
  static let utf32Little = TextEncoding("utf-32le")
  static let utf32Big = TextEncoding("utf-32be")

  /// All that are read.
  public static let all: [TextEncoding] =
    [.utf8, utf16Little, utf16Big, utf32Little, utf32Big]
    + (1250...1258).map { TextEncoding("windows-\($0)", "CP\($0)") }
    + [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16].map { TextEncoding("iso-8859-\($0)") }
    + [
      TextEncoding("macintosh"), TextEncoding("koi8-r"), TextEncoding("koi8-u"),
      TextEncoding("shift-jis", "CP932"), TextEncoding("gb18030"), TextEncoding("big5"),
      TextEncoding("euc-kr", "UHC"),
    ]

  private static let otherNames = [
    "latin1": "iso-8859-1", "latin2": "iso-8859-2", "latin9": "iso-8859-15", "ansi": "windows-1252",
    "macroman": "macintosh", "mac": "macintosh", "sjis": "shift-jis", "cp932": "shift-jis",
    "windows31j": "shift-jis", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "cp949": "euc-kr",
    "uhc": "euc-kr", "cp950": "big5", "utf8sig": "utf-8", "ascii": "utf-8", "usascii": "utf-8",
  ]

  /// The encoding of this name. Case, `-`, `_` and spaces do not matter, and `cp1252` or `latin1` do as well.
  /// `utf-16` and `utf-32` alone name no order of bytes; see `named`.
  public init?(named text: String) {
    let key = Self.key(text)
    let wanted = Self.otherNames[key] ?? key.replacingPrefix("cp125", with: "windows125")
    guard let found = Self.all.first(where: { Self.key($0.name) == Self.key(wanted) }) else { return nil }
    self = found
  }

  /// Whether a text can be stated to have this encoding: `utf-16` and `utf-32` too, where a mark or zero bytes tell the order.
  public static func isKnown(_ name: String) -> Bool { !named(name).isEmpty }

  /// Those that a name may stand for: one, or both orders of `utf-16` and `utf-32`, or none.
  static func named(_ text: String) -> [TextEncoding] {
    if let one = TextEncoding(named: text) { return [one] }
    switch key(text) {
    case "utf16": return [utf16Little, utf16Big]
    case "utf32": return [utf32Little, utf32Big]
    default: return []
    }
  }

  private static func key(_ text: String) -> String {
    text.lowercased().filter { !"-_ ".contains($0) }
  }

  /// The mark at the beginning of a text (Unicode Standard, section 23.8) and how long it is.
  static func mark(of bytes: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
    // UTF-32 first: its little-endian mark begins with that of UTF-16.
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return (utf32Little, 4) }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (utf32Big, 4) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (utf16Little, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (utf16Big, 2) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    return nil
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
