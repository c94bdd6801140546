/// Writes a signature file that nobody signed: for the demonstration, for benchmarks and for tests. The same bytes every time
/// for the same number of rows; names are put together from syllables, addresses end in domains that RFC 2606 reserves.
public struct SyntheticSignatures {
  /// Valid signatures that the real petition had when it was handed over.
  public static let petitionSize = 84_598

  /// The columns, named as a petition platform names them.
  static let header = "email,first_name,last_name,city,postcode,country,created_at,comment\n"

  private let rows: Int
  private let opened: Day
  private let closed: Day
  private let withFaults: Bool
  private var random: SplitMix64
  private var buffer: [UInt8] = []

  /// Rows between two days: `rows` valid signatures of as many people, besides repeats and broken rows where these are
  /// wanted.
  public init(rows: Int, opened: Day, closed: Day, withFaults: Bool = true, seed: UInt64 = 20_020_917) {
    self.rows = rows
    self.withFaults = withFaults
    self.opened = opened
    self.closed = closed
    random = SplitMix64(state: seed)
  }

  /// Writes the whole file to `sink`, in blocks.
  public mutating func write(to sink: ([UInt8]) throws -> Void) rethrows {
    buffer = Array(Self.header.utf8)
    // Sixty repeats and forty-two broken rows in the demonstration; in proportion otherwise.
    let repeats = max(1, rows / 1410)
    let broken = max(1, rows / 2014)
    var number = 0
    for (day, count) in perDay() {
      for place in 0..<count {
        let person = Person(number: number, random: &random)
        let second = place * 86_399 / max(1, count)
        let time = "\(day)T\(Self.clock(second))Z"
        append(person, at: time)
        if withFaults, number % max(1, rows / repeats) == 7 {
          appendRepeat(of: person, at: time, number: number)
        }
        if withFaults, number % max(1, rows / broken) == 11 { appendBroken(number, on: day) }
        number += 1
        if buffer.count > 65_536 {
          try sink(buffer)
          buffer.removeAll(keepingCapacity: true)
        }
      }
    }
    try sink(buffer)
  }

  private static func clock(_ second: Int) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
  }

  /// How many sign on each day: a wave at the opening, a quiet middle, a wave before the delivery.
  private func perDay() -> [(Day, Int)] {
    let days = (opened.number...closed.number).map { Day(number: $0) }
    let weights = days.indices.map { index -> Int in
      let fromStart = 900 / (index + 3)
      let fromEnd = 700 / (days.count - index + 4)
      let weekend = (days[index].number + 3) % 7 >= 5 ? 2 : 3
      return (24 + fromStart + fromEnd) * weekend
    }
    let all = weights.reduce(0, +)
    var given = 0
    var sum = 0
    return zip(days, weights).map { day, weight in
      sum += weight
      let upTo = rows * sum / all
      defer { given = upTo }
      return (day, upTo - given)
    }
  }

  private mutating func append(_ person: Person, at time: String) {
    let comment = random.below(9) == 0 ? Self.comments[random.below(Self.comments.count)] : ""
    line([
      person.email, person.given, person.family, person.city, person.postcode, person.country, time, comment,
    ])
  }

  /// The same address again: in other letters, or (now and then) with another name.
  private mutating func appendRepeat(of person: Person, at time: String, number: Int) {
    guard !person.email.isEmpty else { return append(person, at: time) }
    let isOther = random.below(12) == 0
    line([
      person.email.uppercased(), isOther ? "Otra" : person.given, isOther ? "Persona" : person.family,
      person.city,
      person.postcode, person.country, time, "",
    ])
  }

  /// One of the ways in which real files are broken.
  private mutating func appendBroken(_ number: Int, on day: Day) {
    let address = "broken.\(number)@example.org"
    let before = Day(number: opened.number - 3)
    let after = Day(number: closed.number + 3)
    switch random.below(7) {
    case 0: line([address, "Brok", "Enrow", "", "", "FRA", "2002-02-30T10:00:00Z", ""])
    case 1: line([address, "Brok", "Enrow", "", "", "FRA", "\(before)T10:00:00Z", ""])
    case 2: line([address, "Brok", "Enrow", "", "", "FRA", "\(after)T10:00:00Z", ""])
    case 3: buffer += "\(address),Brok,Enrow,FRA,\(day)\n".utf8
    case 4: buffer += "\(address),Br\"ok,Enrow,,,FRA,\(day)T10:00:00Z,\n".utf8
    case 5:
      buffer += "\(address),Br".utf8
      buffer += [0xF6, 0x6B]  // ‘ök’ in Windows-1252: no UTF-8
      buffer += ",Enrow,,,DEU,\(day)T10:00:00Z,\n".utf8
    default:
      line(["broken.\(number) at example.org", "Brok", "Enrow", "", "", "FRA", "\(day)T10:00:00Z", ""])
    }
  }

  private mutating func line(_ cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      if cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 }) {
        buffer.append(0x22)
        for byte in cell.utf8 {
          if byte == 0x22 { buffer.append(0x22) }
          buffer.append(byte)
        }
        buffer.append(0x22)
      } else {
        buffer += cell.utf8
      }
    }
    buffer.append(0x0A)
  }

  private static let comments = [
    "No impunity.", "Justice for the victims, everywhere", "Pas d'impunité, pour personne",
    "Sin justicia no hay paz",
    "Keine Straflosigkeit", "Нет безнаказанности", "لا للإفلات من العقاب", "不要有罪不罚",
    "She said: \"never again\"",
  ]
}

/// A small generator of random numbers that gives the same ones on every machine: SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 0 to `bound` - 1; the bias of the remainder is far below what a demonstration could show.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
