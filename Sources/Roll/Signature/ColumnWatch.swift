internal import CSV

/// Looks at the values of columns for what their field cannot mean, so that a wrong mapping is told. Nothing is refused for
/// it. The first thousand rows and every 64th after them are looked at, byte by byte and without allocating.
struct ColumnWatch {
  /// What a value looks like.
  enum Look {
    case blank
    case address
    case date
    case telephone
    case other
  }

  /// A column that is not read, where no column is read for an address.
  private struct Unread {
    let column: Int
    var filled = 0
    var addresses = 0
  }

  /// A column and how its values look.
  private struct Tally {
    let field: SignatureField
    let column: Int
    var filled = 0
    var addresses = 0
    var dates = 0
    var telephones = 0
  }

  /// Times of one field that lie ahead.
  private struct Ahead {
    var rows = 0
    var firstLine = 0
  }

  private static let watched: [SignatureField] = [
    .givenName, .familyName, .fullName, .organization, .street, .city, .region, .postalCode, .country, .phone,
    .comment,
  ]

  private var tallies: [Tally]
  private var unread: [Unread] = []
  private let used: Set<Int>
  /// Whether columns that are not read are still to be found; without a header only a record tells how many there are.
  private var mustFindUnread: Bool
  private var ahead: [SignatureField: Ahead] = [:]
  private var rows = 0
  private var statedCountries = 0
  /// Countries that were stated and are not usable.
  var unknownCountries = 0

  init(_ columns: SignatureColumns) {
    mustFindUnread = columns.email == nil && !columns.mapping.ruledOut.contains(.email)
    used = mustFindUnread ? columns.mapping.used : []
    tallies = Self.watched.compactMap { field in
      columns.mapping[field].map { Tally(field: field, column: $0) }
    }
  }

  /// Looks at a row, also one that is refused.
  mutating func look(at reader: borrowing CSVReader) {
    rows += 1
    guard rows <= 1000 || rows % 64 == 0 else { return }
    for place in tallies.indices {
      switch reader.withField(tallies[place].column, { Self.look(of: $0) }) {
      case .blank: continue
      case .address: tallies[place].addresses += 1
      case .date: tallies[place].dates += 1
      case .telephone: tallies[place].telephones += 1
      case .other: break
      }
      tallies[place].filled += 1
    }
    lookAtUnread(reader)
  }

  private mutating func lookAtUnread(_ reader: borrowing CSVReader) {
    if mustFindUnread {
      mustFindUnread = false
      unread = (0..<reader.fieldCount).filter { !used.contains($0) }.map { Unread(column: $0) }
    }
    for place in unread.indices {
      switch reader.withField(unread[place].column, { Self.look(of: $0) }) {
      case .blank: continue
      case .address: unread[place].addresses += 1
      default: break
      }
      unread[place].filled += 1
    }
  }

  /// Takes note of a time that the row states. A day ahead of ours can already be today somewhere on earth.
  mutating func note(_ field: SignatureField, _ day: Day?, today: Day, line: Int) {
    guard let day, day.number > today.number + 1 else { return }
    if ahead[field] == nil { ahead[field] = Ahead(rows: 0, firstLine: line) }
    ahead[field]?.rows += 1
  }

  /// Takes note of a country that is stated.
  mutating func noteCountry(isUnknown: Bool) {
    statedCountries += 1
    if isUnknown { unknownCountries += 1 }
  }

  /// Addresses that are left lying: without them persons are told apart only by all they state.
  private func missedAddresses(_ columns: SignatureColumns) -> [String] {
    unread.filter { $0.addresses * 2 > $0.filled }.map { tally in
      let name = columns.argument(naming: tally.column)
      return
        "\(columns.place(tally.column))\(tally.addresses) of the \(tally.filled) values looked at are e-mail addresses, "
        + "and no column is read as email; \(name) reads it"
    }
  }

  /// What looks wrong, each in a sentence that quotes no row.
  func warnings(_ columns: SignatureColumns) -> [String] {
    var warnings = missedAddresses(columns)
    for tally in tallies {
      let place = "\(columns.place(tally.column))read as \(tally.field.rawValue), but "
      func warn(_ count: Int, _ what: String) {
        guard count * 2 > tally.filled else { return }
        warnings.append("\(place)\(count) of the \(tally.filled) values looked at are \(what)")
      }
      warn(tally.addresses, "e-mail addresses")
      if tally.field != .comment { warn(tally.dates, "dates") }
      if ![.phone, .comment].contains(tally.field) { warn(tally.telephones, "telephone numbers") }
    }
    for (field, column) in columns.times {
      guard let found = ahead[field] else { continue }
      let rows = found.rows == 1 ? "1 row states" : "\(found.rows) rows state"
      warnings.append(
        "\(columns.place(column))\(rows) a time in the future, the first on line \(found.firstLine)")
    }
    if let column = columns.country, statedCountries >= 3, unknownCountries * 10 >= statedCountries * 9 {
      warnings.append(
        "\(columns.place(column))\(unknownCountries) of \(statedCountries) values are no country that is known"
      )
    }
    return warnings
  }

  /// What a value looks like, whatever its column is said to be.
  static func look(of bytes: Span<UInt8>) -> Look {
    var first = 0
    var end = bytes.count
    while first < end, bytes[first] <= 0x20 { first += 1 }
    while end > first, bytes[end - 1] <= 0x20 { end -= 1 }
    guard first < end else { return .blank }
    let value = bytes.extracting(first..<end)
    if isAddress(value) { return .address }
    return isDate(value) ? .date : isTelephone(value) ? .telephone : .other
  }

  private static func isAddress(_ value: Span<UInt8>) -> Bool {
    var at: Int?
    var hasDot = false
    for index in value.indices {
      switch value[index] {
      case UInt8(ascii: "@"):
        guard at == nil, index > 0 else { return false }
        at = index
      case 0...0x20: return false
      case UInt8(ascii: ".") where at.map { index > $0 + 1 } ?? false: hasDot = true
      default: break
      }
    }
    return at != nil && hasDot
  }

  /// Three numbers of one, two or four digits with the same sign between them, and perhaps a time behind.
  private static func isDate(_ value: Span<UInt8>) -> Bool {
    var lengths = (0, 0, 0)
    var part = 0
    var separator: UInt8?
    loop: for index in value.indices {
      switch value[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if part == 0 { lengths.0 += 1 } else if part == 1 { lengths.1 += 1 } else { lengths.2 += 1 }
      case UInt8(ascii: " "), UInt8(ascii: "T"), UInt8(ascii: ","): break loop
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."):
        guard separator.map({ $0 == value[index] }) ?? true, part < 2 else { return false }
        separator = value[index]
        part += 1
      default: return false
      }
    }
    guard part == 2, (1...2).contains(lengths.1) else { return false }
    return lengths.0 == 4
      ? (1...2).contains(lengths.2) : (1...2).contains(lengths.0) && (lengths.2 == 2 || lengths.2 == 4)
  }

  /// Ten digits or more, or seven behind a plus; postal codes are shorter, but for Iran's written as one number.
  private static func isTelephone(_ value: Span<UInt8>) -> Bool {
    var digits = 0
    for index in value.indices {
      switch value[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "+") where index == 0: break
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        break
      default: return false
      }
    }
    return digits >= (value[0] == UInt8(ascii: "+") ? 7 : 10) && digits <= 20
  }
}
