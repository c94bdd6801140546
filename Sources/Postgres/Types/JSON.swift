#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A value that the server keeps as `json` or `jsonb`, read and written through `Codable`.
///
/// `JSON<Value?>` has the JSON null as nil; SQL's NULL is the nil of `JSON<Value>?`. To have the text as the server keeps it,
/// read the column as `String`. Numbers go through no `Double` where `Value` has a `Decimal` for them.
public struct JSON<Value: Codable & Sendable>: Sendable {
  /// The value.
  public let value: Value
  private let text: [UInt8]

  /// Takes a value and its JSON.
  /// - Throws: `PostgresError` of kind `misuse` where the value has no JSON: a NaN, say.
  public init(_ value: Value, file: String = #fileID, line: Int = #line) throws(PostgresError) {
    do {
      text = Array(try JSONEncoder().encode(value))
    } catch {
      throw .misuse("a \(Value.self) has no JSON: \(type(of: error))", file: file, line: line)
    }
    self.value = value
  }

  private init(value: Value, text: [UInt8]) {
    self.value = value
    self.text = text
  }
}

extension JSON: Equatable where Value: Equatable {
  /// Whether the values are equal.
  public static func == (left: Self, right: Self) -> Bool { left.value == right.value }
}

extension JSON: Hashable where Value: Hashable {
  /// That of the value.
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

extension JSON: PostgresEncodable {
  /// `jsonb`, which the server turns into `json` where that is wanted.
  public static var parameterType: PostgresType { .jsonb }
  /// `jsonb`, which the server turns into `json` where that is wanted.
  public var parameter: Parameter { .binary(.jsonb, [1] + text) }
}

extension JSON: PostgresDecodable {
  /// From `json` and `jsonb`, where `Value` can be decoded from it.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> JSON? {
    let text: [UInt8]
    switch type {
    case .json: text = copied(bytes)
    case .jsonb:
      // The format's version.
      guard bytes.count > 0, bytes[0] == 1 else { return nil }
      text = copied(bytes.extracting(1..<bytes.count))
    default: return nil
    }
    do {
      return JSON(value: try JSONDecoder().decode(Value.self, from: Data(text)), text: text)
    } catch {
      return nil
    }
  }
}
