/// What a report says when it has nothing to say: an explicit `null`, where JSON's readers expect the key.
@propertyWrapper
public struct Explicit<Value: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
  /// The value, if there is one.
  public var wrappedValue: Value?
  /// A value, or none.
  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  /// From a value or `null`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  /// As a value or `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
  }
}
