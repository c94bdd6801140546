internal import CSV

extension SignatureRow {
  /// Reads the cells of the row's times. Their order of day and month may stay open.
  /// - Returns: whether a cell is two days, and nothing says yet which.
  /// - Throws: `RollError` where the file leaves a question that no other row can answer.
  mutating func readTimes(_ reader: borrowing CSVReader) throws(RollError) -> Bool {
    written.removeAll(keepingCapacity: true)
    var hasTwoDays = false
    for (field, column) in columns.times {
      let time = readTime(reader, field, column)
      written.append(time)
      func here() -> FileTimes.Cell {
        FileTimes.Cell(line: reader.position.line, column: column, text: reader.string(column).trimmed())
      }
      switch time {
      case .dayMonth(let dmy, let mdy):
        try fileTimes.noteYearLast(column, here(), names)
        try fileTimes.note(dmy, mdy, here(), names)
        hasTwoDays = hasTwoDays || dmy != nil && mdy != nil
      case .number(let kind, _): try fileTimes.note(kind, column, here(), names)
      case .shortYear: throw names.shortYear(here())
      default: break
      }
    }
    return hasTwoDays && fileTimes.order == nil
  }

  private mutating func readTime(
    _ reader: borrowing CSVReader, _ field: SignatureField, _ column: Int
  ) -> WrittenTime {
    cell.removeAll(keepingCapacity: true)
    append(column, of: reader)
    // Where the time of the day has a column of its own, both together.
    if field == .signedAt, let time = columns.rules.timeOfDay, !cell.isEmpty {
      cell.append(0x20)
      append(time, of: reader)
      if cell.last == 0x20 { cell.removeLast() }
    }
    if cell.first == UInt8(ascii: "\'") {
      cell = Array(columns.plain(String(decoding: cell, as: UTF8.self)).utf8)
    }
    return WrittenTime.read(cell, shortYears: shortYears)
  }

  private mutating func append(_ column: Int, of reader: borrowing CSVReader) {
    reader.withField(column) { bytes in
      var (first, last) = (0, bytes.count)
      while first < last, bytes[first] <= 0x20 { first += 1 }
      while last > first, bytes[last - 1] <= 0x20 { last -= 1 }
      for index in first..<last { cell.append(bytes[index]) }
    }
  }

  /// Gives the row its times, with day and month in this order, else in the file's.
  mutating func setTimes(_ reader: borrowing CSVReader, as order: StatedTime.Order?) {
    times = Times()
    let order = order ?? fileTimes.order
    for (place, (field, column)) in columns.times.enumerated() {
      switch written[place] {
      case .moment(let moment): set(field, column, moment, reader)
      case .number(.excelDays, let moment): set(field, column, moment, reader)
      case .number(_, let moment): set(field, moment.instant(offset: 0))
      case .dayMonth(let dmy, let mdy):
        if let moment = order == .dmy ? dmy : order == .mdy ? mdy : nil {
          set(field, column, moment, reader)
        } else {
          refuse(column, reader, " is no day in the order \(order?.rawValue ?? "")")
        }
      case .absent, .shortYear: break
      case .impossible(let why): refuse(column, reader, ": \(why)")
      case .unreadable(let why):
        refuse(
          column, reader, why.map { " \($0)" } ?? " is not a time that can be read (YYYY-MM-DD HH:MM:SS)")
      }
    }
    if let signed = times.signed, let refusal = rules.refusal(ofSigningOn: signed.day, today: today) {
      reasons.append((columns.times.first.map { columns.place($0.column) } ?? "") + refusal)
    }
  }

  private mutating func refuse(_ column: Int, _ reader: borrowing CSVReader, _ why: String) {
    reasons.append("\(columns.place(column))‘\(reader.string(column).trimmed())’\(why)")
  }

