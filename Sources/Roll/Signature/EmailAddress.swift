internal import Foundation

/// An e-mail address in the canonical form by which a person is known.
///
/// Domain in lower case and ASCII form (IDNA), local part in lower case. Dots and plus-tags are dropped only for providers
/// that say they ignore them: Gmail ignores both, and googlemail.com is the same mailbox; Outlook, Fastmail, Proton and
/// iCloud deliver plus-tags to the same mailbox.
struct EmailAddress {
  /// The canonical bytes; nil where the text is not an address.
  static func canonical(_ bytes: Span<UInt8>) -> [UInt8]? {
    var text = trimmedASCII(bytes)
    guard let at = text.lastIndex(of: UInt8(ascii: "@")), at > 0, at < text.count - 1 else { return nil }
    guard !text.contains(where: { $0 <= 0x20 || $0 == 0x7F }), !text[..<at].contains(UInt8(ascii: "@")) else {
      return nil
    }
    if text.contains(where: { $0 >= 0x80 }) {
      guard let folded = international(text, at: at) else { return nil }
      text = folded
    } else {
      for index in text.indices where text[index] &- 65 < 26 { text[index] |= 0x20 }
    }
    guard let split = text.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let domain = text[(split + 1)...]
    guard isDomain(domain) else { return nil }
    return withoutTags(local: Array(text[..<split]), domain: Array(domain))
  }

  private static func trimmedASCII(_ bytes: Span<UInt8>) -> [UInt8] {
    var first = 0
    var last = bytes.count
    while first < last, bytes[first] <= 0x20 { first += 1 }
    while last > first, bytes[last - 1] <= 0x20 { last -= 1 }
    var text: [UInt8] = []
    text.reserveCapacity(last - first)
    for index in first..<last { text.append(bytes[index]) }
    return text
  }

  private static func isDomain(_ domain: ArraySlice<UInt8>) -> Bool {
    let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.count >= 2 && domain.count <= 253
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
          && label.allSatisfy { isDomainByte($0) && $0 != UInt8(ascii: ".") }
      }
  }

  private static func isDomainByte(_ byte: UInt8) -> Bool {
    byte &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// NFC and lower case for the local part; IDNA for the domain, by the rules of Foundation's URLComponents.
  private static func international(_ text: [UInt8], at: Int) -> [UInt8]? {
    let local = String(decoding: text[..<at], as: UTF8.self).precomposedStringWithCanonicalMapping
      .lowercased()
    // A port, a path or a query would be cut off as parts of a URL, and their like be taken for one address.
    guard text[(at + 1)...].allSatisfy({ $0 >= 0x80 || isDomainByte($0) || $0 &- 65 < 26 }) else {
      return nil
    }
    let domain = String(decoding: text[(at + 1)...], as: UTF8.self)
    // `URL.host(percentEncoded:)` gives the percent-encoded form on Linux; only `encodedHost` is IDNA's everywhere.
    var components = URLComponents()
    components.host = domain
    guard let host = components.encodedHost, host.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return Array(local.utf8) + [UInt8(ascii: "@")] + Array(host.lowercased().utf8)
  }

  private static func withoutTags(local: [UInt8], domain: [UInt8]) -> [UInt8]? {
    let name = String(decoding: domain, as: UTF8.self)
    guard let rule = providers[name] else { return local + [UInt8(ascii: "@")] + domain }
    var mailbox = local
    if let plus = mailbox.firstIndex(of: UInt8(ascii: "+")), plus > 0 { mailbox.removeSubrange(plus...) }
    if rule.ignoresDots { mailbox.removeAll { $0 == UInt8(ascii: ".") } }
    // Nothing but dots: no mailbox has such a name, and all of them must not become one person.
    guard !mailbox.isEmpty else { return nil }
    return mailbox + [UInt8(ascii: "@")] + Array((rule.sameAs ?? name).utf8)
  }

  private struct Provider {
    var ignoresDots = false
    var sameAs: String?
  }

  private static let providers: [String: Provider] = {
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
    return rules
  }()
}
