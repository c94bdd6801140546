@testable import Roll

/// Signature rows of people who do not exist: few people, few moments, many spellings, so that everything that can coincide
/// does. The same rows for the same seed.
struct RandomSignatures {
  static let header =
    "email,full_name,city,country,signed_at,confirmed_at,withdrawn_at,invalidated_at,status,comment"

  /// A row, and what the test knows of it.
  struct Row {
    var cells: [String]
    /// Whether it must be refused.
    var isBroken = false
    /// What identifies it, in the test's own words; nil where it is broken.
    var identity: String?
    var signed: Instant?

    var line: String {
      cells.map { $0.contains { ",\"\n".contains($0) } ? "\"\($0.replacing("\"", with: "\"\""))\"" : $0 }
        .joined(separator: ",")
    }
  }

  private var random: SplitMix64
  /// Whether every signature has a moment of its own.
  private let momentsAreDistinct: Bool
  /// Whether rows also state a status without its time, and times of another status than theirs.
  private let hasLooseTimes: Bool
  private var minute = 0

  init(seed: UInt64, distinctMoments: Bool = false, looseTimes: Bool = false) {
    random = SplitMix64(state: seed)
    momentsAreDistinct = distinctMoments
    hasLooseTimes = looseTimes
  }

  static func file(_ rows: [Row]) -> String { ([header] + rows.map(\.line)).joined(separator: "\n") + "\n" }

  mutating func rows(_ count: Int) -> [Row] { (0..<count).map { _ in row() } }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }
  mutating func below(_ bound: Int) -> Int { random.below(bound) }

  mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
    var values = values
    for index in values.indices { values.swapAt(index, random.below(index + 1)) }
    return values
  }

  private mutating func row() -> Row {
    let person = random.below(10)
    let isWeak = random.below(6) == 0
    let signed = random.below(7) == 0 ? nil : moment()
    let name = "Signer \(["A", "B"][random.below(4) / 3])"
    var row = Row(cells: [
      isWeak ? pick(["", " "]) : spelling(of: person), isWeak ? "Weak \(random.below(3))" : name,
      pick(["", "Oslo"]),
      pick(["FRA", "fr", "France", "Frankreich", "DEU", "Germany", "Atlantis", "", "NO", "Côte d'Ivoire"]),
      signed.map { notation(of: $0) } ?? "", "", "", "", "",
      pick(["", "", "=1+1", "two\nlines", "a \"word\""]),
    ])
    row.signed = signed
    state(&row)
    if hasLooseTimes, signed != nil { loosen(&row) }
    let all = ([signed?.description ?? ""] + [row.cells[0]] + row.cells[1...3] + [row.cells[9]]).joined(
      separator: "|")
    row.identity = isWeak ? all : "person \(person)"
    if random.below(12) == 0 { spoil(&row) }
    return row
  }

  /// Addresses of one mailbox; people with even numbers are at a provider that ignores dots and tags.
  private mutating func spelling(of person: Int) -> String {
    person % 2 == 0
      ? pick([
        "signer\(person)@gmail.com", "Sig.ner\(person)+x@googlemail.com", " SIGNER\(person)@Gmail.com ",
      ])
      : pick(["signer\(person)@example.org", "Signer\(person)@EXAMPLE.org"])
  }

  private mutating func moment() -> Instant {
    minute += 1
    let start = Instant(startOf: Day(number: 11_950)).microseconds  // 20 September 2002
    let minutes = momentsAreDistinct ? random.below(60) * 1440 + minute * 7 : random.below(4) * 600 + 1380
    return Instant(microseconds: start + Int64(minutes) * 60_000_000)
  }

  /// The moment, in one of the ways in which files write it; the day depends on which.
  private mutating func notation(of instant: Instant) -> String {
    let (hours, text) = pick([
      (0, "Z"), (0, ""), (2, "+02:00"), (-5, "-05:00"), (14, "+14:00"), (-12, "-12:00"),
    ])
    let local = Instant(microseconds: instant.microseconds + Int64(hours) * 3_600_000_000)
    return local.description.replacing("Z", with: text)
  }

  private mutating func later(than signed: Instant?) -> String {
    let start = signed?.microseconds ?? Instant(startOf: Day(number: 11_950)).microseconds
    let gap =
      momentsAreDistinct
      ? Int64(random.below(40) + 1) * 86_400_000_000 + Int64(minute) : Int64(random.below(3)) * 36_000_000_000
    return notation(of: Instant(microseconds: start + gap))
  }

  private mutating func state(_ row: inout Row) {
    switch random.below(9) {
    case 0: row.cells[8] = "pending"
    case 1: row.cells[5] = later(than: row.signed)
    case 2: row.cells[6] = later(than: row.signed)
    case 3: (row.cells[6], row.cells[8]) = (later(than: row.signed), "withdrawn")
    case 4: (row.cells[7], row.cells[8]) = (later(than: row.signed), "invalidated")
    case 5: row.cells[7] = later(than: row.signed)
    case 6: row.cells[8] = "Validated"
    default: break
    }
  }

  private mutating func loosen(_ row: inout Row) {
    switch random.below(6) {
    case 0: (row.cells[6], row.cells[8]) = ("", "withdrawn")
    case 1: (row.cells[5], row.cells[8]) = (later(than: row.signed), "pending")
    case 2: (row.cells[5], row.cells[7], row.cells[8]) = (later(than: row.signed), "", "invalidated")
    case 3: (row.cells[6], row.cells[8]) = (later(than: row.signed), "validated")
    default: break
    }
  }

  private mutating func spoil(_ row: inout Row) {
    row.isBroken = true
    row.identity = nil
    switch random.below(5) {
    case 0: row.cells[0] = "no address"
    case 1: row.cells[4] = "2002-02-30"
    case 2: row.cells[4] = "2002-08-31"
    case 3: row.cells[8] = "perhaps"
    default: row.cells.append("one too many")
    }
  }
}
