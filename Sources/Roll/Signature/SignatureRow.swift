internal import CSV
internal import Postgres

/// Reads one record of a signature file and writes it to the staging table, or says everything that stands in its way.
struct SignatureRow: ~Copyable {
  let mapping: ColumnMapping
  let header: [String]?
  let rules: PetitionRules
  let order: StatedTime.Order?
  let zoneName: String
  let defaultCountry: String?
  let today: Day
  let identity: Identity
  var zone: TimeZones
  var countries: CountryIndex
  var weakRows = 0
  var unknownCountries = 0

  private var reasons: [String] = []
  private var email: [UInt8] = []
  private var name: [UInt8] = []
  private var times: [SignatureField: (instant: Instant, day: Day, zone: String)] = [:]

  init(
    mapping: ColumnMapping, header: [String]?, rules: PetitionRules, order: StatedTime.Order?,
    zoneName: String,
    zone: TimeZones, defaultCountry: String?, today: Day, identity: Identity, countries: CountryIndex
  ) {
    self.mapping = mapping
    self.header = header
    self.rules = rules
    self.order = order
    self.zoneName = zoneName
    self.zone = zone
    self.defaultCountry = defaultCountry
    self.today = today
    self.identity = identity
    self.countries = countries
  }

  /// The columns that are staged, in the order in which `take` writes them.
  var stagedColumns: [String] {
    [
      "line", "signatory_id", "address_id", "stated_status", "stated_status_at", "stated_status_on",
      "signed_at",
      "signed_on", "signed_zone", "country", "name_key", "weak", "country_written", "confirmed_at",
      "withdrawn_at",
      "invalidated_at",
    ] + keptFields.map(\.rawValue)
  }

  private var keptFields: [SignatureField] { SignatureField.kept.filter { mapping[$0] != nil } }

  /// Writes the present record; nil where it was taken, else why not.
  mutating func take(_ reader: borrowing CSVReader, to copy: inout CopyIn) throws -> String? {
    reasons.removeAll(keepingCapacity: true)
    readEmail(reader)
    readName(reader)
    try readTimes(reader)
    let status = readStatus(reader)
    let country = readCountry(reader)
    if email.isEmpty, name.isEmpty, reasons.isEmpty { reasons.append("neither an address nor a name") }
    guard reasons.isEmpty else { return reasons.joined(separator: "; ") }
    let isWeak = email.isEmpty
    if isWeak { weakRows += 1 }
    if country == nil { unknownCountries += 1 }
    let address =
      isWeak ? identity.id(.statement, statement(reader, country: country)) : identity.id(.address, email)
    var id = address
    if !isWeak, rules.identifiesByName, !name.isEmpty {
      id = identity.id(.addressAndName, email + [0] + name)
    }
    let signed = times[.signedAt]
    try copy.row(fields: 16 + keptFields.count)
    copy.write(Int64(reader.position.line))
    copy.write(id)
    copy.write(address)
    copy.write(status.status)
    copy.write(status.at?.postgresInstant)
    if let day = status.on { copy.write(day.postgresDate) } else { copy.null() }
    copy.write(signed?.instant.postgresInstant)
    if let signed { copy.write(signed.day.postgresDate) } else { copy.null() }
    copy.write(signed?.zone)
    copy.write(country)
    if let key = Identity.nameKey(name) { copy.write(key) } else { copy.null() }
    copy.write(isWeak)
    write(.country, of: reader, to: &copy)
    copy.write(times[.confirmedAt]?.instant.postgresInstant)
    copy.write((times[.withdrawnAt] ?? times[.deletedAt])?.instant.postgresInstant)
    copy.write(times[.invalidatedAt]?.instant.postgresInstant)
    for field in keptFields { write(field, of: reader, to: &copy) }
    return nil
  }

  private func write(_ field: SignatureField, of reader: borrowing CSVReader, to copy: inout CopyIn) {
    guard let column = mapping[field] else { return copy.null() }
    if mapping.isOwnExport {
      let text = CSVFormula.unprotect(reader.string(column))
      return copy.write(text.isEmpty ? nil : text)
    }
    reader.withField(column) { bytes in
      if bytes.isEmpty { copy.null() } else { copy.write(bytes) }
    }
  }

  /// `column 3 (email): `
  private func place(_ field: SignatureField) -> String {
    guard let column = mapping[field] else { return "" }
    let name = header.map { " (\($0[column]))" } ?? ""
    return "column \(column + 1)\(name): "
  }

  private mutating func readEmail(_ reader: borrowing CSVReader) {
    email.removeAll(keepingCapacity: true)
    guard let column = mapping[.email] else { return }
    let (found, isBlank) = reader.withField(column) { bytes in
      (EmailAddress.canonical(bytes), bytes.indices.allSatisfy { bytes[$0] <= 0x20 })
    }
    if let found {
      email = found
    } else if !isBlank {
      reasons.append(place(.email) + "‘\(reader.string(column).trimmed())’ is not an e-mail address")
    }
  }

