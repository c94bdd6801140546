public import Postgres

/// What the record says of an organization elsewhere: where it belongs, what it endorsed, what it holds.
public enum OrganizationMentions {
  /// The rows of every noun that speak of the organization with this name, noun by noun; nouns without any left out.
  /// Rows that only have it as a coalition are its members', and so not among them.
  public static func read(
    _ organization: String, _ clocks: Clocks, on connection: inout Connection
  ) throws -> [FormListing] {
    let slug = try CoalitionTreeReader.key(of: organization, noun: "organization", clocks, on: &connection)
    var found: [FormListing] = []
    for noun in Nouns.all where !["organization", "coalition"].contains(noun.form.noun) {
      let places = noun.form.fields.indices.filter { isMention(noun.form.fields[$0], in: noun.form) }
      guard !places.isEmpty else { continue }
      let rows = try FormListing.read(noun, clocks, on: &connection).rows
        .filter { row in places.contains { row.cells[$0] == slug } }
      if !rows.isEmpty { found.append(FormListing(form: noun.form, rows: rows)) }
    }
    return found
  }

  /// The actor of a position can be of several kinds; an organization stands there by its slug.
  private static func isMention(_ field: Field, in form: Form) -> Bool {
    field.kind == .reference("organization") || form.noun == "position" && field.name == "actor"
  }
}
