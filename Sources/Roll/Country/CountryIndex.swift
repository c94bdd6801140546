internal import Postgres

/// Recognises what people write for a country: ISO codes, names in many languages, flags. What is ambiguous is not
/// recognised.
struct CountryIndex {
  /// Codes in capitals.
  private var codes = CountryNames.codes
  /// The database's names and aliases, by key.
  private var names: [[UInt8]: String] = [:]
  private var cache = CountryCache()

  init(from connection: inout some Queryable & ~Copyable) throws(PostgresError) {
    let countries = try connection.run("SELECT iso3, iso2, name FROM country")
      .map { (row) throws(PostgresError) in try row.columns((String, String, String).self) }
    for (iso3, iso2, name) in countries {
      codes[iso3] = iso3
      codes[iso2] = iso3
      names[CountryKey(name).bytes] = iso3
    }
    let aliases = try connection.run("SELECT alias, iso3 FROM country_alias")
      .map { (row) throws(PostgresError) in try row.columns((String, String).self) }
    for (alias, iso3) in aliases { names[CountryKey(alias).bytes] = iso3 }
  }

  /// The alpha-3 code of a code that people type, such as `fr` or `FRA`.
  func code(_ text: String) -> String? {
    let code = text.trimmed().uppercased()
    return code.utf8.allSatisfy { (65...90).contains($0) } ? codes[code] : nil
  }

  /// The alpha-3 code of what somebody stated as a country; nil where it is not recognised. `NA` is the code here.
  mutating func recognise(_ bytes: Span<UInt8>) -> String? { read(bytes).iso3 }

  /// `; it could be COD or COG` for what could mean several countries, else nil.
  func suggestion(_ text: String) -> String? {
    let reading = read(text)
    guard reading.iso3 == nil, !reading.candidates.isEmpty else { return nil }
    return "; it could be \(reading.candidates.joined(separator: " or "))"
  }

  /// The error for what is not recognised, with what it could mean.
  func unknown(_ text: String, in connection: inout Connection) throws -> RollError {
    guard let meant = suggestion(text) else { return try Lookup.unknown("country", text, in: &connection) }
    let isOne = read(text).candidates.count > 1 ? "one country" : "only the name of a country"
    return RollError(
      .data, "‘\(text)’ is not \(isOne)\(meant)", hint: "Write its code, or its whole name.")
  }

  /// What was written for a country, and how. Files repeat the same few spellings; each is looked up once.
  mutating func read(_ bytes: Span<UInt8>) -> CountryReading {
    // No name is so long; a comment in the wrong column should not cost time.
    guard bytes.count <= 300 else { return CountryReading() }
    if let known = cache[bytes] { return known }
    let copy = bytes.indices.map { bytes[$0] }
    let reading = read(String(decoding: copy, as: UTF8.self))
    cache.keep(copy, reading)
    return reading
  }

  /// The same without a memory.
  func read(_ text: String) -> CountryReading {
    let flags = text.utf8.contains(0xF0) ? Set(CountryFlag.codes(in: text).map { codes[$0] ?? "" }) : []
    let visible = CountryKey.visible(flags.isEmpty ? text : CountryFlag.without(text)).trimmed()
    let key = CountryKey(visible)
    if flags.isEmpty { return code(visible, key) ?? name(key) }
    guard flags.count == 1, let flag = flags.first, !flag.isEmpty else { return CountryReading() }
    // A flag beside a name has to agree with it.
    guard key.words.isEmpty || name(key).iso3 == flag || code(visible, key)?.iso3 == flag else {
      return CountryReading(candidates: [flag])
    }
    return CountryReading(iso3: flag, kind: .flag)
  }

  private func code(_ text: String, _ key: CountryKey) -> CountryReading? {
    guard (1...3).contains(text.count), key.words.count == 1, let word = key.words.first,
      word.count == text.count
    else { return nil }
    if word.allSatisfy({ (48...57).contains($0) }) {
      let digits = String(repeating: "0", count: 3 - word.count) + String(decoding: word, as: UTF8.self)
      return codes[digits].map { CountryReading(iso3: $0, kind: .number) }
    }
    // An accent makes a word of it: Áo is Austria, AO is Angola.
    guard key.isPlain else { return nil }
    let code = String(decoding: word, as: UTF8.self).uppercased()
    guard let iso3 = codes[code] else { return nil }
    let isDoubtful = CountryNames.decisions[Array(word)].map { $0.iso3 == nil } ?? false
    guard !isDoubtful || text == text.uppercased() else { return nil }
    if code == "NA" { return CountryReading(iso3: iso3, kind: .notApplicable) }
    return CountryReading(iso3: iso3, kind: word.count == 2 ? .alpha2 : .alpha3)
  }

  private func name(_ key: CountryKey) -> CountryReading {
    let bytes = key.bytes
    guard !bytes.isEmpty else { return CountryReading() }
    if var found = meaning(of: bytes, isPlain: key.isPlain) {
      if key.words.joined().elementsEqual("georgia".utf8) { found.kind = .georgia }
      // Reserved for the United Kingdom: a code in all but name.
      if bytes == Array("uk".utf8) { found.kind = .alpha2 }
      return found
    }
    if CountryReading.statesOfUSA.contains(String(decoding: bytes, as: UTF8.self)) {
      return CountryReading(kind: .stateOfUSA)
    }
    // Not the Republic of China, nor a republic of Dominica: both mean another country than the rest says.
    if let rest = key.withoutForm, let found = meaning(of: rest, isPlain: key.isPlain),
      !["CHN", "DMA"].contains(found.iso3)
    {
      return found
    }
    return CountryReading()
  }

  /// What a key means; nil where nothing has this name. What could be a code is doubtful only without its accents.
  private func meaning(of key: [UInt8], isPlain: Bool) -> CountryReading? {
    if let decision = CountryNames.decisions[key],
      isPlain || codes[String(decoding: key, as: UTF8.self).uppercased()] == nil
    {
      return CountryReading(
        iso3: decision.iso3, kind: decision.iso3 == nil ? .other : .name, candidates: decision.candidates)
    }
    // The database's names come first because they are at hand: a test holds that the tables never say otherwise, and most
    // files need no more than them.
    if let own = names[key] { return CountryReading(iso3: own, kind: .name) }
    let found = CountryNames.countries(of: key)
    guard let first = found.first else { return nil }
    return found.count == 1 ? CountryReading(iso3: first, kind: .name) : CountryReading(candidates: found)
  }
}
