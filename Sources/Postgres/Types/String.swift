extension String: PostgresEncodable, PostgresDecodable {
  /// Text whose type the server infers. A NUL inside is refused when the statement is run: libpq would cut there.
  public var parameter: Parameter { Parameter(type: .inferred, bytes: Array(utf8), isBinary: false) }

  /// From text of every kind, json, jsonb, xml and enums. A type whose binary form is not text does not fit.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> String? {
    switch type {
    case .text, .varchar, .bpchar, .name, .json: return text(bytes)
    case .jsonb:
      guard bytes.count > 0, bytes[0] == 1 else { return nil }
      return text(bytes.extracting(1..<bytes.count))
    default:
      guard isText(type), let text = text(bytes), !text.utf8.contains(0) else { return nil }
      return text
    }
  }

  /// Types whose binary form is their text: "char", xml, and, without a constant here, unknown, refcursor, cstring, void; and
  /// those that a database adds, which are enums and extensions' text types. Composites and ranges are added too, but their
  /// binary form has NULs, and text never has.
  private static func isText(_ type: PostgresType) -> Bool {
    switch type.rawValue {
    case PostgresType.singleByteCharacter.rawValue, PostgresType.xml.rawValue, 705, 1790, 2275, 2278: true
    default: type.isAdded
    }
  }

  private static func text(_ bytes: Span<UInt8>) -> String? {
    do {
      return String(copying: try UTF8Span(validating: bytes))
    } catch {
      return nil
    }
  }
}
