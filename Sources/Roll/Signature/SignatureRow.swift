internal import CSV
internal import Postgres

/// Reads one record of a signature file and writes it to the staging table, or says everything that stands in its way.
struct SignatureRow: ~Copyable {
  let columns: SignatureColumns
  let rules: PetitionRules
  let shortYears: WrittenTime.ShortYears?
  let zoneName: String
  /// Whether the user states the zone of this file; else it is the petition's.
  let zoneIsStated: Bool
  let defaultCountry: String?
  let today: Day
  let identity: Identity
  var zone: TimeZones
  /// Zones that cells name.
  var namedZones: [String: TimeZones] = [:]
  /// What only the whole file says of its times.
  var fileTimes: FileTimes
  let names: FileTimes.Names
  var countries: CountryIndex
  /// How the present row names its country.
  var reading = CountryReading()
  /// Countries that only the whole file decides.
  var doubts = CountryDoubts()
  /// What looks wrong about the mapping.
  var watch: ColumnWatch
  /// Whether a row said that it is made up.
  var isSynthetic = false
  /// What is counted of the rows that were taken: of those that read one way, and of those that both orders of day and
  /// month leave open, by order.
  var taken: [StatedTime.Order?: Taken] = [:]
  var addresses = AddressMendings()
  /// The platform's petitions that rows were taken from, and the latest row's.
  var petitions: Set<String> = []
  var petition = ""

  var reasons: [String] = []
  var email: [UInt8] = []
  var name: [UInt8] = []
  var times = Times()
  /// The cells of the present row's times, as they read; the bytes of one of them.
  var written: [WrittenTime] = []
  var cell: [UInt8] = []

  /// What is counted of rows that were taken.
  struct Taken {
    var weak = 0
    var unknownCountry = 0
    var clockChanges = ClockChanges()

    static func + (left: Taken, right: Taken) -> Taken {
      Taken(
        weak: left.weak + right.weak, unknownCountry: left.unknownCountry + right.unknownCountry,
        clockChanges: left.clockChanges + right.clockChanges)
    }
  }

  /// What became of a record.
  enum Outcome {
    case taken
    case refused(String)
    /// The order of day and month decides: taken in one and refused in the other, or refused in both for different reasons.
    case open([(order: StatedTime.Order, reason: String)])
  }

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
    /// Local times that a clock skips or shows twice.
    var skipped = 0
    var repeated = 0
  }

  /// Where a signature stands, by its row.
  struct Status {
    var word: String
    var at: Instant?
    var on: Day?
  }

  init(
    columns: SignatureColumns, rules: PetitionRules, file: String, options: ImportOptions, zoneName: String,
    zone: TimeZones, defaultCountry: String?, today: Day, identity: Identity, countries: CountryIndex
  ) {
    self.columns = columns
    watch = ColumnWatch(columns)
    self.rules = rules
    fileTimes = FileTimes(stated: options.dateOrder)
    names = FileTimes.Names(file: file, header: columns.header, preset: columns.mapping.preset)
    shortYears = options.shortYears
    zoneIsStated = (options.timeZone ?? columns.mapping.preset?.timeZone) != nil
    self.zoneName = zoneName
    self.zone = zone
    self.defaultCountry = defaultCountry
    self.today = today
    self.identity = identity
    self.countries = countries
  }

  /// Writes the present record, twice where only the rest of the file says which way its dates are meant; or says why not.
  mutating func take(_ reader: borrowing CSVReader, to load: inout SignatureLoad) throws -> Outcome {
    reasons.removeAll(keepingCapacity: true)
    let kind = readKind(reader)
    guard reasons.isEmpty else { return .refused(reasons.joined(separator: "; ")) }
    if kind == .optIn { return try takeOptIn(reader, to: &load).map { .refused($0) } ?? .taken }
    readEmail(reader)
    readName(reader)
    let isOpen = try readTimes(reader)
    let country = readCountry(reader)
    guard isOpen else {
      let refusal = try take(reader, as: nil, country, to: &load)
      look(reader, country)
      return refusal.map { .refused($0) } ?? .taken
    }
    let common = reasons
    var refusals: [(order: StatedTime.Order, reason: String)] = []
    for order in [StatedTime.Order.dmy, .mdy] {
      reasons = common
      if let refusal = try take(reader, as: order, country, to: &load) { refusals.append((order, refusal)) }
    }
    look(reader, country)
    if refusals.count == 2, refusals[0].reason == refusals[1].reason { return .refused(refusals[0].reason) }
    return refusals.isEmpty ? .taken : .open(refusals)
  }

  /// Writes the present record with its dates in this order; why not, where it cannot be taken so.
  private mutating func take(
    _ reader: borrowing CSVReader, as order: StatedTime.Order?, _ country: String?,
    to load: inout SignatureLoad
  ) throws -> String? {
    setTimes(reader, as: order)
    let status = readStatus(reader)
    if email.isEmpty, name.isEmpty, reasons.isEmpty { reasons.append("neither an address nor a name") }
    guard reasons.isEmpty else { return reasons.joined(separator: "; ") }
    notePetition(reader)
    count(order, country, line: Int64(reader.position.line))
    if !isSynthetic, let column = columns.synthetic {
      isSynthetic = reader.string(column).trimmed().lowercased() == "true"
    }
    try write(reader, status: status, country: country, as: order, to: &load)
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

  private mutating func count(_ order: StatedTime.Order?, _ country: String?, line: Int64) {
    guard email.isEmpty || country == nil || times.skipped + times.repeated > 0 else { return }
    var taken = self.taken[order] ?? Taken()
    if email.isEmpty { taken.weak += 1 }
    if country == nil { taken.unknownCountry += 1 }
    taken.clockChanges.add(skipped: times.skipped, repeated: times.repeated, line: line)
    self.taken[order] = taken
  }

  private func write(
    _ reader: borrowing CSVReader, status: Status, country: String?, as order: StatedTime.Order?,
    to load: inout SignatureLoad
  ) throws {
    let isWeak = email.isEmpty
    let address =
      isWeak ? identity.id(.statement, statement(reader, country: country)) : identity.id(.address, email)
    let needsName = rules.identifiesByName && !isWeak && !name.isEmpty
    let id = needsName ? identity.id(.addressAndName, email + [0] + name) : address
    try load.add(
      id, address: address, isOpen: hasOpenCountry || columns.hasOptIns,
      monthFirst: order.map { $0 == .mdy }, country: country,
      status, signedOn: times.signed?.day
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

  /// Whether only the end of the file decides the row's country.
  private var hasOpenCountry: Bool {
    reading.kind == .georgia || reading.kind == .notApplicable && !columns.countryIsCode
  }

  private func write(_ column: Int?, of reader: borrowing CSVReader, to copy: inout CopyIn) {
    guard let column else { return copy.null() }
    if column < 0 { return copy.write(columns.joined[-column - 1].text(reader, of: columns)) }
    if columns.hasProtectedCells {
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
      } else if column < 0 {
        bytes += (columns.joined[-column - 1].text(reader, of: columns) ?? "").utf8
      } else if columns.hasProtectedCells {
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
