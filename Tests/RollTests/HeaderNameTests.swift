import Foundation
import Testing

@testable import Roll

/// Laws over every name of the tables of headers.
struct HeaderNameTests {
  /// Ways to write a name that must not matter.
  private static func variants(_ name: String) -> [String] {
    [
      name, " \(name)\t", name.uppercased(), name.lowercased(), name.decomposedStringWithCanonicalMapping,
      name.folding(options: .diacriticInsensitive, locale: nil), "\u{FEFF}\(name)\u{200E}", "\(name) *",
      "\(name):",
      name.replacing(" ", with: "\u{A0}"), name.replacing(" ", with: "\n"),
      name.replacing(" ", with: " \r\n\t"), name.replacing(" ", with: "_"), name.replacing(" ", with: "  "),
      name.replacing("-", with: "‑"), name.replacing("-", with: " "), name.replacing("'", with: "’"),
      name.split(separator: " ").map { $0.hasPrefix("ال") ? String($0.dropFirst(2)) : String($0) }
        .joined(separator: " "),
    ]
  }

  @Test("every name of every language means its field, however it is typed")
  func everyName() {
    #expect(HeaderNames.written.count > 750)
    for (language, name, meaning) in HeaderNames.written {
      for text in Set(Self.variants(name)) {
        #expect(HeaderNames.meaning(of: text) == meaning, "\(language): ‘\(text)’ (\(name))")
      }
    }
  }

  @Test("no name means two fields, and none that is decided by the rest of the header means one by itself")
  func unambiguous() {
    var meanings: [String: (name: String, meaning: HeaderNames.Meaning)] = [:]
    for (language, name, meaning) in HeaderNames.written {
      let key = HeaderKey.of(name)
      #expect(!key.isEmpty, "\(name)")
      if let other = meanings[key] {
        #expect(other.meaning == meaning, "\(language): ‘\(name)’ and ‘\(other.name)’")
      }
      meanings[key] = (name, meaning)
    }
    for (names, _) in HeaderNames.doubts {
      for name in names {
        #expect(meanings[HeaderKey.of(name)] == nil, "‘\(name)’ is in both tables")
        for text in Self.variants(name) {
          if case .doubt = HeaderNames.meaning(of: text) { continue }
          Issue.record("‘\(text)’ (\(name)) is not in doubt")
        }
      }
    }
  }

  @Test("a field's own name means the field, whatever the tables say")
  func ownNames() {
    for field in SignatureField.allCases {
      #expect(HeaderNames.meaning(of: field.rawValue) == .field(field))
      #expect(ColumnMapping.isOwnName(field.rawValue, of: field))
    }
    #expect(
      ColumnMapping.isOwnName("Signed at", of: .signedAt) && !ColumnMapping.isOwnName("E-mail", of: .email))
  }

  @Test("every language has a name for every field")
  func complete() {
    let doubts = HeaderNames.doubts.flatMap(\.doubt.candidates)
    for language in Set(HeaderNames.written.map(\.language)) {
      let fields = HeaderNames.written.filter { $0.language == language }.map(\.meaning)
      for field in SignatureField.allCases where !fields.contains(.field(field)) {
        // Spelled alike in several languages, or in the table of what the rest of the header decides.
        let isShared = ["status", "source"].contains(field.rawValue) || doubts.contains(field)
        #expect(isShared, "\(language) has no \(field.rawValue)")
      }
    }
    #expect(Set(HeaderNames.written.map(\.language)).count == 10)
  }

  @Test("names that are none mean nothing: nothing visible, a long text, a part of a name")
  func nothing() {
    for text in ["", " ", "\u{200B}", "***", String(repeating: "email ", count: 40), "e", "emai", "first"] {
      #expect(HeaderNames.meaning(of: text) == nil, "\(text)")
    }
  }

  @Test("whether an answer is needed says nothing of what a column means; any other remark does")
  func remarks() {
    for (text, field) in [
      ("Code postal (facultatif)", SignatureField.postalCode), ("Email (REQUIRED)", .email),
      ("PLZ (Pflichtfeld)*", .postalCode),
      ("Телефон (необязательно)", .phone), ("الهاتف (اختياري)", .phone), ("Email Address(Optional)", .email),
    ] {
      #expect(HeaderNames.meaning(of: text) == .field(field), "\(text)")
    }
    for text in ["Name (first)", "Email (work)", "(optional)", "Email (optional) 2", "optional"] {
      #expect(HeaderNames.meaning(of: text) == nil, "\(text)")
    }
  }

  @Test("German without umlauts, camel case and the Arabic article make no difference")
  func typing() {
    for (text, field) in [
      ("Zurueckgezogen am", SignatureField.withdrawnAt), ("Strasse", .street), ("firstName", .givenName),
      ("EMAILADDRESS", .email), ("رمز البريدي", .postalCode), ("البريد الالكتروني", .email),
      ("اَلْبَلَدُ", .country), ("Населенный пункт", .city),
    ] {
      #expect(HeaderNames.meaning(of: text) == .field(field), "\(text)")
    }
  }
}
