public import Postgres

/// Finds states and their regional groups by what people type.
public enum States {
  /// The code of the state that a code, name or alias means.
  /// - Throws: `RollError` with the nearest name where nobody knows it, and where it is a country that is no state.
  public static func code(of name: String, on connection: inout Connection) throws -> String {
    let (cells, _) = try Countries.find(name, on: &connection)
    guard cells[3] != nil, let iso3 = cells[0] else {
      throw RollError(
        .data, "\(cells[2] ?? name) is a country, but no state that concludes treaties here",
        hint: "rollcall country list --states shows them.")
    }
    return iso3
  }

  /// The regional group that a name, or the beginning of one, means, case aside: `african` is African States.
  /// - Throws: `RollError` that names them all where it means none, or several.
  public static func region(_ name: String, on connection: inout Connection) throws -> String {
    let all = try connection.values("SELECT DISTINCT region FROM state ORDER BY region", as: String.self)
    let found = all.filter { $0.lowercased().hasPrefix(name.trimmed().lowercased()) }
    guard found.count == 1, !name.trimmed().isEmpty else {
      let near = Nearest.match(name, all)
      throw RollError(
        .data, "there is no region ‘\(name)’",
        hint: near.map { "Did you mean ‘\($0)’?" } ?? "The regions are: \(all.joined(separator: "; ")).")
    }
    return found[0]
  }
}
