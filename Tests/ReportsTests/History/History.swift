import Foundation
import Postgres
import PostgresTesting

@testable import Roll

extension DatabaseTemplate {
  /// A campaign of nobody, on record since the first moment of every history.
  static let history = DatabaseTemplate("base of random histories") { connection in
    try Migrator.migrate(&connection)
    try connection.setForTransactions("rollcall.moment", to: "\(History.start)")
    try Record.form(Source.self, "slug,title\ns1,A source\ns2,Another source\n", on: &connection)
    let organizations = (1...6).map { "o\($0),Organization \($0),s1" }.joined(separator: "\n")
    try Record.form(Organization.self, "slug,name,sources\n\(organizations)\n", on: &connection)
    try Record.form(Coalition.self, "coalition,sources\no1,s1\no2,s1\n", on: &connection)
    try Record.form(
      Campaign.self, "slug,title,partner,coalitions,sources\nnone,None,USA,o1; o2,s1\n", on: &connection)
    try Record.form(
      Petition.self, "slug,campaign,title,kind\np1,none,One,petition\np2,none,Two,letter\n", on: &connection)
  }
}

/// A record made by random acts at moments of the test's choice, and a slow model of it: every fact with the moments at
/// which it was recorded and taken back, read one by one.
struct History: ~Copyable {
  /// What the model holds of a fact.
  struct Fact {
    var noun: String
    var cells: [String?]
    var recorded: Instant
    var retracted: Instant?
    var batch: Int64?

    func stands(_ moment: Instant) -> Bool { recorded <= moment && (retracted.map { $0 > moment } ?? true) }
  }

  /// What the model holds of a signature.
  struct Signature {
    var petition: String
    var signed: Day?
    var withdrawn: Day?
    var recorded: Instant
    var undone: Instant?
    var batch: Int64
  }

  static let start = Instant(startOf: Day(number: 18_262))  // 1 January 2020

  var random: SplitMix64
  var connection: Connection
  /// Puts moments where the program takes those of the server's clock.
  private var owner: Connection
  private(set) var moment = History.start
  private(set) var moments = [History.start]
  var facts: [Fact] = []
  var signatures: [Signature] = []
  private var people = 0

  init(seed: UInt64) throws {
    var connection = try Database.current.connect()
    var owner = try Database.current.connectAsSuperuser()
    try owner.script("SET session_replication_role = replica")
    var facts: [Fact] = []
    for noun in Nouns.all {
      for row in try FormListing.read(noun, on: &connection).rows {
        facts.append(Fact(noun: noun.form.noun, cells: row.cells, recorded: Self.start))
      }
    }
    random = SplitMix64(state: seed)
    self.facts = facts
    self.connection = connection
    self.owner = owner
  }

  /// Does so many acts, some of which the rules refuse.
  mutating func go(_ acts: Int) throws {
    for _ in 0..<acts {
      moment = Instant(microseconds: moment.microseconds + 1 + Int64(random.below(86_400_000)) * 1000)
      moments.append(moment)
      try connection.setForTransactions("rollcall.moment", to: "\(moment)")
      switch random.below(10) {
      case 0...3: try record(1 + random.below(4))
      case 4...5: try retract(thenRecord: false)
      case 6...7: try retract(thenRecord: true)
      case 8: try sign()
      default: try undo()
      }
    }
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }

  /// Brings in rows of one noun; those that are refused, or on record, are not in the model.
  private mutating func record(_ count: Int) throws {
    let noun = pick(RandomRow.nouns)
    let rows = (0..<count).map { _ in RandomRow.row(noun, &random) }
    try record(noun, rows)
  }

  private mutating func record(_ noun: any Noun.Type, _ rows: [[String?]]) throws {
    let form = noun.form
    let refused = Refused()
    var options = ImportOptions()
    options.rejects = FileManager.default.temporaryDirectory.path + "/history-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: options.rejects ?? "") }
    options.onRejection = { refused.lines.insert($0.line) }
    let lines = ([form.fields.map(\.name)] + rows.map { $0.map { $0 ?? "" } }).map {
      $0.joined(separator: ",")
    }
    let receipt = try FormImport.run(
      noun, bytes: Array((lines.joined(separator: "\n") + "\n").utf8), named: "rows.csv", options: options,
      on: &connection)
    try date(receipt.batch)
    for (index, cells) in rows.enumerated() where !refused.lines.contains(index + 2) {
      let isHeld = facts.contains { $0.noun == form.noun && $0.retracted == nil && $0.cells == cells }
      if !isHeld { facts.append(Fact(noun: form.noun, cells: cells, recorded: moment, batch: receipt.batch)) }
    }
  }

  private final class Refused: @unchecked Sendable {
    // Called by the one thread that imports.
    var lines: Set<Int> = []
  }

