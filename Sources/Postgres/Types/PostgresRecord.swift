/// A composite value of the server, such as a row of a table in one column. Read only: a composite is sent as its parts.
public struct PostgresRecord: Sendable {
  private let fields: [(type: PostgresType, bytes: [UInt8]?)]

  /// The number of fields.
  public var count: Int { fields.count }

  /// Reads one field, counted from 0.
  /// - Throws: `PostgresError` of kind `decoding`, where there is none or its value does not fit.
  public func value<Value: PostgresDecodable>(
    _ index: Int, as type: Value.Type = Value.self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> Value {
    var message = "there is no field at index \(index), only \(count) from 0"
    if fields.indices.contains(index) {
      let field = fields[index]
      if let value = field.bytes.map({ Value.decode($0.span, type: field.type) }) ?? Value.null {
        return value
      }
      message =
        "field \(index + 1) is \(field.bytes == nil ? "NULL" : "\(field.type)") and does not fit \(type)"
    }
    throw PostgresError(kind: .decoding, message: message, spoils: .nothing, file: file, line: line)
  }
}

extension PostgresRecord: PostgresDecodable {
  /// From `record` and from the composite types that a database adds. The binary format is that of record_send in
  /// src/backend/utils/adt/rowtypes.c: the number of fields, then type, length and bytes of each.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresRecord? {
    var offset = 0
    guard type == .record || type.isAdded, let count: Int32 = takeInteger(bytes, at: &offset) else {
      return nil
    }
    var fields: [(type: PostgresType, bytes: [UInt8]?)] = []
    while offset < bytes.count {
      guard let oid: UInt32 = takeInteger(bytes, at: &offset), let place = takePlace(bytes, at: &offset)
      else { return nil }
      fields.append((PostgresType(rawValue: oid), place.map { copied(bytes.extracting($0)) }))
    }
    guard fields.count == Int(count) else { return nil }
    return PostgresRecord(fields: fields)
  }
}
