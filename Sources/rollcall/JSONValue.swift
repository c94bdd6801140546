internal import Foundation

/// A JSON document that is put together piece by piece.
enum JSONValue: Encodable {
  case null
  case bool(Bool)
  case number(Int64)
  case fraction(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .fraction(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// The document in one line.
  var text: String { JSONValue.text(self) }

  /// Any value as JSON: sorted keys, slashes as they are.
  static func text(_ value: some Encodable, pretty: Bool = false) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting =
      pretty
      ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { visible(String(decoding: $0, as: UTF8.self)) } ?? "null"
  }

  /// The same document with every character that commands a terminal or reorders a line escaped. JSON itself asks for that
  /// below U+0020 only; beyond, such characters stand in strings alone, where an escape means the same.
  static func visible(_ json: String) -> String {
    guard !json.utf8.allSatisfy({ $0 < 0x7F }) else { return json }
    var text = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      if scalar != "\n", scalar.value <= 0xFFFF, Output.safe(String(scalar)).hasPrefix("\\u{") {
        let digits = String(scalar.value, radix: 16)
        text += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
