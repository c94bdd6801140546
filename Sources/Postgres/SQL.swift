/// The text of a statement and its parameters, kept apart from the first to the last.
///
/// A value is made from a string literal. What is interpolated becomes a parameter (`$1`, `$2`, …) and never text,
/// so no value can change the meaning of a statement:
/// ```swift
/// try connection.run("SELECT title FROM petition WHERE slug = \(slug)")
/// ```
/// Three labels name the exceptions: `\(identifier:)` quotes a name, `\(fragment:)` inserts another `SQL` and renumbers
/// its parameters, `\(trusted:)` takes text that the program itself carries.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
  /// The statement as it goes to the server, with `$n` for each parameter.
  public private(set) var text: String
  /// The parameters, in the order of their numbers.
  public private(set) var parameters: [Parameter]

  /// A statement without parameters.
  public init(stringLiteral value: String) {
    text = value
    parameters = []
  }

  /// A statement from an interpolated literal.
  public init(stringInterpolation interpolation: Interpolation) {
    text = interpolation.text
    parameters = interpolation.parameters
  }

  /// A statement whose text the program carries with it, such as a file of the `sql/` folder. Never pass input here.
  public init(trusted text: String) {
    self.text = text
    parameters = []
  }

  /// Several fragments in a row, with `separator` between them.
  public static func joined(_ fragments: [SQL], separator: String) -> SQL {
    var joined = Interpolation(literalCapacity: 0, interpolationCount: 0)
    for (index, fragment) in fragments.enumerated() {
      if index > 0 { joined.appendLiteral(separator) }
      joined.appendInterpolation(fragment: fragment)
    }
    return SQL(stringInterpolation: joined)
  }

  /// Quotes a name as PostgreSQL wants it: in double quotes, with those inside doubled.
  public static func quoted(identifier: String) -> String {
    "\"" + identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// Gathers the text and the parameters of a literal.
  public struct Interpolation: StringInterpolationProtocol, Sendable {
    var text = ""
    var parameters: [Parameter] = []

    /// Begins an empty statement.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 3)
    }

    /// Takes the literal parts as they are.
    public mutating func appendLiteral(_ literal: String) {
      text += literal
    }

    /// Makes `value` the next parameter.
    public mutating func appendInterpolation(_ value: some PostgresEncodable) {
      parameters.append(value.parameter)
      text += "$\(parameters.count)"
    }

    /// Makes `value` the next parameter, NULL where it is nil.
    public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
      parameters.append(value?.parameter ?? .null)
      text += "$\(parameters.count)"
    }

    /// Inserts a name, quoted.
    public mutating func appendInterpolation(identifier: String) {
      text += SQL.quoted(identifier: identifier)
    }

    /// Inserts text that the program itself carries. Never pass input here.
    public mutating func appendInterpolation(trusted: String) {
      text += trusted
    }

    /// Inserts another statement; its parameters get the next numbers.
    public mutating func appendInterpolation(fragment: SQL) {
      guard !fragment.parameters.isEmpty else {
        text += fragment.text
        return
      }
      let shift = parameters.count
      parameters += fragment.parameters
      text += SQL.renumbered(fragment.text, by: shift)
    }
  }

  /// Adds `shift` to the number of each `$n` of a text that an interpolation made.
  static func renumbered(_ text: String, by shift: Int) -> String {
    guard shift > 0 else { return text }
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      let digits = rest[rest.index(after: dollar)...].prefix { $0.isASCII && $0.isNumber }
      if let number = Int(digits) {
        result += "$\(number + shift)"
      } else {
        result += "$"
      }
      rest = rest[digits.endIndex...]
    }
    return result + rest
  }
}
