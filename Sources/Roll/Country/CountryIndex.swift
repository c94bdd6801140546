internal import Postgres

/// Recognises what people write for a country: ISO codes, our names, their aliases. What is ambiguous is not recognised.
struct CountryIndex {
  private let codes: [String: String]
  private let names: [[UInt8]: String]
  // Files repeat the same few spellings; each is looked up once.
  private var seen: [[UInt8]: String?] = [:]

  init(from connection: inout Connection) throws(PostgresError) {
    var codes: [String: String] = [:]
    var names: [[UInt8]: String] = [:]
    let countries = try connection.run("SELECT iso3, iso2, name FROM country")
      .map { (row) throws(PostgresError) in try row.columns((String, String, String).self) }
    for (iso3, iso2, name) in countries {
      codes[iso3] = iso3
      codes[iso2] = iso3
      names[Canonical.text(name)] = iso3
    }
    let aliases = try connection.run("SELECT alias, iso3 FROM country_alias")
      .map { (row) throws(PostgresError) in try row.columns((String, String).self) }
    for (alias, iso3) in aliases { names[Array(alias.utf8)] = iso3 }
    self.codes = codes
    self.names = names
  }

  /// The alpha-3 code of a code that people type, such as `fr` or `FRA`.
  func code(_ text: String) -> String? { codes[text.trimmed().uppercased()] }

  /// The alpha-3 code of what was written; nil where it is not recognised.
  mutating func recognise(_ bytes: Span<UInt8>) -> String? {
    var key: [UInt8] = []
    key.reserveCapacity(bytes.count)
    for index in bytes.indices { key.append(bytes[index]) }
    if let known = seen[key] { return known }
    let text = String(decoding: key, as: UTF8.self).trimmed()
    let found = codes[text.uppercased()] ?? names[Canonical.text(text)]
    // Bounded, so that a column of free text cannot fill the memory.
    if seen.count < 10_000 { seen[key] = .some(found) }
    return found
  }
}
