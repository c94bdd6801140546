/// What can be an element of an array of the server.
public protocol PostgresArrayElement: PostgresEncodable, PostgresDecodable {
  /// The elements' type. Where it is inferred, the whole array goes as text, so that the server can infer its type: that of an
  /// enumeration, say.
  static var elementType: PostgresType { get }
  /// The value as one of the elements, of their type.
  var elementParameter: Parameter { get }
  /// A whole array of one dimension as a parameter.
  static func parameter(for elements: [Self]) -> Parameter
  /// A whole array of one dimension from a field that is not NULL.
  static func decodeArray(_ bytes: Span<UInt8>, type: PostgresType) -> [Self]?
}

extension PostgresArrayElement {
  /// That of the value as a parameter.
  public static var elementType: PostgresType { parameterType }

  /// As where it stands alone.
  public var elementParameter: Parameter { parameter }

  /// Counted from 1, as the server counts unless told otherwise.
  public static func parameter(for elements: [Self]) -> Parameter { PostgresArray(elements).parameter }

  /// Whatever the first index is. Arrays of more dimensions do not fit; see `PostgresArray`.
  public static func decodeArray(_ bytes: Span<UInt8>, type: PostgresType) -> [Self]? {
    guard let array = PostgresArray<Self>.decode(bytes, type: type), array.dimensions.count <= 1 else {
      return nil
    }
    return array.elements
  }
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
  /// That of the empty array.
  public static var parameterType: PostgresType { Element.parameter(for: []).type }
  /// `bytea` for bytes, else an array of one dimension, with NULL for nil.
  public var parameter: Parameter { Element.parameter(for: self) }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
  /// `bytea` as bytes, else an array of one dimension. NULL is an element that is nil, and does not fit where none can be.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> [Element]? {
    Element.decodeArray(bytes, type: type)
  }
}

extension UInt8: PostgresArrayElement {
  /// `bytea`
  public static func parameter(for elements: [UInt8]) -> Parameter { .binary(.bytea, elements) }
  /// From `bytea`.
  public static func decodeArray(_ bytes: Span<UInt8>, type: PostgresType) -> [UInt8]? {
    type == .bytea ? copied(bytes) : nil
  }
}

// An array of `[UInt8]` is one of `bytea`.
extension Array: PostgresArrayElement where Element == UInt8 {}

extension Optional: PostgresArrayElement where Wrapped: PostgresArrayElement {
  /// That of the value.
  public static var elementType: PostgresType { Wrapped.elementType }
  /// The value itself, or NULL.
  public var elementParameter: Parameter { self?.elementParameter ?? .null(Wrapped.elementType) }
}

extension String: PostgresArrayElement {
  /// `text`. An array of strings is `text[]`, never inferred.
  public static var elementType: PostgresType { .text }
}