  private mutating func readName(_ reader: borrowing CSVReader) {
    name.removeAll(keepingCapacity: true)
    for field in [SignatureField.fullName, .givenName, .familyName] {
      guard let column = mapping[field] else { continue }
      if !name.isEmpty {
        // A whole name says all; the parts are read only where there is none.
        if field == .givenName, mapping[.fullName] != nil { return }
        name.append(0x20)
      }
      reader.withField(column) { bytes in Canonical.append(bytes, to: &name) }
    }
    while name.last == 0x20 { name.removeLast() }
  }

  private mutating func readTimes(_ reader: borrowing CSVReader) throws {
    times.removeAll(keepingCapacity: true)
    for field in [SignatureField.signedAt] + SignatureField.statusTimes {
      guard let column = mapping[field] else { continue }
      let text = CSVFormula.unprotect(reader.string(column)).trimmed()
      guard !text.isEmpty else { continue }
      switch StatedTime.read(text, order: order) {
      case .moment(let moment):
        let offset = moment.offset ?? zone.offset(atLocal: moment)
        times[field] = (
          moment.instant(offset: offset), moment.day, moment.offset.map { Self.zoneName($0) } ?? zoneName
        )
      case .needsOrder:
        throw RollError(
          .data,
          "\(reader.file):\(reader.position.line): \(place(field))‘\(text)’ could be day-month or month-day",
          hint: "Say which: --date-order dmy or --date-order mdy. Nothing was imported.")
      case .impossible(let why): reasons.append(place(field) + "‘\(text)’: \(why)")
      case .unreadable:
        reasons.append(place(field) + "‘\(text)’ is not a time that can be read (YYYY-MM-DD HH:MM:SS)")
      }
    }
    if let signed = times[.signedAt], let refusal = rules.refusal(ofSigningOn: signed.day, today: today) {
      reasons.append(place(.signedAt) + refusal)
    }
  }

  private static func zoneName(_ offset: Int) -> String {
    guard offset != 0 else { return "UTC" }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(offset < 0 ? "-" : "+")\(two(abs(offset) / 3600)):\(two(abs(offset) / 60 % 60))"
  }

  private typealias Status = (status: String, at: Instant?, on: Day?)

  /// The latest event that the row states; confirmation and invalidation belong to the day of signing, withdrawal to its
  /// own. A file that says nothing says `validated`.
  private mutating func readStatus(_ reader: borrowing CSVReader) -> Status {
    let signed = times[.signedAt]
    var word = ""
    if let column = mapping[.status] {
      word = reader.string(column).trimmed().lowercased()
      guard word.isEmpty || ["pending", "validated", "invalidated", "withdrawn"].contains(word) else {
        reasons.append(place(.status) + "‘\(word)’ is none of pending, validated, invalidated, withdrawn")
        return ("validated", nil, nil)
      }
    }
    let ended = times[.withdrawnAt] ?? times[.deletedAt]
    if let ended, let signed, ended.instant < signed.instant {
      reasons.append("withdrawn on \(ended.day), before it was signed on \(signed.day)")
    }
    if word == "withdrawn" || (word.isEmpty && ended != nil) {
      // A withdrawal whose day nobody states counts from the day on which we learn of it.
      return ("withdrawn", ended?.instant ?? Instant(startOf: today), ended?.day ?? today)
    }
    if word == "invalidated" || (word.isEmpty && times[.invalidatedAt] != nil) {
      return ("invalidated", times[.invalidatedAt]?.instant ?? signed?.instant, signed?.day)
    }
    // An empty confirmation column means that a signature waits for it, where the file has such a column.
    let waits =
      word.isEmpty && mapping[.confirmedAt] != nil && mapping[.status] == nil && times[.confirmedAt] == nil
    if word == "pending" || waits { return ("pending", signed?.instant, signed?.day) }
    return ("validated", times[.confirmedAt]?.instant ?? signed?.instant, signed?.day)
  }

  private mutating func readCountry(_ reader: borrowing CSVReader) -> String? {
    guard let column = mapping[.country] else { return defaultCountry }
    var found: String?
    var isBlank = false
    reader.withField(column) { bytes in
      isBlank = bytes.indices.allSatisfy { bytes[$0] <= 0x20 }
      found = isBlank ? nil : countries.recognise(bytes)
    }
    return isBlank ? defaultCountry : found
  }

  /// All that the row states but its status, which later files move on.
  private func statement(_ reader: borrowing CSVReader, country: String?) -> [UInt8] {
    var bytes: [UInt8] = []
    if let signed = times[.signedAt] { bytes += Array(signed.instant.description.utf8) }
    for field in SignatureField.kept + [.country] {
      bytes.append(0x1F)  // keeps ‘ab’,‘c’ and ‘a’,‘bc’ apart
      guard let column = mapping[field] else { continue }
      if mapping.isOwnExport {
        bytes += CSVFormula.unprotect(reader.string(column)).utf8
      } else {
        reader.withField(column) { span in
          for index in span.indices { bytes.append(span[index]) }
        }
      }
    }
    return bytes
  }
}