  /// Takes back a fact to which nothing that stands refers; a correction records another at the same moment.
  private mutating func retract(thenRecord: Bool) throws {
    let nouns = RandomRow.nouns.map { $0.form.noun }
    let standing = facts.indices.filter { index in
      let fact = facts[index]
      guard fact.retracted == nil, nouns.contains(fact.noun) else { return false }
      guard fact.noun == "organization" else { return true }
      return !facts.contains {
        $0.retracted == nil && $0.noun != "organization" && $0.cells.contains { $0 == fact.cells[0] }
      }
    }
    guard !standing.isEmpty else { return }
    let index = pick(standing)
    let fact = facts[index]
    guard let noun = RandomRow.nouns.first(where: { $0.form.noun == fact.noun }) else { return }
    let equal = zip(noun.form.fields, fact.cells).map { field, cell in
      "\(identifier: field.name) IS NOT DISTINCT FROM \(cell)" as SQL
    }
    guard
      let count = try taken(
        back: """
          UPDATE \(identifier: noun.form.table) SET retracted_at = \(moment)::timestamptz, retracted_by = 'somebody',
            retraction_reason = 'a mistake'
          WHERE fact_id IN (SELECT fact_id FROM \(identifier: noun.form.view) WHERE retracted_at IS NULL
            AND \(fragment: .joined(equal, separator: " AND ")))
          """)
    else { return }
    guard count == 1 else { throw Unforeseen(text: "\(count) rows of \(fact) were taken back") }
    facts[index].retracted = moment
    guard thenRecord else { return }
    var cells = RandomRow.row(noun, &random)
    // A correction is of the same thing.
    for place in 0..<RandomRow.identity(of: noun) { cells[place] = fact.cells[place] }
    try record(noun, [cells])
  }

  /// How many rows a statement takes back; nil where something rests on one.
  private mutating func taken(back statement: SQL) throws -> Int? {
    do {
      return try connection.execute(statement)
    } catch {
      guard let state = error.sqlState, SQLState.Class.integrityViolation ~= state else { throw error }
      return nil
    }
  }

  struct Unforeseen: Error { var text: String }

  /// People who sign once.
  private mutating func sign() throws {
    let petition = pick(["p1", "p2"])
    var lines = ["email,signed_at,withdrawn_at"]
    var rows: [(Day?, Day?)] = []
    for _ in 0...random.below(4) {
      people += 1
      let signed = random.below(6) == 0 ? nil : RandomRow.day(&random)
      // Nobody withdraws before they sign: such a row is refused.
      let withdrawn =
        random.below(4) == 0
        ? signed.map { Day(number: $0.number + random.below(300)) } ?? RandomRow.day(&random) : nil
      rows.append((signed, withdrawn))
      let days = [signed, withdrawn].map { $0.map { "\($0)" } ?? "" }
      lines.append((["person\(people)@example.org"] + days).joined(separator: ","))
    }
    let receipt = try Record.sign(petition, lines.joined(separator: "\n") + "\n", on: &connection)
    guard let batch = receipt.batch, receipt.new == rows.count else { throw Unforeseen(text: "\(receipt)") }
    try date(batch)
    for (signed, withdrawn) in rows {
      signatures.append(
        Signature(petition: petition, signed: signed, withdrawn: withdrawn, recorded: moment, batch: batch))
    }
  }

  /// Takes an import back, unless something that stands refers to its rows or rests on them.
  private mutating func undo() throws {
    let batches = Set(
      facts.filter { $0.retracted == nil }.compactMap(\.batch)
        + signatures.filter { $0.undone == nil }.map(\.batch))
    guard !batches.isEmpty else { return }
    let batch = pick(batches.sorted())
    do {
      _ = try ImportUndo.run(batch: batch, on: &connection)
    } catch let error as RollError {
      guard error.kind == .data else { throw error }
      return
    }
    for index in facts.indices where facts[index].batch == batch && facts[index].retracted == nil {
      facts[index].retracted = moment
    }
    for index in signatures.indices where signatures[index].batch == batch {
      signatures[index].undone = moment
    }
    for noun in Nouns.all {
      try owner.execute(
        """
        UPDATE \(identifier: noun.form.table) SET retracted_at = \(moment)::timestamptz
        WHERE batch_id = \(batch) AND retraction_reason = \("import \(batch) undone")
        """)
    }
    try owner.execute(
      "UPDATE import_batch SET undone_at = \(moment)::timestamptz WHERE batch_id = \(batch)")
    try owner.execute(
      "UPDATE signature_act SET recorded_at = \(moment)::timestamptz WHERE batch_id = \(batch) AND kind = 'undo'"
    )
  }

  /// Gives an import the moment of the act.
  private mutating func date(_ batch: Int64?) throws {
    guard let batch else { return }
    try owner.execute(
      "UPDATE import_batch SET recorded_at = \(moment)::timestamptz WHERE batch_id = \(batch)")
    try owner.execute(
      "UPDATE signature_act SET recorded_at = \(moment)::timestamptz WHERE batch_id = \(batch) AND kind = 'import'"
    )
  }
}
