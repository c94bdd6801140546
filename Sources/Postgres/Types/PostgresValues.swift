/// A calendar day, counted from 1 January 2000 as the server counts. Proleptic Gregorian calendar.
public struct PostgresDate: Sendable, Hashable {
  /// Days since 2000-01-01; negative before.
  public var daysSince2000: Int32
  /// A day by its distance from 2000-01-01.
  @inlinable public init(daysSince2000: Int32) { self.daysSince2000 = daysSince2000 }
}

/// A moment, counted in microseconds from 2000-01-01T00:00:00Z as the server counts.
public struct PostgresInstant: Sendable, Hashable, Comparable {
  /// Microseconds since 2000-01-01T00:00:00Z; negative before.
  public var microsecondsSince2000: Int64
  /// A moment by its distance from 2000-01-01T00:00:00Z.
  @inlinable public init(microsecondsSince2000: Int64) { self.microsecondsSince2000 = microsecondsSince2000 }
  /// Earlier before later.
  public static func < (left: Self, right: Self) -> Bool {
    left.microsecondsSince2000 < right.microsecondsSince2000
  }
}

/// Sixteen bytes that the server keeps as `uuid`.
public struct PostgresUUID: Sendable, Hashable {
  /// Exactly sixteen bytes, in the order in which they are written.
  public let bytes: [UInt8]
  /// nil unless there are exactly sixteen bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.bytes = bytes
  }
}
