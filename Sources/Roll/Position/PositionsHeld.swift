public import Postgres

/// Who is for something and who is against it on a day, and what each said before.
public struct PositionsHeld: Sendable {
  /// An actor's position.
  public struct Stand: Sendable, Equatable {
    /// The newest position on what was asked for.
    public var row: FormRow
    /// What other sources say of it.
    public var contradictions: [FormRow]
    /// The actor's other positions that are not newer, the newest first: on this, and on other things.
    public var before: [FormRow]
  }

  private let rows: [FormRow]
  /// All of them, in byte order.
  public var all: [FormRow] { rows }

  /// The positions that count on the day, as it was known at the moment.
  public static func read(_ clocks: Clocks, on connection: inout Connection) throws -> PositionsHeld {
    PositionsHeld(rows: try FormListing.read(HeldPosition.self, clocks, on: &connection).rows)
  }

  init(rows: [FormRow]) { self.rows = rows }

  /// The latest position of each actor on a thing, those for it first, sponsors before others.
  public func stands(on about: String) -> [Stand] {
    let mine = rows.filter { isSame(cell($0, "about"), about) }
    let actors = Dictionary(grouping: mine) { cell($0, "actor")?.lowercased() }
    let stands = actors.values.compactMap { positions -> Stand? in
      let followed = positions.filter { cell($0, "standing") == "followed" }.sorted(by: isNewer)
      guard let newest = followed.first ?? positions.sorted(by: isNewer).first else { return nil }
      let others = positions.filter { cell($0, "standing") == "other" && $0 != newest }
      return Stand(row: newest, contradictions: others, before: before(newest, others))
    }
    return stands.sorted { order(of: $0.row).lexicographicallyPrecedes(order(of: $1.row)) }
  }

  /// The names under which positions are on record, of a column: what they are about, or who holds them.
  public func names(_ column: String) -> [String] { Set(rows.compactMap { cell($0, column) }).sorted() }

  /// The name on record that is meant: as it stands, in other letters, or by another name of a campaign, organization or
  /// state.
  /// - Throws: `RollError` with the nearest name where nothing on record goes by it.
  public func name(
    _ text: String, _ column: String, on connection: inout Connection
  ) throws -> String {
    let known = names(column)
    let lower = text.lowercased()
    if let name = known.first(where: { $0 == text }) ?? known.first(where: { $0.lowercased() == lower }) {
      return name
    }
    let keys = try connection.transaction { transaction in
      try ["organization", "state", "campaign"].compactMap {
        try Names.key(of: text, noun: $0, in: &transaction)
      }
    }
    if let name = keys.first(where: { known.contains($0) }) { return name }
    let what =
      column == "actor" ? "no position of ‘\(text)’ is on record" : "no position on ‘\(text)’ is on record"
    let near = Nearest.match(text, known).map { "Did you mean ‘\($0)’?" }
    throw RollError(.data, what, hint: near ?? "rollcall position list shows what there is.")
  }

  private func before(_ newest: FormRow, _ others: [FormRow]) -> [FormRow] {
    rows.filter { row in
      row != newest && isSame(cell(row, "actor"), cell(newest, "actor")) && !others.contains(row)
        && !isNewer(row, newest)
    }.sorted(by: isNewer)
  }

  private func order(of row: FormRow) -> [String] {
    let stance = HeldPosition.stances.firstIndex(of: cell(row, "stance") ?? "") ?? HeldPosition.stances.count
    let role = ["sponsor": "0", "cosponsor": "1"][cell(row, "role") ?? ""] ?? "2"
    return ["\(stance)", role, cell(row, "actor") ?? "", cell(row, "actor_kind") ?? ""]
  }

  /// By the latest day it can date from; what has none is older than what has one.
  private func isNewer(_ left: FormRow, _ right: FormRow) -> Bool {
    func days(_ row: FormRow) -> [Int] {
      let since = cell(row, "since").flatMap { DateSpan($0) }
      return [since?.notAfter, since?.notBefore].map { $0?.number ?? Int.min }
    }
    return days(right).lexicographicallyPrecedes(days(left))
  }

  /// Names of persons, bills and resolutions are those of the record in other letters, too.
  private func isSame(_ left: String?, _ right: String?) -> Bool { left?.lowercased() == right?.lowercased() }

  private func cell(_ row: FormRow, _ name: String) -> String? { row[HeldPosition.form, name] }
}
