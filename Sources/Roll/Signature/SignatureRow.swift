internal import CSV
internal import Postgres

/// Reads one record of a signature file and writes it to the staging table, or says everything that stands in its way.
struct SignatureRow: ~Copyable {
  let columns: SignatureColumns
  let rules: PetitionRules
  let order: StatedTime.Order?
  let zoneName: String
  let defaultCountry: String?
  let today: Day
  let identity: Identity
  var zone: TimeZones
  var countries: CountryIndex
  /// How the present row names its country.
  var reading = CountryReading()
  /// Countries that only the whole file decides.
  var doubts = CountryDoubts()
  /// What looks wrong about the mapping.
  var watch: ColumnWatch
  var weakRows = 0
  var unknownCountries = 0
  /// Whether a row said that it is made up.
  var isSynthetic = false

  var reasons: [String] = []
  var email: [UInt8] = []
  var name: [UInt8] = []
  var times = Times()

  /// A time as the row states it.
  struct Stated {
    var instant: Instant
    var day: Day
    var zone: String
  }

  /// The times of a row.
  struct Times {
    var signed: Stated?
    var confirmed: Stated?
    var invalidated: Stated?
    /// Withdrawn by the person, or deleted on the platform.
    var ended: Stated?
    /// The status of whatever kind, where no other column gives its time.
    var status: Stated?
  }

  /// Where a signature stands, by its row.
  struct Status {
    var word: String
    var at: Instant?
    var on: Day?
  }

  init(
    columns: SignatureColumns, rules: PetitionRules, order: StatedTime.Order?, zoneName: String,
    zone: TimeZones,
    defaultCountry: String?, today: Day, identity: Identity, countries: CountryIndex
  ) {
    self.columns = columns
    watch = ColumnWatch(columns)
    self.rules = rules
    self.order = order
    self.zoneName = zoneName
    self.zone = zone
    self.defaultCountry = defaultCountry
    self.today = today
    self.identity = identity
    self.countries = countries
  }

  /// Writes the present record; nil where it was taken, else why not.
  mutating func take(_ reader: borrowing CSVReader, to load: inout SignatureLoad) throws -> String? {
    reasons.removeAll(keepingCapacity: true)
    readEmail(reader)
    readName(reader)
    try readTimes(reader)
    let status = readStatus(reader)
    let country = readCountry(reader)
    look(reader, country)
    if email.isEmpty, name.isEmpty, reasons.isEmpty { reasons.append("neither an address nor a name") }
    guard reasons.isEmpty else { return reasons.joined(separator: "; ") }
    if email.isEmpty { weakRows += 1 }
    if country == nil { unknownCountries += 1 }
    if !isSynthetic, let column = columns.synthetic {
      isSynthetic = reader.string(column).trimmed().lowercased() == "true"
    }
    try write(reader, status: status, country: country, to: &load)
    return nil
  }

  /// Looks for a wrong mapping, in refused rows too.
  private mutating func look(_ reader: borrowing CSVReader, _ country: String?) {
    watch.look(at: reader)
    let line = reader.position.line
    watch.note(.signedAt, times.signed?.day, today: today, line: line)
    watch.note(.confirmedAt, times.confirmed?.day, today: today, line: line)
    watch.note(.invalidatedAt, times.invalidated?.day, today: today, line: line)
    watch.note(columns.endField, times.ended?.day, today: today, line: line)
    if columns.country != nil, !isBlank(columns.country, reader) {
      watch.noteCountry(isUnknown: country == nil)
    }
  }

  private func write(
    _ reader: borrowing CSVReader, status: Status, country: String?, to load: inout SignatureLoad
  ) throws {
    let isWeak = email.isEmpty
    let address =
      isWeak ? identity.id(.statement, statement(reader, country: country)) : identity.id(.address, email)
    let needsName = rules.identifiesByName && !isWeak && !name.isEmpty
    let id = needsName ? identity.id(.addressAndName, email + [0] + name) : address
    try load.add(
      id, address: address, isOpen: isOpen, country: country, status, signedOn: times.signed?.day
    ) { copy in
      copy.write(Int64(reader.position.line))
      copy.write(status.word)
      copy.write(status.at?.postgresInstant)
      if let day = status.on { copy.write(day.postgresDate) } else { copy.null() }
      copy.write(times.signed?.instant.postgresInstant)
      if let signed = times.signed { copy.write(signed.day.postgresDate) } else { copy.null() }
      copy.write(times.signed?.zone)
      copy.write(country)
      if let key = Identity.nameKey(name) { copy.write(key) } else { copy.null() }
      copy.write(isWeak)
      write(columns.country, of: reader, to: &copy)
      copy.write(times.confirmed?.instant.postgresInstant)
      copy.write(times.ended?.instant.postgresInstant)
      copy.write(times.invalidated?.instant.postgresInstant)
      for column in columns.kept { write(column, of: reader, to: &copy) }
    }
  }

  /// Whether only the end of the file decides what the row says.
  private var isOpen: Bool { !columns.countryIsCode && CountryDoubts.concerns(reading) }

  private func write(_ column: Int?, of reader: borrowing CSVReader, to copy: inout CopyIn) {
    guard let column else { return copy.null() }
    if columns.isProtected {
      let text = columns.plain(reader.string(column))
      return copy.write(text.isEmpty ? nil : text)
    }
    reader.withField(column) { bytes in
      if bytes.isEmpty { copy.null() } else { copy.write(bytes) }
    }
  }

  /// All that the row states but its status, which later files move on. Where it states no country, the one that was
  /// stated for the whole file, as our export writes it.
  private func statement(_ reader: borrowing CSVReader, country: String?) -> [UInt8] {
    var bytes: [UInt8] = []
    if let signed = times.signed { bytes += Array(signed.instant.description.utf8) }
    for (place, column) in columns.stated.enumerated() {
      bytes.append(0x1F)  // keeps ‘ab’,‘c’ and ‘a’,‘bc’ apart
      if place == columns.stated.count - 1, isBlank(column, reader) {
        bytes += (country ?? "").utf8
        continue
      }
      guard let column else { continue }
      if place == columns.stated.count - 1, let code = reading.codeInExports {
        bytes += code.utf8
      } else if columns.isProtected {
        bytes += columns.plain(reader.string(column)).utf8
      } else {
        reader.withField(column) { span in
          for index in span.indices { bytes.append(span[index]) }
        }
      }
    }
    return bytes
  }

  private func isBlank(_ column: Int?, _ reader: borrowing CSVReader) -> Bool {
    guard let column else { return true }
    return reader.withField(column) { bytes in bytes.indices.allSatisfy { bytes[$0] <= 0x20 } }
  }
}
