/// A Swift value that can stand as a parameter.
public protocol PostgresEncodable: Sendable {
  /// The value as it goes to the server.
  var parameter: Parameter { get }
  /// The type that NULL has in place of such a value, the same as that of the values; inferred unless a type says more.
  static var parameterType: PostgresType { get }
}

extension PostgresEncodable {
  /// Left to the server.
  public static var parameterType: PostgresType { .inferred }
}
