internal import Foundation

/// An e-mail address in the canonical form by which a person is known.
///
/// What is taken: RFC 5321's `Mailbox` (4.1.2) with a `Dot-string` before the @, in the characters of RFC 5322's `atext`
/// (3.2.3) and, by RFC 6531 (3.3), those beyond ASCII; behind it a domain of two labels or more of letters, digits and
/// hyphens (RFC 1123 2.1), or its international form (IDNA). Dots may stand anywhere before the @, as in the rule of HTML's
/// `input type=email`, for there are such mailboxes. No quoted strings, comments, address literals: nobody has one.
///
/// Canonical: domain in lower case and ASCII form, local part in lower case. Dots and plus-tags are dropped only for
/// providers that say they ignore them: Gmail ignores both, and googlemail.com is the same mailbox; Outlook, Fastmail,
/// Proton and iCloud deliver plus-tags to the same mailbox.
struct EmailAddress {
  /// The canonical bytes.
  var canonical: [UInt8] = []
  /// Whether something beside it in the cell was left out: white space, invisible characters, `mailto:`, a name before
  /// `<…>`, a comma or semicolon.
  var isTrimmed = false
  /// Whether capitals were taken for small letters.
  var isFolded = false
  /// Whether dots or a tag were dropped, because the provider ignores them.
  var isShortened = false

  /// What a cell holds.
  enum Reading {
    case address(EmailAddress)
    case blank
    case refused(Fault)
  }

  /// The canonical bytes; nil where the text is not an address.
  static func canonical(_ bytes: Span<UInt8>) -> [UInt8]? {
    guard case .address(let address) = read(bytes) else { return nil }
    return address.canonical
  }

  /// Reads a cell.
  static func read(_ bytes: Span<UInt8>) -> Reading {
    var address = EmailAddress()
    guard !address.readPlain(bytes) else { return .address(address) }
    let text = String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    let bare = bare(text)
    guard !bare.isEmpty else { return .blank }
    if let fault = Fault(bare) { return .refused(fault) }
    var plain: [UInt8]
    address = EmailAddress()
    if bare.utf8.allSatisfy({ $0 < 0x80 }) {
      plain = Array(bare.utf8)
      for index in plain.indices where plain[index] &- 65 < 26 { plain[index] |= 0x20 }
    } else if let folded = international(bare) {
      plain = folded
    } else {
      return .refused(.domain)
    }
    guard let at = plain.lastIndex(of: UInt8(ascii: "@")) else { return .refused(.noAt) }
    address.isTrimmed = bare != text
    address.isFolded = bare.unicodeScalars.contains { $0.properties.isUppercase }
    return address.complete(plain, at: at) ? .address(address) : .refused(.domain)
  }

  /// The everyday case, in one go over the bytes: ASCII, nothing around it, a domain with a dot. False for all others.
  private mutating func readPlain(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count <= 254 else { return false }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var at: Int?
    for index in bytes.indices {
      var byte = bytes[index]
      if byte == UInt8(ascii: "@") {
        guard at == nil, index > 0, index <= 64 else { return false }
        at = index
      } else {
        guard byte < 0x80, Self.isAtext[Int(byte)] else { return false }
        if byte &- 65 < 26 {
          byte |= 0x20
          isFolded = true
        }
      }
      text.append(byte)
    }
    guard let at else { return false }
    return complete(text, at: at)
  }

  /// Takes a text in small letters; false where its domain is none, or nothing is left of the local part.
  private mutating func complete(_ text: [UInt8], at: Int) -> Bool {
    guard Self.isDomain(text[(at + 1)...]) else { return false }
    guard let mailbox = Self.withoutTags(text, at: at) else { return false }
    isShortened = mailbox.count != text.count || mailbox != text
    canonical = mailbox
    return true
  }

  /// `atext`, and the dot.
  static let isAtext: [Bool] = (0..<128).map { (byte: UInt8) in
    byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || ".!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  static func isDomain(_ domain: ArraySlice<UInt8>) -> Bool {
    guard domain.count <= 253 else { return false }
    var labels = 1
    var length = 0
    var previous = UInt8(ascii: "-")
    for byte in domain {
      if byte == UInt8(ascii: ".") {
        guard length > 0, previous != UInt8(ascii: "-") else { return false }
        (labels, length) = (labels + 1, 0)
      } else {
        guard isDomainByte(byte), length < 63, length > 0 || byte != UInt8(ascii: "-") else { return false }
        length += 1
      }
      previous = byte
    }
    return labels >= 2 && length > 0 && previous != UInt8(ascii: "-")
  }

  private static func isDomainByte(_ byte: UInt8) -> Bool {
    byte &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "-")
  }

  /// NFC and lower case for the local part; IDNA for the domain, by the rules of Foundation's URLComponents.
  private static func international(_ text: String) -> [UInt8]? {
    guard let at = text.lastIndex(of: "@") else { return nil }
    let local = String(text[..<at]).precomposedStringWithCanonicalMapping.lowercased()
    // `URL.host(percentEncoded:)` gives the percent-encoded form on Linux; only `encodedHost` is IDNA's everywhere.
    var components = URLComponents()
    components.host = String(text[text.index(after: at)...])
    guard let host = components.encodedHost, host.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return Array(local.utf8) + [UInt8(ascii: "@")] + Array(host.lowercased().utf8)
  }

  private static func withoutTags(_ text: [UInt8], at: Int) -> [UInt8]? {
    // No provider of the list has a longer name; most domains need not be looked up.
    guard text.count - at - 1 <= longestProvider, let rule = providers[text[(at + 1)...]] else { return text }
    var mailbox = text[..<at]
    if let plus = mailbox.firstIndex(of: UInt8(ascii: "+")), plus > 0 { mailbox = mailbox[..<plus] }
    if rule.ignoresDots { mailbox.removeAll { $0 == UInt8(ascii: ".") } }
    // Nothing but dots: no mailbox has such a name, and all of them must not become one person.
    guard !mailbox.isEmpty else { return nil }
    return mailbox + [UInt8(ascii: "@")] + (rule.sameAs.map { Array($0.utf8)[...] } ?? text[(at + 1)...])
  }

  private struct Provider {
    var ignoresDots = false
    var sameAs: String?
  }

  private static let longestProvider = providers.keys.map(\.count).max() ?? 0

  private static let providers: [ArraySlice<UInt8>: Provider] = {
    var rules = [
      "gmail.com": Provider(ignoresDots: true),
      "googlemail.com": Provider(ignoresDots: true, sameAs: "gmail.com"),
    ]
    for domain in [
      "outlook.com", "hotmail.com", "live.com", "msn.com", "fastmail.com", "fastmail.fm", "proton.me",
      "protonmail.com",
      "pm.me", "icloud.com", "me.com", "mac.com",
    ] {
      rules[domain] = Provider()
    }
    return Dictionary(uniqueKeysWithValues: rules.map { (Array($0.utf8)[...], $1) })
  }()
}
