/// A Swift value that a column can be read as.
public protocol PostgresDecodable: Sendable {
  /// The value of a field that is not NULL, in binary format; nil where the field's type or range does not fit. Nothing
  /// is ever truncated or rounded to fit.
  static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Self?
  /// The value that stands for NULL; nil where there is none.
  static var null: Self? { get }
}

extension PostgresDecodable {
  /// Most types have no value for NULL.
  @inlinable public static var null: Self? { nil }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  /// nil
  @inlinable public static var null: Wrapped?? { .some(nil) }
  /// The value itself.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Wrapped?? {
    Wrapped.decode(bytes, type: type).map { .some($0) }
  }
}

/// Reads a big-endian integer that fills the whole field.
@inlinable func decodeInteger<Number: FixedWidthInteger & BitwiseCopyable>(
  _ bytes: Span<UInt8>, as _: Number.Type = Number.self
) -> Number? {
  guard bytes.count == MemoryLayout<Number>.size else { return nil }
  // The length was just compared, and the bytes of an integer may be any.
  return unsafe Number(bigEndian: bytes.bytes.unsafeLoadUnaligned(as: Number.self))
}

@inlinable func decodeAnyInteger(_ bytes: Span<UInt8>, type: PostgresType) -> Int64? {
  switch type {
  case .int8: decodeInteger(bytes)
  case .int4: decodeInteger(bytes, as: Int32.self).map { Int64($0) }
  case .int2: decodeInteger(bytes, as: Int16.self).map { Int64($0) }
  case .oid: decodeInteger(bytes, as: UInt32.self).map { Int64($0) }
  default: nil
  }
}

extension Bool: PostgresDecodable {
  /// From `boolean`.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Bool? {
    type == .bool && bytes.count == 1 ? bytes[0] != 0 : nil
  }
}

extension Int: PostgresDecodable {
  /// From any integer type of the server.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Int? {
    decodeAnyInteger(bytes, type: type).flatMap { Int(exactly: $0) }
  }
}

extension Int64: PostgresDecodable {
  /// From any integer type of the server.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Int64? {
    decodeAnyInteger(bytes, type: type)
  }
}

extension Int32: PostgresDecodable {
  /// From any integer type of the server, where the value fits.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Int32? {
    decodeAnyInteger(bytes, type: type).flatMap { Int32(exactly: $0) }
  }
}

extension Double: PostgresDecodable {
  /// From `double precision` and `real`.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Double? {
    switch type {
    case .float8: decodeInteger(bytes).map { Double(bitPattern: $0) }
    case .float4: decodeInteger(bytes).map { Double(Float(bitPattern: $0)) }
    default: nil
    }
  }
}

extension String: PostgresDecodable {
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

  /// Types without a constant here whose binary form is their text: "char", xml, unknown, refcursor, cstring, void; and
  /// those that a database adds, which are enums and extensions' text types. Composites and ranges are added too, but
  /// their binary form has NULs, and text never has.
  private static func isText(_ type: PostgresType) -> Bool {
    [18, 142, 705, 1790, 2275, 2278].contains(type.rawValue) || type.rawValue >= firstAddedType
  }

  /// FirstNormalObjectId of src/include/access/transam.h.
  private static let firstAddedType: UInt32 = 16384

  private static func text(_ bytes: Span<UInt8>) -> String? {
    do {
      return String(copying: try UTF8Span(validating: bytes))
    } catch {
      return nil
    }
  }
}

extension PostgresDate: PostgresDecodable {
  /// From `date`; the infinities, which are no day, do not fit.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresDate? {
    guard type == .date, let days: Int32 = decodeInteger(bytes), days != .max, days != .min else {
      return nil
    }
    return PostgresDate(daysSince2000: days)
  }
}

extension PostgresInstant: PostgresDecodable {
  /// From `timestamp with time zone`; the infinities, which are no moment, do not fit.
  @inlinable public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresInstant? {
    guard type == .timestamptz, let micros: Int64 = decodeInteger(bytes), micros != .max, micros != .min
    else { return nil }
    return PostgresInstant(microsecondsSince2000: micros)
  }
}

extension PostgresUUID: PostgresDecodable {
  /// From `uuid`.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresUUID? {
    guard type == .uuid else { return nil }
    return PostgresUUID(bytes: copied(bytes))
  }
}
