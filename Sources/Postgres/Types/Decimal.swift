#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension Decimal: PostgresEncodable, PostgresDecodable {
  /// `numeric`
  public static var parameterType: PostgresType { .numeric }
  /// `numeric`, with as many decimals as the value has.
  public var parameter: Parameter { PostgresNumeric(self).parameter }
  /// From `numeric` and the integer types, where all digits fit: 38 do, more may. The number of decimals shown is not kept;
  /// `PostgresNumeric` keeps it.
  public static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Decimal? {
    PostgresNumeric.decode(bytes, type: type).flatMap { Decimal(exactly: $0) }
  }

  /// The same number; nil where not all of its digits fit, and for the infinities, which `Decimal` does not have.
  public init?(exactly numeric: PostgresNumeric) {
    if numeric.isNaN {
      self = .nan
      return
    }
    // A Decimal has 39 digits at most; a text much longer than the exponents reach need not be read.
    guard numeric.isFinite, numeric.digits.count <= 11, abs(numeric.weight) <= 50 else { return nil }
    guard let decimal = Decimal(string: numeric.description), PostgresNumeric(decimal) == numeric else {
      return nil
    }
    self = decimal
  }
}

extension PostgresNumeric {
  /// The same number.
  public init(_ decimal: Decimal) {
    self = PostgresNumeric(decimal.description) ?? .notANumber
  }
}
