internal import Postgres

extension FormStage {
  /// Why names that could be understood are not taken: several things have one, or what has it is no coalition. Names that
  /// nothing has are left out.
  func misunderstood(
    _ names: [String], of noun: String, in transaction: inout Transaction
  ) throws -> [String: String] {
    var reasons: [String: String] = [:]
    for (name, keys) in try meanings(names, of: noun, in: &transaction) where keys.count > 1 {
      reasons[name] = "‘\(name)’ can mean \(keys.joined(separator: " or "))"
    }
    guard noun == "coalition" else { return reasons }
    for (name, keys) in try meanings(names, of: "organization", in: &transaction)
    where keys.count == 1 && reasons[name] == nil {
      reasons[name] =
        "‘\(name)’ is an organization, and no coalition: rollcall coalition add \(keys[0]) makes it one"
    }
    return reasons
  }

  private func meanings(
    _ names: [String], of noun: String, in transaction: inout Transaction
  ) throws -> [(String, [String])] {
    try transaction.run(
      """
      SELECT w.name, array_agg(DISTINCT r.key ORDER BY r.key)::text[]
      FROM (SELECT DISTINCT name FROM unnest(\(names)::text[]) AS name) w JOIN reference_name r ON r.name = lower(w.name)
      WHERE r.noun = \(noun) GROUP BY w.name
      """
    ).map { (row) throws(PostgresError) in try row.columns((String, [String]).self) }
  }
}
