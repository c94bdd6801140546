extension EmailAddress {
  /// Why a text is no address.
  enum Fault: Equatable, CustomStringConvertible {
    case noAt
    case several
    case noLocalPart
    case domain
    case noDot(String)
    case endsInDot
    case quoted
    case comment
    case literal
    case space
    case invisible(UInt32)
    case character(String)
    case tooLong(Int)

    var description: String {
      switch self {
      case .noAt: "it has no @"
      case .several: "it holds more than one"
      case .noLocalPart: "nothing stands before the @"
      case .domain: "what follows the @ is not a domain"
      case .noDot(let domain): "‘\(domain)’ is not a domain: it has no dot"
      case .endsInDot: "it ends in a dot"
      case .quoted: "it holds quotes"
      case .comment: "it holds a comment in brackets"
      case .literal: "it names a computer by its number"
      case .space: "it holds a space"
      case .invisible(let value): "it holds an invisible character, U+\(hex(value))"
      case .character(let character): "it holds ‘\(character)’"
      case .tooLong(let length):
        "it is \(length) bytes long, and 254 with 64 before the @ are the most there can be"
      }
    }

    private func hex(_ value: UInt32) -> String {
      let digits = String(value, radix: 16, uppercase: true)
      return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// What is wrong with a text that nothing surrounds; nil where only the domain's labels are left to look at.
    init?(_ text: String) {
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count > 1 else {
        self = .noAt
        return
      }
      if let fault = Fault(characters: text) {
        self = parts.count > 2 && fault != .quoted ? .several : fault
      } else if parts.count > 2 {
        self = .several
      } else if parts[0].isEmpty {
        self = .noLocalPart
      } else if parts[1].hasSuffix("."), parts[1].utf8.count > 1 {
        self = .endsInDot
      } else if !parts[1].isEmpty, !parts[1].contains("."), !parts[1].contains("\u{3002}") {
        self = .noDot(String(parts[1]))
      } else if parts[0].utf8.count > 64 || text.utf8.count > 254 {
        self = .tooLong(text.utf8.count)
      } else if !Fault.isDomainLike(parts[1]) {
        self = .domain
      } else {
        return nil
      }
    }

    private init?(characters text: String) {
      for scalar in text.unicodeScalars {
        switch scalar {
        case "@": continue
        case "\"": self = .quoted
        case "(", ")": self = .comment
        case "[", "]": self = .literal
        case "\u{200C}", "\u{200D}": continue  // between the letters of some scripts they belong there
        default:
          if scalar.value < 0x80, scalar.value > 0x20, scalar.value < 0x7F {
            if EmailAddress.isAtext[Int(scalar.value)] { continue }
            self = .character(String(scalar))
          } else if scalar.properties.isWhitespace {
            self = .space
          } else if [.control, .format].contains(scalar.properties.generalCategory) {
            self = .invisible(scalar.value)
          } else {
            continue
          }
        }
        return
      }
      return nil
    }

    /// A port, a path or a query would be cut off as parts of a URL, and their like be taken for one address.
    private static func isDomainLike(_ domain: Substring) -> Bool {
      domain.utf8.allSatisfy {
        $0 >= 0x80 || $0 &- 48 < 10 || ($0 | 0x20) &- 97 < 26 || $0 == UInt8(ascii: "-")
          || $0 == UInt8(ascii: ".")
      }
    }
  }

  /// The address in a cell without what people and programs put around it: white space, invisible characters, a comma or
  /// semicolon, `mailto:`, a name and `<…>` (RFC 5322 3.4, `name-addr`).
  static func bare(_ text: String) -> String {
    var rest = Substring(text)
    var before: Substring
    repeat {
      before = rest
      rest = trimmed(rest)
      if rest.utf8.count > 7, rest.prefix(7).lowercased() == "mailto:" { rest = rest.dropFirst(7) }
      if rest.last == ">", let open = rest.lastIndex(of: "<"), !rest[..<open].contains("@") {
        rest = rest[rest.index(after: open)...].dropLast()
      }
    } while rest != before
    return String(rest)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    func isAround(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value <= 0x20 || scalar == "," || scalar == ";" || scalar.properties.isWhitespace
        || scalar.properties.generalCategory == .format
    }
    var scalars = text.unicodeScalars
    while let first = scalars.first, isAround(first) { scalars.removeFirst() }
    while let last = scalars.last, isAround(last) { scalars.removeLast() }
    return Substring(scalars)
  }
}

/// What was done to the addresses of a file so that they can be compared. What people wrote is kept.
public struct AddressMendings: Sendable, Equatable, Codable {
  /// Addresses with something around them: white space, invisible characters, `mailto:`, a name before `<…>`.
  public var trimmed = 0
  /// Addresses with capitals.
  public var folded = 0
  /// Addresses with dots or a tag that their provider ignores.
  public var shortened = 0

  mutating func add(_ address: EmailAddress) {
    if address.isTrimmed { trimmed += 1 }
    if address.isFolded { folded += 1 }
    if address.isShortened { shortened += 1 }
  }
}
