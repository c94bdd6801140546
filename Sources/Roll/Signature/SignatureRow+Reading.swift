internal import CSV

extension SignatureRow {
  mutating func readEmail(_ reader: borrowing CSVReader) {
    email.removeAll(keepingCapacity: true)
    guard let column = columns.email else { return }
    switch Self.withPlain(columns, column, reader, { EmailAddress.read($0) }) {
    case .address(let address):
      email = address.canonical
      addresses.add(address)
    case .blank: break
    case .refused(let fault):
      let text = reader.string(column).trimmed()
      reasons.append("\(columns.place(column))‘\(text)’ is not an e-mail address: \(fault)")
    }
  }

  /// Lends a cell's bytes without what protects it from spreadsheets: an address or a code of a country may have needed it.
  private static func withPlain<Value>(
    _ columns: SignatureColumns, _ column: Int, _ reader: borrowing CSVReader, _ body: (Span<UInt8>) -> Value
  ) -> Value {
    guard columns.hasProtectedCells else { return reader.withField(column, body) }
    let plain = Array(columns.plain(reader.string(column)).utf8)
    return body(plain.span)
  }

  mutating func readName(_ reader: borrowing CSVReader) {
    name.removeAll(keepingCapacity: true)
    if let column = columns.fullName { appendName(column, of: reader) }
    guard name.isEmpty else { return }
    for column in columns.nameParts {
      if !name.isEmpty, name.last != 0x20 { name.append(0x20) }
      appendName(column, of: reader)
    }
    while name.last == 0x20 { name.removeLast() }
  }

  private mutating func appendName(_ column: Int, of reader: borrowing CSVReader) {
    guard columns.undoesPercent else { return reader.withField(column) { Canonical.append($0, to: &name) } }
    name += Canonical.text(columns.plain(reader.string(column)))
  }

  /// The latest event that the row states; confirmation and invalidation belong to the day of signing, withdrawal to its
  /// own. A file that says nothing says `validated`.
  mutating func readStatus(_ reader: borrowing CSVReader) -> Status {
    let signed = times.signed
    var word = ""
    if let column = columns.status {
      guard let read = statusWord(reader, column) else { return Status(word: "validated") }
      word = read
    }
    if let ended = times.ended, let signed, ended.instant < signed.instant {
      reasons.append("withdrawn on \(ended.day), before it was signed on \(signed.day)")
    }
    if word == "withdrawn" || (word.isEmpty && times.ended != nil) {
      // A withdrawal whose day nobody states counts from the day on which we learn of it.
      let withdrawn = times.status ?? times.ended
      return Status(
        word: "withdrawn", at: withdrawn?.instant ?? Instant(startOf: today), on: withdrawn?.day ?? today)
    }
    if word == "invalidated" || (word.isEmpty && times.invalidated != nil) {
      return Status(
        word: "invalidated", at: (times.status ?? times.invalidated ?? signed)?.instant, on: signed?.day)
    }
    if word == "pending" || (word.isEmpty && columns.waitsForConfirmation && times.confirmed == nil) {
      return Status(word: "pending", at: (times.status ?? signed)?.instant, on: signed?.day)
    }
    return Status(
      word: "validated", at: (times.status ?? times.confirmed ?? signed)?.instant, on: signed?.day)
  }

  mutating func readCountry(_ reader: borrowing CSVReader) -> String? {
    reading = CountryReading()
    guard let column = columns.country else { return defaultCountry }
    var isBlank = false
    Self.withPlain(columns, column, reader) { bytes in
      isBlank = bytes.indices.allSatisfy { bytes[$0] <= 0x20 }
      if !isBlank { reading = countries.read(bytes) }
    }
    if isBlank || reading.kind == .georgia { noteUSA(reader, isBlank: isBlank) }
    if isBlank { return defaultCountry }
    let isCode = columns.countryIsCode && (reading.kind == .notApplicable || reading.kind == .number)
    return isCode ? reading.iso3 : doubts.take(reading)
  }

  /// Looks for what speaks for the USA, where `Georgia` would be one of its states. An export of ours has the code of the
  /// country, so that what stands there in words is what nobody could tell.
  private mutating func noteUSA(_ reader: borrowing CSVReader, isBlank: Bool) {
    if isBlank {
      if defaultCountry == "USA" { doubts.noteUSA() }
      return
    }
    let region = columns.mapping[.region].map { columns.plain(reader.string($0)) } ?? ""
    if columns.isOwnExport || CountryReading.isStateOfUSA(region) { doubts.noteUSA() }
  }

  /// What else stands in the way of a record that the reader refused: what its fields hold, where they can be told apart.
  /// Nothing is counted or staged.
  mutating func reasons(against broken: CSVBrokenRecord) -> [String] {
    let needed = (columns.mapping.columns.values.max() ?? 0) + 1
    guard let cells = broken.cells, cells.count >= needed else { return [] }
    // A field at fault is blank here, and nothing is said of blank ones.
    var writer = CSVWriter<Never>()
    for cell in cells {
      let content = cell ?? []
      writer.field(content.span)
    }
    var reader = CSVReader(
      CSVSource(bytes: writer.bytes()), fieldCount: .any, maximumRecordBytes: 1 << 22, blockBytes: 1 << 12)
    guard case .record? = try? reader.next() else { return [] }
    reasons.removeAll(keepingCapacity: true)
    // A refused record decides nothing for the others, and is counted nowhere.
    let (decided, mended) = (fileTimes, addresses)
    defer { (fileTimes, addresses) = (decided, mended) }
    times = Times()
    readEmail(reader)
    if (try? readTimes(reader)) == false { setTimes(reader, as: nil) }
    _ = readStatus(reader)
    return reasons
  }
}
