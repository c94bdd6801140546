import Foundation
import PostgresTesting
import Testing

@testable import Postgres

@Suite struct NumericTests {
  @Test("A number is read from its text whole, with its scale, and written as it was read")
  func texts() {
    for text in ["0", "0.00", "1", "-1.50", "0.0001", "10000", "123456789.000000001", "NaN", "-Infinity"] {
      #expect(PostgresNumeric(text)?.description == text)
    }
    let others = [
      "+1": "1", "-0": "0", "-0.0": "0.0", "007": "7", ".5": "0.5", "5.": "5", "1e3": "1000",
      "1.25E1": "12.5",
      "1e-3": "0.001", "12.5e-1": "1.25", "0e5": "0", "inf": "Infinity", "-INF": "-Infinity", "nan": "NaN",
      "+infinity": "Infinity", "1.2e+1": "12",
    ]
    for (text, written) in others { #expect(PostgresNumeric(text)?.description == written, "\(text)") }
  }

  @Test("What is no number, or what the server could not keep whole, has no value")
  func refused() {
    let wrong = [
      "", "-", "+", ".", "e", "1e", "1e+", "1e1.5", "1 ", " 1", "1_000", "0x1F", "1,5", "--1", "-NaN", "+NaN",
      "1.2.3", "٣", "1e99999999", "1e131072", "1e-16384", "0." + String(repeating: "1", count: 16_384),
      "infinit", "1e1e1",
    ]
    for text in wrong { #expect(PostgresNumeric(text) == nil, "\(text.prefix(30))") }
  }

  @Test("Numbers are equal and ordered as the server has it, whatever decimals they show")
  func order() throws {
    let texts = [
      "-Infinity", "-1e100", "-10000", "-9999.9", "-1", "-0.0001", "0", "0.00009", "0.0001", "1", "1.0001",
      "1.1",
      "9999", "10000", "10000.1", "1e100", "Infinity", "NaN",
    ]
    let numbers = try texts.map { try #require(PostgresNumeric($0)) }
    for (i, left) in numbers.enumerated() {
      for (j, right) in numbers.enumerated() {
        #expect((left < right) == (i < j) && (left == right) == (i == j), "\(left) \(right)")
      }
    }
    #expect(PostgresNumeric("1.0") == PostgresNumeric("1.000"))
    #expect(Set(["1.0", "1.00", "1", "01"].compactMap { PostgresNumeric($0) }).count == 1)
  }

  @Test("A whole number becomes a Swift integer where it fits, to the ends of its range")
  func integers() {
    #expect(Int(exactly: "9223372036854775807" as Text) == .max)
    #expect(Int(exactly: "-9223372036854775808" as Text) == .min)
    #expect(Int(exactly: "9223372036854775808" as Text) == nil)
    #expect(Int8(exactly: "-128" as Text) == .min && Int8(exactly: "128" as Text) == nil)
    #expect(UInt64(exactly: "18446744073709551615" as Text) == .max)
    #expect(UInt64(exactly: "-1" as Text) == nil && UInt64(exactly: "-0" as Text) == 0)
    #expect(Int128(exactly: "-170141183460469231731687303715884105728" as Text) == .min)
    #expect(Int128(exactly: "170141183460469231731687303715884105728" as Text) == nil)
    #expect(UInt128(exactly: "340282366920938463463374607431768211455" as Text) == .max)
    #expect(UInt128(exactly: "340282366920938463463374607431768211456" as Text) == nil)
    for text in ["0.5", "10000.0001", "NaN", "Infinity", "1e131071", "1e-5"] as [Text] {
      #expect(Int(exactly: text) == nil)
    }
    #expect(Int(exactly: "0.000" as Text) == 0 && Int(exactly: "120000.00" as Text) == 120_000)
    for number in [0, 1, -1, .max, .min, 10_000, 99_999_999] {
      #expect(Int(exactly: PostgresNumeric(number)) == number && PostgresNumeric(number).scale == 0)
    }
  }

  @Test("The nearest Double is the one that Swift reads from the same text")
  func doubles() {
    for text in ["0.1", "-1e308", "5e-324", "NaN", "-Infinity", "123456789012345678901234567890"] as [Text] {
      let nearest = Double(nearest: text.numeric)
      #expect(nearest == Double(text.text) || (nearest.isNaN && text.text == "NaN"))
    }
    #expect(Double(nearest: ("1e1000" as Text).numeric) == .infinity)
  }

  @Test("A Decimal is the same number or none: no digit is rounded away")
  func decimals() throws {
    let kept = [
      "0", "1", "-1.5", "0.1", "12345678901234567890.12345678901234567890", "100000000000000000000000000000",
      "340282366920938463463374607431768211455", "-0.00000000000000000000000000000000000001", "1e100", "NaN",
      "99999999999999999999999999999999999999", "1e-100",
    ]
    for text in kept {
      let numeric = try #require(PostgresNumeric(text))
      let decimal = try #require(Decimal(exactly: numeric), "\(text)")
      #expect(PostgresNumeric(decimal) == numeric, "\(text)")
      #expect(decimal.isNaN == numeric.isNaN)
    }
    let lost = [
      "Infinity", "-Infinity", "340282366920938463463374607431768211457", "1e131071", "1e-200",
      "1.00000000000000000000000000000000000000000000001", "790226039477542363603238490017627247.12345",
    ]
    for text in lost { #expect(try Decimal(exactly: #require(PostgresNumeric(text))) == nil, "\(text)") }
  }

  @Test("Ten thousand numbers of random digits survive text and binary format")
  func random() throws {
    var numbers = SystemRandomNumberGenerator()
    for _ in 0..<10_000 {
      let digits = (0..<Int.random(in: 1...24, using: &numbers)).map { _ in
        Bool.random(using: &numbers) ? "0" : "\(Int.random(in: 0...9, using: &numbers))"
      }
      let cut = Int.random(in: 0..<digits.count, using: &numbers)
      let whole = digits[..<cut].joined().drop { $0 == "0" }
      let text = "\(whole.isEmpty ? "0" : whole).\(digits[cut...].joined())"
      let numeric = try #require(PostgresNumeric(text))
      #expect(numeric.description == text)
      let bytes = try #require(numeric.parameter.bytes)
      #expect(PostgresNumeric.decode(bytes.span, type: .numeric)?.description == text)
    }
  }
}

@Suite(.database) struct NumericOnServerTests {
  @Test("A Decimal goes to the server and back whole, and one that does not fit is an error")
  func decimals() throws {
    var connection = try Database.current.connect()
    let texts = [
      "0", "-12345678901234567890.1234567890123456789", "0.0001", "99999999999999999999999999999999999999",
    ]
    for text in texts {
      let decimal = try #require(Decimal(string: text))
      #expect(try connection.value("SELECT \(decimal)::text", as: String.self) == text)
      #expect(try connection.value("SELECT \(decimal)", as: Decimal.self) == decimal)
    }
    #expect(try connection.value("SELECT 1.500", as: Decimal.self) == Decimal(string: "1.5"))
    #expect(try connection.value("SELECT 7", as: Decimal.self) == 7)
    #expect(try connection.value("SELECT 'NaN'::numeric", as: Decimal.self)?.isNaN == true)
    for text in ["Infinity", "1e200", "0.1234567890123456789012345678901234567890123"] {
      let error = try refusal { _ = try connection.value("SELECT \(text)::numeric", as: Decimal.self) }
      #expect(error.kind == .decoding && error.message.contains("numeric"))
    }
  }
}

/// A number by its text.
private struct Text: ExpressibleByStringLiteral {
  let text: String
  init(stringLiteral text: String) { self.text = text }
  var numeric: PostgresNumeric { PostgresNumeric(text) ?? .notANumber }
}

extension FixedWidthInteger {
  fileprivate init?(exactly text: Text) { self.init(exactly: text.numeric) }
}
