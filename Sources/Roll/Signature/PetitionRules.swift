internal import Postgres

/// What an import needs to know of the petition.
struct PetitionRules: Sendable {
  var id: Int64
  var slug: String
  var opened: Day?
  var closed: Day?
  var timeZone: String
  var identifiesByName: Bool

  /// The petition, by its slug.
  /// - Throws: `RollError` of kind `data` with the nearest name where nobody knows it.
  static func find(_ slug: String, in connection: inout some Queryable & ~Copyable) throws -> PetitionRules {
    let result = try connection.run(
      """
      SELECT petition_id, slug, opened, closed, time_zone, identity = 'email_and_name' FROM petition
      WHERE slug = \(slug) AND retracted_at IS NULL
      """)
    let found = try result.first { (row) throws(PostgresError) in
      let (id, slug, opened, closed, zone, byName) = try row.columns(
        (Int64, String, Day?, Day?, String, Bool).self)
      return PetitionRules(
        id: id, slug: slug, opened: opened, closed: closed, timeZone: zone, identifiesByName: byName)
    }
    if let found { return found }
    throw try Lookup.unknown("petition", slug, in: &connection)
  }

  /// Why a day of signing cannot be; nil where it can.
  func refusal(ofSigningOn day: Day, today: Day) -> String? {
    if let opened, day < opened { return "signed on \(day), before the petition opened on \(opened)" }
    if let closed, day > closed { return "signed on \(day), after the petition closed on \(closed)" }
    if day.number < -25_567 { return "signed on \(day), before 1900" }
    // A day ahead of ours can already be today somewhere on earth.
    if day.number > today.number + 1 { return "signed on \(day), which lies in the future" }
    return nil
  }
}

/// Finds things by name.
enum Lookup {
  /// The one key that a name stood for at a moment; nil where it stood for none, or for several.
  static func key(
    _ noun: String, _ name: String, _ clocks: Clocks, in connection: inout some Queryable & ~Copyable
  ) throws -> String? {
    let keys = try keys(noun, name, clocks, in: &connection)
    return keys.count == 1 ? keys.first : nil
  }

  /// All keys that a name stood for at a moment, in byte order.
  static func keys(
    _ noun: String, _ name: String, _ clocks: Clocks, in connection: inout some Queryable & ~Copyable
  ) throws -> [String] {
    let names: SQL =
      clocks.knownOn.map {
        "SELECT noun, name, key FROM name_history WHERE stands(recorded_at, retracted_at, \($0))"
      }
      ?? "SELECT noun, name, key FROM reference_name"
    return try connection.values(
      """
      SELECT DISTINCT key FROM (\(fragment: names)) n WHERE noun = \(noun) AND name = lower(\(name)) ORDER BY key
      """, as: String.self)
  }

  /// The error for a name that nobody knows, with the nearest one.
  static func unknown(
    _ noun: String, _ name: String, _ clocks: Clocks = Clocks(),
    in connection: inout some Queryable & ~Copyable
  ) throws -> RollError {
    if let knownOn = clocks.knownOn, try key(noun, name, Clocks(), in: &connection) != nil {
      return RollError(
        .data, "no \(noun) ‘\(name)’ was on record at \(knownOn)", hint: "It is now: leave --known-on out.")
    }
    let names = try connection.values("SELECT name FROM reference_name WHERE noun = \(noun)", as: String.self)
    let hint =
      Nearest.match(name, names).map { "Did you mean ‘\($0)’?" }
      ?? (names.isEmpty
        ? "There is no \(noun) yet: rollcall \(noun) add" : "rollcall \(noun) list shows what there is.")
    return RollError(.data, "there is no \(noun) ‘\(name)’", hint: hint)
  }
}
