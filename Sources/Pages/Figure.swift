/// Numbers as people read them, the same on every machine: no locale is asked.
public enum Figure {
  /// `number` in Latin digits with `separator` before every third digit from the right: `84,598`.
  public static func grouped(_ number: some BinaryInteger, separator: String = ",") -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += separator }
      text.append(digit)
    }
    return text
  }

  /// The share of `part` in `whole` in per cent with one decimal, half rounded away from zero: `10.6 %`.
  /// Nil where `whole` is not positive or a number is too large to be multiplied by 2,000.
  ///
  /// A part that is neither nothing nor all never shows as `0.0 %` or `100.0 %`: it is `<0.1 %` or `>99.9 %`.
  public static func share(_ part: Int, of whole: Int, decimalPoint: String = ".") -> String? {
    let (scaled, overflow) = part.magnitude.multipliedReportingOverflow(by: 2_000)
    guard whole > 0, !overflow, whole.magnitude <= UInt.max / 4_000 else { return nil }
    let tenths = (scaled + whole.magnitude) / (2 * whole.magnitude)
    let sign = part < 0 ? "-" : ""
    if part > 0, tenths == 0 { return "<0\(decimalPoint)1\u{A0}%" }
    if part < whole, part > 0, tenths == 1_000 { return ">99\(decimalPoint)9\u{A0}%" }
    return "\(tenths == 0 ? "" : sign)\(tenths / 10)\(decimalPoint)\(tenths % 10)\u{A0}%"
  }
}
