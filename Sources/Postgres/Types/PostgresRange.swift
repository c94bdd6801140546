/// A type whose values bound a range of the server.
public protocol PostgresRangeBound: PostgresArrayElement {
  /// The type of the ranges.
  static var rangeType: PostgresType { get }
}

/// A range of the server: empty, or with a bound at each end.
///
/// The server writes ranges of days and whole numbers in one form only, the lower bound inside and the upper outside:
/// `[1,3]` comes back as `[1,4)`. Two ranges are equal here where they are written alike.
public enum PostgresRange<Bound: PostgresRangeBound>: Sendable {
  /// Where a range ends.
  public enum Limit: Sendable {
    /// Nowhere.
    case unbounded
    /// At a value that belongs to it.
    case inclusive(Bound)
    /// At a value that no longer belongs to it.
    case exclusive(Bound)

    /// The value, where there is one.
    public var bound: Bound? {
      switch self {
      case .unbounded: nil
      case .inclusive(let bound), .exclusive(let bound): bound
      }
    }
  }

  /// The range that holds nothing.
  case empty
  /// The range between two ends. The server refuses a lower end above the upper one.
  case between(Limit, Limit)
}

extension PostgresRange.Limit: Equatable where Bound: Equatable {}
extension PostgresRange.Limit: Hashable where Bound: Hashable {}
extension PostgresRange: Equatable where Bound: Equatable {}
extension PostgresRange: Hashable where Bound: Hashable {}

extension PostgresRange where Bound: Comparable {
  /// From the lower bound up to, but not with, the upper. Without anything between them it is empty.
  public init(_ range: Range<Bound>) {
    self = range.isEmpty ? .empty : .between(.inclusive(range.lowerBound), .exclusive(range.upperBound))
  }

  /// From the lower bound to the upper, both in it.
  public init(_ range: ClosedRange<Bound>) {
    self = .between(.inclusive(range.lowerBound), .inclusive(range.upperBound))
  }

  /// Whether a value lies in it.
  public func contains(_ value: Bound) -> Bool {
    guard case .between(let lower, let upper) = self else { return false }
    let isAbove =
      switch lower {
      case .unbounded: true
      case .inclusive(let bound): value >= bound
      case .exclusive(let bound): value > bound
      }
    return switch upper {
    case .unbounded: isAbove
    case .inclusive(let bound): isAbove && value <= bound
    case .exclusive(let bound): isAbove && value < bound
    }
  }
}

extension PostgresDate: PostgresRangeBound {
  /// `daterange`
  public static var rangeType: PostgresType { .daterange }
}

extension Int32: PostgresRangeBound {
  /// `int4range`
  public static var rangeType: PostgresType { .int4range }
}

extension Int64: PostgresRangeBound {
  /// `int8range`
  public static var rangeType: PostgresType { .int8range }
}

extension Int: PostgresRangeBound {
  /// `int8range`
  public static var rangeType: PostgresType { .int8range }
}

extension PostgresNumeric: PostgresRangeBound {
  /// `numrange`
  public static var rangeType: PostgresType { .numrange }
}

extension PostgresTimestamp: PostgresRangeBound {
  /// `tsrange`
  public static var rangeType: PostgresType { .tsrange }
}

extension PostgresInstant: PostgresRangeBound {
  /// `tstzrange`
  public static var rangeType: PostgresType { .tstzrange }
}
