extension PostgresNumeric: LosslessStringConvertible {
  /// The number as the server writes it, without an exponent: `-12.50`, `NaN`, `Infinity`, `-Infinity`.
  public var description: String {
    switch form {
    case .finite: break
    case .notANumber: return "NaN"
    case .infinity: return "Infinity"
    case .minusInfinity: return "-Infinity"
    }
    var text: [UInt8] = []
    for power in stride(from: max(weight, 0), through: 0, by: -1) { append(digit(at: power), to: &text) }
    let zeros = text.prefix { $0 == UInt8(ascii: "0") }.count
    text.removeFirst(min(zeros, text.count - 1))
    if scale > 0 {
      text.append(UInt8(ascii: "."))
      let end = text.count + scale
      var power = -1
      while text.count < end {
        append(digit(at: power), to: &text)
        power -= 1
      }
      text.removeLast(text.count - end)
    }
    return (isNegative ? "-" : "") + String(decoding: text, as: UTF8.self)
  }

  private func append(_ digit: UInt16, to text: inout [UInt8]) {
    for divisor in [1000, 100, 10, 1] as [UInt16] {
      text.append(UInt8(ascii: "0") + UInt8(digit / divisor % 10))
    }
  }

  /// From digits with a point and an exponent or without, or `NaN`, `Infinity`, `inf` with a sign; letters in any case, no
  /// space. The scale is that of the text. nil for everything else, and for what the server could not keep whole.
  public init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let sign = rest.first.flatMap { [UInt8(ascii: "-"), UInt8(ascii: "+")].contains($0) ? $0 : nil }
    if sign != nil { rest.removeFirst() }
    let isNegative = sign == UInt8(ascii: "-")
    switch rest.first {
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), .some(UInt8(ascii: ".")): break
    default:
      switch String(decoding: rest, as: UTF8.self).lowercased() {
      case "nan" where sign == nil: self = .notANumber
      case "inf", "infinity": self = isNegative ? .minusInfinity : .infinity
      default: return nil
      }
      return
    }
    let whole = Self.takeDigits(&rest)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = Self.takeDigits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty, let exponent = Self.exponent(rest) else { return nil }
    self.init(isNegative: isNegative, whole: whole, fraction: fraction, exponent: exponent)
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest[digits.endIndex...]
    return digits
  }

  /// What stands after the digits: nothing, or `e` and a number. nil for anything else.
  private static func exponent(_ rest: ArraySlice<UInt8>) -> Int? {
    guard let first = rest.first else { return 0 }
    guard first | 0x20 == UInt8(ascii: "e"), rest.count <= 8 else { return nil }
    return Int(String(decoding: rest.dropFirst(), as: UTF8.self))
  }

  private init?(
    isNegative: Bool, whole: ArraySlice<UInt8>, fraction: ArraySlice<UInt8>, exponent: Int
  ) {
    let decimals = Array(whole + fraction).drop { $0 == UInt8(ascii: "0") }
    // The power of ten of the last digit, and of the digits of base 10000 that hold it and the first.
    let lowest = exponent - fraction.count
    let lowestPower = (lowest >= 0 ? lowest : lowest - 3) / 4
    let padding = lowest - lowestPower * 4
    var values = decimals.map { $0 - UInt8(ascii: "0") }
    values += [UInt8](repeating: 0, count: padding)
    values.insert(contentsOf: [UInt8](repeating: 0, count: (4 - values.count % 4) % 4), at: 0)
    let digits = stride(from: 0, to: values.count, by: 4).map { start in
      values[start..<(start + 4)].reduce(0) { $0 * 10 + UInt16($1) }
    }
    self.init(
      isNegative: isNegative, digits: digits[...], weight: lowestPower + digits.count - 1,
      scale: max(0, -lowest))
  }
}
