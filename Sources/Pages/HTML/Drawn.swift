/// Numbers of a drawing, the same on every machine: whole, or per cent with two decimals.
enum Drawn {
  /// Larger counts would only be rounded away.
  static func bounded(_ value: Int) -> Int { min(max(value, 0), 1_000_000_000_000_000) }

  /// `part` of `whole` in hundredths of a per cent, 0...10,000.
  static func hundredths(_ part: Int, of whole: Int) -> Int {
    guard whole > 0 else { return 0 }
    return Int(
      (Double(bounded(part)) / Double(max(bounded(whole), 1)) * 10_000).rounded().clamped(to: 0...10_000))
  }

  /// `3725` as `37.25%`.
  static func percent(_ hundredths: Int) -> String {
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole)%" }
    return rest.isMultiple(of: 10) ? "\(whole).\(rest / 10)%" : "\(whole).\(rest < 10 ? "0" : "")\(rest)%"
  }

  /// The distance of lines behind a chart that reaches `top`: 1, 2 or 5 times a power of ten, so that there are at most
  /// six lines above zero.
  static func interval(upTo top: Int) -> Int {
    var power = 1
    while true {
      for factor in [1, 2, 5] where bounded(top) <= factor * power * 6 { return factor * power }
      power *= 10
    }
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
