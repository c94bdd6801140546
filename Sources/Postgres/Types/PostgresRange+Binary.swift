// The binary format is that of range_send and range_recv in src/backend/utils/adt/rangetypes.c: one byte of flags (RANGE_… of
// src/include/utils/rangetypes.h), then each bound that there is, with its length.

/// The flags.
private enum RangeFlag {
  static let empty: UInt8 = 0x01
  static let lowerInclusive: UInt8 = 0x02
  static let upperInclusive: UInt8 = 0x04
  static let lowerUnbounded: UInt8 = 0x08
  static let upperUnbounded: UInt8 = 0x10
}

extension PostgresRange: PostgresEncodable {
  /// The type of the ranges of such bounds.
  public static var parameterType: PostgresType { Bound.rangeType }

  /// A range in binary format.
  public var parameter: Parameter {
    guard case .between(let lower, let upper) = self else {
      return .binary(Self.parameterType, [RangeFlag.empty])
    }
    var flags: UInt8 = 0
    switch lower {
    case .unbounded: flags |= RangeFlag.lowerUnbounded
    case .inclusive: flags |= RangeFlag.lowerInclusive
    case .exclusive: break
    }
    switch upper {
    case .unbounded: flags |= RangeFlag.upperUnbounded
    case .inclusive: flags |= RangeFlag.upperInclusive
    case .exclusive: break
    }
    var bytes = [flags]
    for bound in [lower.bound, upper.bound] {
      guard let value = bound?.elementParameter.bytes else { continue }
      bytes += bigEndianBytes(Int32(clamping: value.count)) + value
    }
    return .binary(Self.parameterType, bytes)
  }
}

extension PostgresRange: PostgresDecodable {
  /// From the type of the ranges of such bounds.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresRange? {
    guard type == Bound.rangeType, bytes.count > 0 else { return nil }
    let flags = bytes[0]
    if flags & RangeFlag.empty != 0 { return bytes.count == 1 ? .empty : nil }
    guard flags < 0x20 else { return nil }
    var offset = 1
    guard
      let lower = limit(
        bytes, &offset, isUnbounded: flags & RangeFlag.lowerUnbounded != 0,
        isInclusive: flags & RangeFlag.lowerInclusive != 0),
      let upper = limit(
        bytes, &offset, isUnbounded: flags & RangeFlag.upperUnbounded != 0,
        isInclusive: flags & RangeFlag.upperInclusive != 0), offset == bytes.count
    else { return nil }
    return .between(lower, upper)
  }

  private static func limit(
    _ bytes: Span<UInt8>, _ offset: inout Int, isUnbounded: Bool, isInclusive: Bool
  ) -> Limit? {
    if isUnbounded { return .unbounded }
    guard let place = takePlace(bytes, at: &offset).flatMap({ $0 }),
      let bound = Bound.decode(bytes.extracting(place), type: Bound.elementType)
    else { return nil }
    return isInclusive ? .inclusive(bound) : .exclusive(bound)
  }
}

extension PostgresRange: CustomStringConvertible where Bound: CustomStringConvertible {
  /// The range as the server writes it: `empty`, `[1,4)`, `(,"2000-01-01 00:00:00"]`.
  public var description: String {
    guard case .between(let lower, let upper) = self else { return "empty" }
    var text = "("
    if case .inclusive = lower { text = "[" }
    text += lower.text + "," + upper.text
    if case .inclusive = upper { return text + "]" }
    return text + ")"
  }
}

extension PostgresRange.Limit where Bound: CustomStringConvertible {
  /// None of the texts that bounds have holds a quote or a backslash; those with a space are quoted.
  fileprivate var text: String {
    guard let text = bound?.description else { return "" }
    return text.contains(" ") ? "\"\(text)\"" : text
  }
}