  private mutating func set(
    _ field: SignatureField, _ column: Int, _ moment: StatedTime.Moment, _ reader: borrowing CSVReader
  ) {
    if let offset = moment.offset {
      set(
        field, Stated(instant: moment.instant(offset: offset), day: moment.day, zone: Self.zoneName(offset)))
    } else if let name = moment.zoneName {
      setNamed(field, column, moment, name, reader)
    } else {
      let local = zone.local(moment)
      note(local, of: moment)
      set(field, Stated(instant: moment.instant(offset: local.offset), day: moment.day, zone: zoneName))
    }
  }

  /// A time in a zone of the cell's own.
  private mutating func setNamed(
    _ field: SignatureField, _ column: Int, _ moment: StatedTime.Moment, _ name: String,
    _ reader: borrowing CSVReader
  ) {
    if let offsets = ZoneAbbreviations.offsets(name) {
      let local = zone.local(moment)
      let possible = local.isRepeated ? [local.offset, local.other ?? local.offset] : [local.offset]
      guard zoneIsStated, let offset = possible.first(where: offsets.contains) else {
        let stated = zoneIsStated ? "is not the time of \(zoneName) then" : "stands for more than one zone"
        let advice = "(an offset such as +01:00, or --time-zone, says which is meant)"
        return refuse(column, reader, ": \(name) \(stated) \(advice)")
      }
      if !local.isRepeated { note(local, of: moment) }
      return set(field, Stated(instant: moment.instant(offset: offset), day: moment.day, zone: zoneName))
    }
    guard name.contains("/"), var own = namedZones[name] ?? TimeZones(name) else {
      return refuse(column, reader, ": ‘\(name)’ is not a time zone")
    }
    let local = own.local(moment)
    namedZones[name] = own
    note(local, of: moment)
    set(field, Stated(instant: moment.instant(offset: local.offset), day: moment.day, zone: name))
  }

  /// A moment that says nothing of a zone: its day is the one of the file's zone.
  private mutating func set(_ field: SignatureField, _ instant: Instant) {
    set(field, Stated(instant: instant, day: zone.day(of: instant), zone: zoneName))
  }

  /// A bare day counts from the beginning of the day, whatever a clock does then.
  private mutating func note(_ local: TimeZones.Local, of moment: StatedTime.Moment) {
    guard local.other != nil, moment.timeOfDay != nil else { return }
    if local.isRepeated { times.repeated += 1 } else { times.skipped += 1 }
  }

  private mutating func set(_ field: SignatureField, _ stated: Stated) {
    switch field {
    case .signedAt: times.signed = stated
    case .confirmedAt: times.confirmed = stated
    case .invalidatedAt: times.invalidated = stated
    case .statusAt: times.status = stated
    default: times.ended = times.ended ?? stated
    }
  }

  private static func zoneName(_ offset: Int) -> String {
    guard offset != 0 else { return "UTC" }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(offset < 0 ? "-" : "+")\(two(abs(offset) / 3600)):\(two(abs(offset) / 60 % 60))"
  }
}

/// Local times that are no moment, or two: the clock skipped them, or showed them twice.
public struct ClockChanges: Sendable, Equatable, Codable {
  /// How many times the clock never showed; each is taken for the moment that the clock before the change would have shown.
  public var skipped = 0
  /// How many it showed twice; each is taken for the first.
  public var repeated = 0
  /// Lines of the first hundred rows with one.
  public var lines: [Int64] = []

  /// Adds a row's.
  mutating func add(skipped: Int, repeated: Int, line: Int64) {
    guard skipped + repeated > 0 else { return }
    self.skipped += skipped
    self.repeated += repeated
    if lines.count < 100 { lines.append(line) }
  }

  static func + (left: ClockChanges, right: ClockChanges) -> ClockChanges {
    ClockChanges(
      skipped: left.skipped + right.skipped, repeated: left.repeated + right.repeated,
      lines: Array((left.lines + right.lines).sorted().prefix(100)))
  }
}
