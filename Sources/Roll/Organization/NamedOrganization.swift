internal import Postgres

/// What a list shows of an organization. Nothing in it is a person's.
public struct NamedOrganization: Sendable, Equatable {
  /// The name by which the record refers to it.
  public var slug: String
  /// Its full name; the slug where the record did not know it at the moment that is asked for.
  public var name: String
  /// What it is: ngo, bar association, …
  public var kind: String?
  /// The code of the country where it sits.
  public var country: String?
  /// The name of that country.
  public var countryName: String?
  /// Its address on the web.
  public var website: String?

  /// How many columns `columns` has.
  static let columnCount = 6

  /// The columns that `read` reads.
  static func columns(_ slug: String) -> SQL {
    let slug = SQL(trusted: slug)
    return
      "\(fragment: slug), coalesce(named.name, \(fragment: slug)), named.kind, named.country, named.country_name, named.website"
  }

  /// What `columns` needs after FROM.
  static func join(_ slug: String, _ known: AsKnown) -> SQL {
    """
    LEFT JOIN LATERAL (
      SELECT o.name, o.kind, o.country, c.name AS country_name, o.website
      FROM organization_form o LEFT JOIN country c ON c.iso3 = o.country
      WHERE o.slug = \(trusted: slug) AND \(fragment: known.stands("o")) LIMIT 1
    ) named ON true
    """
  }

  /// Reads the columns from `place` on.
  static func read(_ row: borrowing Row, from place: Int) throws(PostgresError) -> NamedOrganization {
    NamedOrganization(
      slug: try row.value(place), name: try row.value(place + 1), kind: try row.value(place + 2),
      country: try row.value(place + 3), countryName: try row.value(place + 4),
      website: try row.value(place + 5))
  }
}
