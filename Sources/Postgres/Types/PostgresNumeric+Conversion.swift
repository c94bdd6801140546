extension PostgresNumeric: ExpressibleByIntegerLiteral {
  /// The same number without decimals.
  public init(_ whole: some BinaryInteger) {
    self = PostgresNumeric("\(whole)") ?? .notANumber
  }

  /// The same number without decimals.
  public init(integerLiteral whole: Int) { self.init(whole) }
}

extension FixedWidthInteger {
  /// The same number; nil where it has decimals other than 0, does not fit, or is none.
  public init?(exactly numeric: PostgresNumeric) {
    // Of a power of 10000 above the tenth no type has room, and the loop would be long.
    guard numeric.isFinite, numeric.weight < 10, numeric.digits.count <= numeric.weight + 1 else {
      guard numeric == 0 else { return nil }
      self = 0
      return
    }
    var magnitude: UInt128 = 0
    for power in stride(from: numeric.weight, through: 0, by: -1) {
      let (product, overflows) = magnitude.multipliedReportingOverflow(by: 10_000)
      let (sum, overflowsToo) = product.addingReportingOverflow(UInt128(numeric.digit(at: power)))
      guard !overflows, !overflowsToo else { return nil }
      magnitude = sum
    }
    guard numeric.isNegative else {
      self.init(exactly: magnitude)
      return
    }
    guard magnitude <= Int128.min.magnitude else { return nil }
    self.init(exactly: Int128(truncatingIfNeeded: 0 &- magnitude))
  }
}

extension Double {
  /// The nearest number that a `Double` can hold; an infinity where the number is beyond all of them.
  public init(nearest numeric: PostgresNumeric) {
    self = Double(numeric.description) ?? .nan
  }
}
