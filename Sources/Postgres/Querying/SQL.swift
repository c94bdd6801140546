/// The text of a statement and its parameters, kept apart from the first to the last.
///
/// A value is made from a string literal. What is interpolated becomes a parameter (`$1`, `$2`, …) and never text,
/// so no value can change the meaning of a statement:
/// ```swift
/// let titles = try connection.values("SELECT title FROM petition WHERE slug = \(slug)", as: String.self)
/// ```
/// Three labels name the exceptions: `\(identifier:)` quotes a name, `\(fragment:)` inserts another `SQL` and renumbers
/// its parameters, `\(trusted:)` takes text that the program itself carries.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
  // The text between the parameters, so one piece more than there are parameters. Kept, because a `$1` in the text may
  // as well stand inside a quoted literal: numbers are given to places, never searched for.
  private let pieces: [String]
  /// The statement as it goes to the server, with `$n` for each parameter.
  public let text: String
  /// The parameters, in the order of their numbers.
  public let parameters: [Parameter]

  private init(pieces: [String], parameters: [Parameter]) {
    self.pieces = pieces
    self.parameters = parameters
    text = SQL.numbered(pieces)
  }

  /// A statement without parameters.
  public init(stringLiteral value: String) {
    self.init(pieces: [value], parameters: [])
  }

  /// A statement from an interpolated literal.
  public init(stringInterpolation interpolation: Interpolation) {
    self.init(pieces: interpolation.pieces + [interpolation.open], parameters: interpolation.parameters)
  }

  /// A statement whose text the program carries with it, such as a file of the `sql/` folder. Never pass input here.
  public init(trusted text: String) {
    self.init(pieces: [text], parameters: [])
  }

  /// Several fragments in a row, with `separator` between them; their parameters are numbered through. The separator is text
  /// of the program's own: never pass input here.
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
    // By scalar: a quote that an accent follows is one Character with it, but still a quote to the server.
    var quoted = "\"".unicodeScalars
    for scalar in identifier.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }

  /// Gathers the text and the parameters of a literal.
  public struct Interpolation: StringInterpolationProtocol, Sendable {
    fileprivate var pieces: [String] = []
    fileprivate var open = ""
    fileprivate var parameters: [Parameter] = []

    /// Begins an empty statement.
    public init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(interpolationCount)
    }

    /// Takes the literal parts as they are.
    public mutating func appendLiteral(_ literal: String) {
      open += literal
    }

    /// Makes `value` the next parameter.
    public mutating func appendInterpolation(_ value: some PostgresEncodable) {
      append(value.parameter)
    }

    /// Makes `value` the next parameter, NULL where it is nil.
    public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
      append(value?.parameter ?? .null(Value.parameterType))
    }

    /// Inserts a name, quoted.
    public mutating func appendInterpolation(identifier: String) {
      open += SQL.quoted(identifier: identifier)
    }

    /// Inserts text that the program itself carries. Never pass input here.
    public mutating func appendInterpolation(trusted: String) {
      open += trusted
    }

    /// Inserts another statement; its parameters get the next numbers.
    public mutating func appendInterpolation(fragment: SQL) {
      for (piece, parameter) in zip(fragment.pieces, fragment.parameters) {
        open += piece
        append(parameter)
      }
      open += fragment.pieces.last ?? ""
    }

    private mutating func append(_ parameter: Parameter) {
      pieces.append(open)
      open = ""
      parameters.append(parameter)
    }
  }

  /// The text with `$n` between the pieces. A number that would touch a word or another number is set apart: `limit$1`
  /// is a name to the server, and `$1` before a `0` the tenth parameter.
  private static func numbered(_ pieces: [String]) -> String {
    guard var text = pieces.first, pieces.count > 1 else { return pieces.first ?? "" }
    text.reserveCapacity(pieces.reduce(0) { $0 + $1.utf8.count + 6 })
    for index in 1..<pieces.count {
      if isWord(text.utf8.last) { text += " " }
      text += "$"
      text += index < 10 ? digits[index] : String(index)
      if isWord(pieces[index].utf8.first) { text += " " }
      text += pieces[index]
    }
    return text
  }

  private static let digits = (0..<10).map { String($0) }

  private static func isWord(_ byte: UInt8?) -> Bool {
    switch byte {
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), .some(UInt8(ascii: "a")...UInt8(ascii: "z")),
      .some(UInt8(ascii: "A")...UInt8(ascii: "Z")), .some(UInt8(ascii: "_")), .some(UInt8(ascii: "$")),
      .some(0x80...):
      true
    default: false
    }
  }
}
