import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Random acts on the record against a slow model in memory: at every moment the record held what the model held.
@Suite(.database(from: .rules))
struct RecordModelTests {
  /// What stands, by the name of a row.
  private typealias Held = [String: [String: String]]

  private struct Scene {
    var noun: any Noun.Type
    /// The columns that change.
    var fields: [String: [String]]
    func row(_ name: String, _ random: inout SplitMix64) -> [String: String] {
      var cells = [noun.names[0]: name]
      for (field, values) in fields.sorted(by: { $0.key < $1.key }) {
        cells[field] = values[random.below(values.count)]
      }
      return cells
    }
  }

  private static let scenes = [
    Scene(
      noun: Activity.self,
      fields: [
        "kind": ["event", "meeting"], "on": ["", "2003", "..2003-05", "2003-01-29"], "sources": ["s1"],
      ]),
    Scene(
      noun: Organization.self,
      fields: [
        "name": ["X", "Y", "Z", "É"], "country": ["", "FRA"], "note": ["", "n"], "sources": ["", "s1"],
      ]),
    Scene(
      noun: Petition.self,
      fields: ["campaign": ["k"], "title": ["X", "Y"], "goal": ["", "5", "6"], "sources": ["", "s1"]]),
  ]

  @Test(
    "what was known at each moment is what the model held then, and nothing that was said is lost",
    arguments: 1...6)
  func history(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    let scene = Self.scenes[Int(seed) % 3]
    var held: Held = [:]
    var moments: [(Instant, Held)] = []
    var said = 0
    for _ in 0..<60 {
      let name = "n\(random.below(4))"
      let row = scene.row(name, &random)
      let isDone = act(scene, random.below(4), name, row, &held, on: &connection)
      said += isDone == .said ? 1 : 0
      let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
      moments.append((now, held))
    }
    #expect(said > 8)
    for (moment, expected) in moments {
      let rows = try FormListing.read(scene.noun, Clocks(knownOn: moment), on: &connection).rows
      let found = rows.map { plain($0, scene) }.filter { $0[scene.noun.names[0]]?.hasPrefix("n") == true }
      let wanted = expected.values.map { $0.filter { !$0.value.isEmpty } }
      #expect(Set(found) == Set(wanted) && found.count == wanted.count, "\(moment)")
    }
    var told = 0
    for name in (0..<4).map({ "n\($0)" }) {
      let history = try? FormHistory.read(scene.noun, Clocks(), key: name, on: &connection)
      for entry in history?.entries ?? [] {
        told += 1 + entry.before.count
        #expect(entry.fact.retractedAt == nil || entry.fact.reason == "a test")
        for (later, earlier) in zip([entry.fact] + entry.before, entry.before) {
          #expect(earlier.retractedAt == later.recordedAt && earlier.reason == "a test")
        }
      }
    }
    #expect(told == said, "every statement is told once")
    #expect(try AuditVerification.run(on: &connection).fault == nil)
  }

  private enum Result { case said, silent }

  /// Does what the model does too; what the record refuses changes neither.
  private func act(
    _ scene: Scene, _ kind: Int, _ name: String, _ row: [String: String], _ held: inout Held,
    on connection: inout Connection
  ) -> Result {
    do {
      switch kind {
      case 0:
        let form = FormRow(scene.noun.form, row.mapValues { Optional($0) })
        guard held[name] == nil else { return .silent }
        try FormEntry.add(scene.noun, form, on: &connection)
        held[name] = row
        return .said
      case 1:
        _ = try FormRetraction.run(scene.noun, FormSelection([name]), reason: "a test", on: &connection)
        held[name] = nil
        return .silent
      default:
        let changes = row.filter { $0.key != scene.noun.names[0] }.mapValues { Optional($0) }
        _ = try FormCorrection.run(
          scene.noun, FormSelection([name]), changes: changes, reason: "a test", on: &connection)
        held[name] = row
        return .said
      }
    } catch {
      return .silent
    }
  }

  private func plain(_ row: FormRow, _ scene: Scene) -> [String: String] {
    var cells: [String: String] = [:]
    for (field, cell) in zip(scene.noun.form.fields, row.cells) {
      if field.name == scene.noun.names[0] || scene.fields[field.name] != nil { cells[field.name] = cell }
    }
    return cells
  }

  @Test(
    "whatever is recorded, corrected and retracted, no event stands that has nothing to rest on",
    arguments: 21...24)
  func order(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    var done = 0
    for _ in 0..<160 {
      let isStatute = random.below(2) == 0
      let noun: any Noun.Type = isStatute ? Statute.self : Agreement.self
      let events = isStatute ? Statute.events : ["signed", "signed", "ratified", "in_force"]
      let (state, event) = (["FRA", "KEN"][random.below(2)], events[random.below(events.count)])
      let on = "\(2000 + random.below(8))"
      let cells = ["state": state, "partner": "USA", "event": event, "on": on, "sources": "s1"]
      do {
        switch random.below(3) {
        case 0: _ = try FormRetraction.run(noun, FormSelection([state, event]), reason: "x", on: &connection)
        case 1:
          _ = try FormCorrection.run(
            noun, FormSelection([state, event]), changes: ["on": on], reason: "x", on: &connection)
        default:
          try FormEntry.add(noun, FormRow(noun.form, cells.mapValues { Optional($0) }), on: &connection)
        }
        done += 1
      } catch {}
      #expect(try connection.value(Self.faults, as: Int.self) == 0)
    }
    #expect(done > 10)
  }

  /// Standing events against the order, and deposits that stand twice without a withdrawal, by the dates' years alone.
  private static let faults: SQL = """
    SELECT (SELECT count(*) FROM agreement_event e WHERE e.retracted_at IS NULL AND e.event IN ('approved', 'ratified', 'in_force')
      AND NOT EXISTS (SELECT FROM agreement_event s WHERE s.agreement_id = e.agreement_id AND s.event = 'signed'
        AND s.retracted_at IS NULL AND s.on_not_before <= e.on_not_after))
    + (SELECT count(*) FROM statute_event e WHERE e.retracted_at IS NULL AND e.event::text LIKE 'withdrawal%'
      AND NOT EXISTS (SELECT FROM statute_event s WHERE s.state = e.state AND s.retracted_at IS NULL
        AND s.on_not_before <= e.on_not_after AND CASE e.event WHEN 'withdrawal_effective' THEN s.event = 'withdrawal_notified'
          ELSE s.event IN ('ratified', 'acceded', 'accepted', 'succeeded') END))
    + (SELECT count(*) FROM (SELECT state FROM statute_event s WHERE retracted_at IS NULL
        AND event IN ('ratified', 'acceded', 'accepted', 'succeeded') AND NOT EXISTS (SELECT FROM statute_event w
          WHERE w.state = s.state AND w.retracted_at IS NULL AND w.event::text LIKE 'withdrawal%')
      GROUP BY state HAVING count(*) > 1) twice)
    """
}
