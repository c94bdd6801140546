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
