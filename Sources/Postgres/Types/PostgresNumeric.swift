/// A number of the server's type `numeric`, kept whole: up to 131072 digits before the point and 16383 after it, the number of
/// decimals that it shows, NaN and the infinities.
///
/// Two values are equal, and ordered, as the server has it: 1.0 equals 1.00, NaN equals NaN and is above every other value.
public struct PostgresNumeric: Sendable {
  /// What stands in place of a number.
  enum Form: Sendable, Hashable {
    case minusInfinity
    case finite
    case infinity
    case notANumber
  }

  let form: Form
  let isNegative: Bool
  /// Digits of base 10000, most significant first. Neither the first nor the last is 0; zero has none.
  let digits: [UInt16]
  /// The power of 10000 by which the first digit counts; 0 for zero.
  let weight: Int
  /// How many decimals the number shows; at least as many as its digits have.
  public let scale: Int

  private init(_ form: Form) {
    self.form = form
    (isNegative, digits, weight, scale) = (false, [], 0, 0)
  }

  /// nil where the server could not keep the number, or where it would show fewer decimals than it has. Zeros at both ends
  /// of the digits are dropped.
  init?(isNegative: Bool, digits: ArraySlice<UInt16>, weight: Int, scale: Int) {
    guard (0...Self.maximalScale).contains(scale) else { return nil }
    let kept = digits.drop { $0 == 0 }
    let end = kept.lastIndex { $0 != 0 }.map { $0 + 1 } ?? kept.startIndex
    self.digits = Array(kept[..<end])
    self.isNegative = isNegative && !self.digits.isEmpty
    self.weight = self.digits.isEmpty ? 0 : weight - (kept.startIndex - digits.startIndex)
    self.scale = scale
    form = .finite
    guard Self.weights.contains(self.weight), decimals <= scale else { return nil }
  }

  /// NUMERIC_DSCALE_MASK and the type of a weight, both of src/backend/utils/adt/numeric.c.
  static let maximalScale = 0x3FFF
  static let weights = -0x8000...0x7FFF

  /// Not a number.
  public static let notANumber = PostgresNumeric(.notANumber)
  /// Above every number.
  public static let infinity = PostgresNumeric(.infinity)
  /// Below every number.
  public static let minusInfinity = PostgresNumeric(.minusInfinity)

  /// Whether it is neither NaN nor an infinity.
  public var isFinite: Bool { form == .finite }
  /// Whether it is NaN.
  public var isNaN: Bool { form == .notANumber }

  /// The decimals without zeros at their end.
  private var decimals: Int {
    guard let last = digits.last else { return 0 }
    let zeros = last % 10 != 0 ? 0 : last % 100 != 0 ? 1 : last % 1000 != 0 ? 2 : 3
    return max(0, (digits.count - 1 - weight) * 4 - zeros)
  }

  /// The digit of base 10000 that counts by that power of 10000.
  func digit(at power: Int) -> UInt16 {
    let index = weight - power
    return digits.indices.contains(index) ? digits[index] : 0
  }
}

extension PostgresNumeric: Hashable, Comparable {
  /// Whether the server has them for equal, whatever decimals they show.
  public static func == (left: Self, right: Self) -> Bool {
    left.form == right.form && left.isNegative == right.isNegative && left.weight == right.weight
      && left.digits == right.digits
  }

  /// Equal values have equal hashes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(form)
    hasher.combine(isNegative)
    hasher.combine(weight)
    hasher.combine(digits)
  }

  /// The server's order.
  public static func < (left: Self, right: Self) -> Bool {
    guard left.isFinite, right.isFinite else { return left.rank < right.rank }
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  private var rank: Int {
    switch form {
    case .minusInfinity: 0
    case .finite: 1
    case .infinity: 2
    case .notANumber: 3
    }
  }

  private func isSmaller(than other: Self) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    return weight != other.weight
      ? weight < other.weight : digits.lexicographicallyPrecedes(other.digits)
  }
}
