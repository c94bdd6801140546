// The binary format is that of numeric_send and numeric_recv in src/backend/utils/adt/numeric.c: the number of digits, the
// weight of the first, sign, scale, each in 16 bits, then the digits of base 10000.

extension PostgresNumeric {
  private static let negative: UInt16 = 0x4000
  private static let nan: UInt16 = 0xC000
  private static let plusInfinite: UInt16 = 0xD000
  private static let minusInfinite: UInt16 = 0xF000
}

extension PostgresNumeric: PostgresDecodable {
  /// From `numeric` and from the integer types.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> PostgresNumeric? {
    guard type == .numeric else {
      return decodeWhole(bytes, type: type).map { (whole: Int128) in PostgresNumeric(whole) }
    }
    var offset = 0
    guard let count: UInt16 = takeInteger(bytes, at: &offset),
      let weight: Int16 = takeInteger(bytes, at: &offset),
      let sign: UInt16 = takeInteger(bytes, at: &offset),
      let scale: UInt16 = takeInteger(bytes, at: &offset), bytes.count == offset + 2 * Int(count)
    else { return nil }
    switch sign {
    case nan: return count == 0 ? notANumber : nil
    case plusInfinite: return count == 0 ? infinity : nil
    case minusInfinite: return count == 0 ? minusInfinity : nil
    case 0, negative: break
    default: return nil
    }
    var digits: [UInt16] = []
    digits.reserveCapacity(Int(count))
    while let digit: UInt16 = takeInteger(bytes, at: &offset) {
      guard digit < 10_000 else { return nil }
      digits.append(digit)
    }
    return PostgresNumeric(
      isNegative: sign == negative, digits: digits[...], weight: Int(weight), scale: Int(scale))
  }
}

extension PostgresNumeric: PostgresEncodable {
  /// `numeric`
  public static var parameterType: PostgresType { .numeric }
  /// `numeric`
  public var parameter: Parameter {
    let sign =
      switch form {
      case .finite: isNegative ? Self.negative : 0
      case .notANumber: Self.nan
      case .infinity: Self.plusInfinite
      case .minusInfinity: Self.minusInfinite
      }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + 2 * digits.count)
    for part in [
      UInt16(truncatingIfNeeded: digits.count), UInt16(truncatingIfNeeded: weight), sign,
      UInt16(truncatingIfNeeded: scale),
    ] {
      bytes += bigEndianBytes(part)
    }
    for digit in digits { bytes += [UInt8(digit >> 8), UInt8(digit & 0xFF)] }
    return .binary(.numeric, bytes)
  }
}
