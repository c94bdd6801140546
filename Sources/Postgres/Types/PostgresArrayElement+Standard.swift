#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension Bool: PostgresArrayElement {}
extension Int: PostgresArrayElement {}
extension Int64: PostgresArrayElement {}
extension Int32: PostgresArrayElement {}
extension Int16: PostgresArrayElement {}
extension Int8: PostgresArrayElement {}
extension UInt16: PostgresArrayElement {}
extension UInt32: PostgresArrayElement {}

extension UInt64: PostgresArrayElement {
  /// `numeric`: all elements are of one type, and `bigint` does not hold them all.
  public static var elementType: PostgresType { .numeric }
  /// `numeric`
  public var elementParameter: Parameter { PostgresNumeric(self).parameter }
}

extension UInt: PostgresArrayElement {
  /// `numeric`: all elements are of one type, and `bigint` does not hold them all.
  public static var elementType: PostgresType { .numeric }
  /// `numeric`
  public var elementParameter: Parameter { PostgresNumeric(self).parameter }
}

extension Float: PostgresArrayElement {}
extension Double: PostgresArrayElement {}
extension Decimal: PostgresArrayElement {}
extension PostgresNumeric: PostgresArrayElement {}
extension UUID: PostgresArrayElement {}
extension PostgresDate: PostgresArrayElement {}
extension PostgresTime: PostgresArrayElement {}
extension PostgresTimestamp: PostgresArrayElement {}
extension PostgresInstant: PostgresArrayElement {}
extension PostgresInterval: PostgresArrayElement {}
extension PostgresRange: PostgresArrayElement {}
extension JSON: PostgresArrayElement {}
