import Testing

@testable import Roll

struct EmailAddressTests {
  private func canonical(_ text: String) -> String? {
    EmailAddress.canonical(text.utf8.span).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("a canonical address is its own canonical form, for random and for odd addresses")
  func idempotent() {
    var random = SplitMix64(state: 6)
    let pieces = Array("aZ.+-_é9Ä").map(String.init)
    let domains = [
      "gmail.com", "Googlemail.com", "example.org", "outlook.com", "münchen.example", "EXAMPLE.net", "例え.jp",
    ]
    for _ in 0..<3000 {
      let local = (0..<(1 + random.below(6))).map { _ in pieces[random.below(pieces.count)] }.joined()
      guard let once = canonical(local + "@" + domains[random.below(domains.count)]) else { continue }
      #expect(canonical(once) == once, "\(local) -> \(once)")
    }
  }

  @Test("one mailbox has one canonical form; where a provider keeps dots and tags apart, so do we")
  func providers() {
    for same in [
      "a.b@gmail.com", "ab@googlemail.com", "A.B+news@GMAIL.com", " ab+x+y@gmail.com ", "a..b@gmail.com",
    ] {
      #expect(canonical(same) == "ab@gmail.com", "\(same)")
    }
    for domain in ["outlook.com", "fastmail.com", "proton.me", "icloud.com"] {
      #expect(canonical("a.b+news@\(domain)") == "a.b@\(domain)")
      #expect(canonical("a.b@\(domain)") != canonical("ab@\(domain)"))
    }
    #expect(canonical("a.b+news@example.org") == "a.b+news@example.org")
    #expect(canonical("+x@gmail.com") == "+x@gmail.com")
  }

  @Test("a domain is in lower case and ASCII form, a local part in lower case and composed")
  func domains() {
    #expect(canonical("x@MÜNCHEN.example") == canonical("x@xn--mnchen-3ya.example"))
    #expect(canonical("x@münchen.example") == "x@xn--mnchen-3ya.example")
    #expect(canonical("JOSE\u{301}@example.org") == canonical("josé@example.org"))
    #expect(canonical("josé@example.org") != canonical("jose@example.org"))
    #expect(canonical("X@Example.ORG") == "x@example.org")
  }

  @Test(
    "what stands around an address is left out, and that is told",
    arguments: [
      " a@b.org ", "\ta@b.org\n", "\u{A0}a@b.org", "a@b.org\u{200B}", "\u{FEFF}a@b.org",
      "\u{202A}a@b.org\u{202C}",
      "mailto:a@b.org", "MailTo: a@b.org", "<a@b.org>", "Ann Bo <a@b.org>", "\"Bo, Ann\" <a@b.org>",
      "<mailto:a@b.org>",
      "a@b.org;", "a@b.org, ", "آن <a@b.org>", "\u{3000}a@b.org\u{3000}",
    ])
  func trimmed(_ text: String) {
    guard case .address(let address) = EmailAddress.read(text.utf8.span) else {
      Issue.record("\(text) is refused")
      return
    }
    #expect(String(decoding: address.canonical, as: UTF8.self) == "a@b.org")
    #expect(address.isTrimmed && !address.isFolded && !address.isShortened)
  }

  @Test("capitals, and what a provider ignores, are told; an address as it is known by has none of them")
  func mended() {
    for (text, folded, shortened) in [
      ("a@b.org", false, false), ("A@b.org", true, false), ("a@B.org", true, false), ("É@b.org", true, false),
      ("é@b.org", false, false), ("a.b@gmail.com", false, true), ("A+b@gmail.com", true, true),
      ("a@googlemail.com", false, true), ("a+b@b.org", false, false), ("x@münchen.example", false, false),
    ] {
      guard case .address(let address) = EmailAddress.read(text.utf8.span) else {
        Issue.record("\(text) is refused")
        continue
      }
      #expect(address.isFolded == folded && address.isShortened == shortened && !address.isTrimmed, "\(text)")
    }
  }

  @Test(
    "a refusal says what is wrong",
    arguments: [
      ("a.b.org", "it has no @"), ("a＠b.org", "it has no @"), ("a@b.org c@d.org", "more than one"),
      ("a@b.org;c@d.org", "more than one"), ("a@b.org,c@d.org", "more than one"),
      ("a@b.org / c@d.org", "more than one"),
      ("Ann a@b.org <c@d.org>", "more than one"), ("a@b@c.org", "more than one"),
      ("@b.org", "nothing stands before"),
      ("a@b", "no dot"), ("a@b.org.", "ends in a dot"), ("a@.b.org", "not a domain"),
      ("a@b..org", "not a domain"),
      ("a@-b.org", "not a domain"), ("a@b_c.org", "not a domain"), ("a@", "not a domain"),
      ("é@b..org", "not a domain"),
      ("\"a\"@b.org", "quotes"), ("a(x)@b.org", "comment"), ("a@[192.0.2.1]", "number"),
      ("a b@c.org", "space"),
      ("a\u{A0}b@c.org", "space"), ("a\u{200B}b@c.org", "U+200B"), ("a\u{202E}b@c.org", "U+202E"),
      ("a\u{7F}b@c.org", "U+007F"), ("a:b@c.org", "‘:’"), ("a\\b@c.org", "‘\\’"), ("<a@b.org", "‘<’"),
      (String(repeating: "x", count: 65) + "@b.org", "71 bytes"),
      ("x@" + String(repeating: "b.", count: 127) + "org", "259 bytes"),
    ])
  func faults(_ text: String, _ reason: String) {
    guard case .refused(let fault) = EmailAddress.read(text.utf8.span) else {
      Issue.record("\(text) is taken")
      return
    }
    #expect(fault.description.contains(reason), "\(text): \(fault)")
  }

  @Test(
    "whatever HTML's form takes for an address with a dot in its domain is one here too, and nothing else in ASCII is"
  )
  func html() throws {
    // The expression of the HTML standard, 4.10.5.1.5, "valid e-mail address".
    let label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    let rule = try Regex("^[a-zA-Z0-9.!#$%&'*+\\/=?^_`{|}~-]+@\(label)(?:\\.\(label))+$")
    var random = SplitMix64(state: 12)
    let pieces = Array("aB1.-+_@@!#/=?\"(,:;<>[]\\ x").map(String.init)
    var valid = 0
    for _ in 0..<40_000 {
      let text =
        (0..<(1 + random.below(4))).map { _ in pieces[random.below(pieces.count)] }.joined() + "@b"
        + (0..<random.below(5)).map { _ in pieces[random.below(5)] }.joined() + [".org", ""][random.below(2)]
      let isValid = text.wholeMatch(of: rule) != nil
      valid += isValid ? 1 : 0
      let plain: Bool =
        if case .address(let address) = EmailAddress.read(text.utf8.span) { !address.isTrimmed } else {
          false
        }
      #expect(plain == isValid, "\(text)")
    }
    #expect(valid > 1000)
  }

  @Test(
    "what is no address is refused",
    arguments: [
      "", " ", "@", "a@", "@b.org", "a", "a@b", "a@b.", "a@.org", "a@b..org", "a b@c.org", "a@b c.org",
      "a@@b.org",
      "a@b@c.org", "a@-b.org", "a@b-.org", "a@b_c.org", "a\u{7F}@b.org", "a\tb@c.org", "é@b.org/x",
      "é@b.org:80",
      "é@b.org?x=1", "é@b.org#x", "é@x/b.org", "é@[::1]", "é@b%2eorg", "é@b_c.org", "..@gmail.com",
      ".+x@gmail.com",
      "a@" + String(repeating: "x", count: 64) + ".org", "a@" + String(repeating: "x.", count: 130) + "org",
    ])
  func refused(_ text: String) {
    #expect(canonical(text) == nil)
  }
}
