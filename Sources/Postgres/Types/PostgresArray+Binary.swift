// The binary format is that of array_send and array_recv in src/backend/utils/adt/arrayfuncs.c: the number of dimensions,
// whether there are NULLs, the type of the elements, length and lower bound of each dimension, the elements.

extension PostgresArray: PostgresDecodable where Element: PostgresDecodable {
  /// From an array whose elements can be read so. NULL is an element that is nil, and does not fit where none can be.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresArray? {
    var offset = 0
    guard let count: Int32 = takeInteger(bytes, at: &offset), (0...6).contains(count),
      let nulls: Int32 = takeInteger(bytes, at: &offset), (0...1).contains(nulls),
      let oid: UInt32 = takeInteger(bytes, at: &offset)
    else { return nil }
    let element = PostgresType(rawValue: oid)
    guard isArray(type, of: element) else { return nil }
    var dimensions: [Dimension] = []
    for _ in 0..<count {
      guard let length: Int32 = takeInteger(bytes, at: &offset),
        let lowerBound: Int32 = takeInteger(bytes, at: &offset)
      else { return nil }
      dimensions.append(Dimension(lowerBound: lowerBound, count: length))
    }
    // An empty oidvector has a dimension of no length.
    if dimensions.contains(where: { $0.count == 0 }) { dimensions = [] }
    guard let elements = decodeElements(bytes, from: offset, type: element) else { return nil }
    return PostgresArray(dimensions: dimensions, elements: elements)
  }

  /// As many as there are bytes for: no length is trusted.
  private static func decodeElements(
    _ bytes: Span<UInt8>, from start: Int, type: PostgresType
  ) -> [Element]? {
    var offset = start
    var elements: [Element] = []
    while offset < bytes.count {
      guard let place = takePlace(bytes, at: &offset) else { return nil }
      guard let element = place.map({ Element.decode(bytes.extracting($0), type: type) }) ?? Element.null
      else { return nil }
      elements.append(element)
    }
    return elements
  }

  /// A built-in type must be known to be that of such arrays: other types' bytes may look like one. int2vector and oidvector
  /// are arrays but for their names.
  private static func isArray(_ type: PostgresType, of element: PostgresType) -> Bool {
    if type.isAdded { return true }
    return switch type.rawValue {
    case 22: element == .int2
    case 30: element == .oid
    default: type.element == element
    }
  }
}

extension PostgresArray: PostgresEncodable where Element: PostgresArrayElement {
  /// The type of arrays of the elements' type; inferred where that is, and for types that a database added.
  public static var parameterType: PostgresType { Element.elementType.array ?? .inferred }

  /// In binary format, or as text where the server is to infer the type.
  public var parameter: Parameter {
    guard Element.elementType != .inferred else {
      return Parameter(type: .inferred, bytes: Array(literal.utf8), isBinary: false)
    }
    var bytes = bigEndianBytes(Int32(dimensions.count))
    let parameters = elements.map(\.elementParameter)
    bytes += bigEndianBytes(Int32(parameters.contains { $0.bytes == nil } ? 1 : 0))
    bytes += bigEndianBytes(Element.elementType.rawValue)
    for dimension in dimensions {
      bytes += bigEndianBytes(dimension.count) + bigEndianBytes(dimension.lowerBound)
    }
    for parameter in parameters {
      bytes += bigEndianBytes(Int32(clamping: parameter.bytes?.count ?? -1))
      bytes += parameter.bytes ?? []
    }
    return .binary(Self.parameterType, bytes)
  }
}
