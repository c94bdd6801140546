import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Random histories of states, lived through day by day, against the function that looks at them from one day.
@Suite(.database(from: .rules))
struct StatuteModelTests {
  /// A state as it lives through its days.
  private struct Life {
    var isSigned = false
    var hasDeclined = false
    /// Days of entry into force of the deposits that hold.
    var held: [Day] = []
    var hasDeposited = false
    /// Days of effect of the notices that stand.
    var notices: [Day] = []

    func status(on day: Day) -> StatuteMembership {
      if let first = held.min() {
        guard first <= day else { return .deposited }
        return notices.isEmpty ? .inForce : .leaving
      }
      if hasDeposited { return .left }
      return hasDeclined ? .declined : isSigned ? .signed : .absent
    }
  }

  private typealias Event = (kind: String, day: Day, effect: Day?)

  /// Lives from the first event to the day: what ends something goes before what begins on the same day.
  private func live(_ events: [Event], until last: Day) -> Life {
    var life = Life()
    guard let first = events.map(\.day.number).min(), first <= last.number else { return life }
    for number in first...last.number {
      let day = Day(number: number)
      let today = Set(events.filter { $0.day == day }.map(\.kind))
      if today.contains("withdrawal_rescinded") { life.notices = [] }
      if today.contains("withdrawal_effective") || life.notices.contains(day) { life.held = [] }
      life.notices.removeAll { $0 <= day }
      for event in events where event.day == day {
        switch event.kind {
        case "signed": life.isSigned = true
        case "intent_not_to_become_party", "signature_withdrawn": life.hasDeclined = true
        case "ratified", "acceded", "accepted", "succeeded":
          life.held.append(event.effect ?? article126(day))
          life.hasDeposited = true
          life.notices = []
        default: break
        }
      }
      if today.contains("withdrawal_notified") { life.notices.append(effect(of: day, events)) }
    }
    return life
  }

  /// The day of effect that is recorded for this notice and no later one, else a year after it.
  private func effect(of notice: Day, _ events: [Event]) -> Day {
    let others = ["withdrawal_notified", "ratified", "acceded", "accepted", "succeeded"]
    let next = events.filter { others.contains($0.kind) && $0.day > notice }.map(\.day).min()
    let recorded = events.filter { event in
      event.kind == "withdrawal_effective" && event.day > notice && (next.map { event.day < $0 } ?? true)
    }.map(\.day).min()
    let (year, month, day) = notice.parts
    return recorded
      ?? Day(year: year + 1, month: month, day: min(day, Day.length(year: year + 1, month: month))) ?? notice
  }

  /// Rome Statute, article 126.
  private func article126(_ deposited: Day) -> Day {
    let first = Day("2002-07-01") ?? Day(number: 0)
    guard deposited > Day("2002-04-11") ?? first else { return first }
    var day = Day(number: deposited.number + 60)
    repeat { day = Day(number: day.number + 1) } while day.parts.day != 1
    return max(first, day)
  }

  /// Terms of a state: deposits, notices, notices taken back, effects, in an order that can happen.
  private func history(of state: String, _ random: inout SplitMix64) -> [String] {
    var day = 10_600 + random.below(900)
    var rows: [String] = []
    func add(_ kind: String) {
      rows.append("\(state),\(kind),\(Day(number: day)),true,s1")
      day += 3 + random.below(500)
    }
    if random.below(3) > 0 { add("signed") }
    if random.below(4) == 0 { add("intent_not_to_become_party") }
    for _ in 0..<random.below(4) {
      add(["ratified", "acceded", "accepted"][random.below(3)])
      for _ in 0..<random.below(3) {
        add("withdrawal_notified")
        if random.below(3) == 0 { add("withdrawal_rescinded") }
      }
      if random.below(2) == 0 { add("withdrawal_effective") }
      // A new term begins after the last can have ended.
      day += 900
    }
    return rows
  }

  @Test(
    "a state stands where living through its days leads, whatever it deposited, took back or left",
    arguments: 21...26)
  func lives(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    let states = ["FRA", "DEU", "ESP", "ITA", "JPN", "KEN", "PHL", "BDI", "HUN", "ZAF"]
    let rows = states.flatMap { history(of: $0, &random) }
    let receipt = try Forms.tryLoad(
      Statute.self, "state,event,on,disputed,sources\n" + rows.joined(separator: "\n") + "\n", on: &connection
    ).receipt
    #expect(receipt.new > 20)
    let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    let held = try FormListing.read(Statute.self, on: &connection).rows.map(\.cells)
    let events = Dictionary(grouping: held) { $0[0] ?? "" }.mapValues { rows in
      rows.compactMap { row in
        row[2].flatMap { Day($0) }.map { Event(row[1] ?? "", $0, row[3].flatMap { Day($0) }) }
      }
    }
    for number in stride(from: 10_600, through: 18_500, by: 79) {
      let day = Day(number: number)
      let found = try connection.every(StatuteStates(AsKnown(asOf: day, knownOn: now)))
      let expected = events.mapValues { live($0, until: day).status(on: day) }
      for (state, status) in expected {
        let standing = found.first { $0.iso3 == state }?.status ?? .absent
        #expect(standing == status, "\(state) on \(day): \(events[state] ?? [])")
      }
    }
  }

  @Test("a notice that is taken back ends nothing, and cannot be taken back before it is given")
  func rescinded() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      Statute.self,
      """
      state,event,on,sources
      ZAF,ratified,2000-11-27,s1
      ZAF,withdrawal_notified,2016-10-19,s1
      ZAF,withdrawal_rescinded,2017-03-07,s1

      """, on: &connection)
    let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    for (text, status) in [
      ("2016-10-18", StatuteMembership.inForce), ("2016-10-19", .leaving), ("2017-03-06", .leaving),
      ("2017-03-07", .inForce), ("2017-10-19", .inForce), ("2026-01-01", .inForce),
    ] {
      let day = try #require(Day(text))
      let found = try connection.one(StatuteStates(state: "ZAF", AsKnown(asOf: day, knownOn: now)))
      #expect(found?.status == status, "\(text)")
    }
    let (receipt, reasons) = try Forms.tryLoad(
      Statute.self,
      "state,event,on,sources\nGMB,ratified,2002-06-28,s1\nGMB,withdrawal_rescinded,2017-02-10,s1\n",
      on: &connection)
    #expect(receipt.rejected == 1 && reasons.first?.contains("no notice of withdrawal before it") == true)
  }
}
