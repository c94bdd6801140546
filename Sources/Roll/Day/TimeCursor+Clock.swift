/// A time of the day as written.
struct ClockTime {
  var hour: Int
  var minute = 0
  var second = 0
  var microseconds: Int64 = 0
}

/// The time of the day behind a date, and its zone.
extension TimeCursor {
  /// Words between a date and a time, in canonical form: "21 mars 2019 à 14:05".
  private static let joining: Set<String> = [
    "t", "at", "a", "las", "um", "as", "alle", "ore", "om", "o", "godz", "в", "الساعة", "klo",
  ]
  /// Words behind a time: "14:05 Uhr".
  private static let closing: Set<String> = ["uhr", "h", "hs", "hrs", "uur"]
  private static let halves: [String: Half] = [
    "am": .morning, "pm": .afternoon, "ص": .morning, "م": .afternoon, "صباحا": .morning, "مساء": .afternoon,
  ]

  private enum Half { case morning, afternoon }

  /// Reads all that is left into `moment`; nil where it can be read, else why not.
  mutating func timePart(of moment: inout StatedTime.Moment, isBasic: Bool) -> WrittenTime? {
    let hasT = skip(of: "Tt") != nil
    if !hasT {
      guard skip(of: " ,") != nil else { return .unreadable(nil) }
      while skip(of: " ,") != nil {}
      while let next, Self.isLetter(next) {
        let start = position
        guard let word = word(), Self.joining.contains(Self.canonical(word)) else {
          position = start
          return zonePart(of: &moment)
        }
        skipSpaces()
      }
    }
    guard let hour = digits() else { return .unreadable(nil) }
    guard hour.count <= 2 else {
      guard hasT || isBasic, hour.count == 6 || hour.count == 4 else { return .unreadable(nil) }
      let clock = hour.count == 6 ? hour.value : hour.value * 100
      return fractionEnd(
        ClockTime(hour: clock / 10_000, minute: clock / 100 % 100, second: clock % 100), of: &moment)
    }
    return minutePart(ClockTime(hour: hour.value), of: &moment)
  }

  /// Behind the hour: minutes, seconds and their parts, or AM and PM.
  private mutating func minutePart(_ hour: ClockTime, of moment: inout StatedTime.Moment) -> WrittenTime? {
    guard let mark = skip(of: ":.hH") else {
      // "2 PM"
      skipSpaces()
      guard let next, Self.isLetter(next) else { return .unreadable(nil) }
      return clockEnd(hour, of: &moment, needsHalf: true)
    }
    let isLetter = mark | 0x20 == UInt8(ascii: "h")
    guard let minute = digits() else {
      return isLetter ? clockEnd(hour, of: &moment) : .unreadable(nil)
    }
    guard minute.count == 2 else { return .unreadable(nil) }
    var time = hour
    time.minute = minute.value
    guard !isLetter, isNumber(behind: mark), skip(mark) else { return clockEnd(time, of: &moment) }
    guard let second = digits(), second.count == 2 else { return .unreadable(nil) }
    time.second = second.value
    return fractionEnd(time, of: &moment)
  }

  /// Whether digits follow the next byte where that is `mark`; always, for a colon: behind it nothing else can be.
  private func isNumber(behind mark: UInt8) -> Bool {
    guard mark == UInt8(ascii: ".") else { return true }
    return position + 1 < bytes.count && Self.isDigit(bytes[position + 1])
  }

  private mutating func fractionEnd(_ time: ClockTime, of moment: inout StatedTime.Moment) -> WrittenTime? {
    var time = time
    if skip(of: ".,") != nil {
      guard let fraction = millionths() else { return .unreadable(nil) }
      time.microseconds = fraction
    }
    return clockEnd(time, of: &moment)
  }

  /// What can follow the digits of a time: AM or PM, a word, a zone.
  mutating func clockEnd(
    _ time: ClockTime, of moment: inout StatedTime.Moment, needsHalf: Bool = false
  ) -> WrittenTime? {
    var time = time
    let half = half()
    guard half != nil || !needsHalf else { return .unreadable(nil) }
    guard half == nil || (1...12).contains(time.hour), time.hour < 24, time.minute < 60, time.second < 60
    else {
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      let name = half.map { $0 == .morning ? " AM" : " PM" } ?? ""
      return .impossible("there is no time \(time.hour):\(two(time.minute)):\(two(time.second))\(name)")
    }
    if half != nil { time.hour = time.hour % 12 + (half == .afternoon ? 12 : 0) }
    moment.timeOfDay =
      Int64(time.hour * 3600 + time.minute * 60 + time.second) * 1_000_000 + time.microseconds
    return isAtEnd ? nil : zonePart(of: &moment)
  }

  private mutating func half() -> Half? {
    let start = position
    skipSpaces()
    guard let first = next, Self.isLetter(first), let word = word() else {
      position = start
      return nil
    }
    if word.utf8.count == 1, first | 0x20 == UInt8(ascii: "a") || first | 0x20 == UInt8(ascii: "p") {
      // "p.m.", "p. m."
      _ = skip(UInt8(ascii: "."))
      skipSpaces()
      if let m = self.word(), m.lowercased() == "m" {
        _ = skip(UInt8(ascii: "."))
        return first | 0x20 == UInt8(ascii: "a") ? .morning : .afternoon
      }
    } else if let half = Self.halves[Self.canonical(word)] {
      return half
    } else if Self.closing.contains(Self.canonical(word)) {
      return nil
    }
    position = start
    return nil
  }

  static func canonical(_ word: String) -> String { String(decoding: Canonical.text(word), as: UTF8.self) }
}

/// Zones: an offset, UTC, or a name.
extension TimeCursor {
  private mutating func zonePart(of moment: inout StatedTime.Moment) -> WrittenTime? {
    skipSpaces()
    guard let first = next else { return nil }
    if first | 0x20 == UInt8(ascii: "z"), position + 1 == bytes.count {
      moment.offset = 0
      return nil
    }
    if Self.isLetter(first) {
      guard let name = zoneName() else { return .unreadable(nil) }
      guard ["Z", "UTC", "GMT", "UT"].contains(name.uppercased()) else {
        moment.zoneName = name
        return isAtEnd ? nil : .unreadable(nil)
      }
      moment.offset = 0
      if name.utf8.count == 1 || next != UInt8(ascii: "+") && next != UInt8(ascii: "-") { return zoneEnd() }
      guard let offset = offset(allowsShort: true) else { return .unreadable(nil) }
      moment.offset = offset
      return zoneEnd()
    }
    guard let offset = offset(allowsShort: false) else { return .unreadable(nil) }
    moment.offset = offset
    return zoneEnd()
  }

  /// Letters, and what else the names of the IANA database hold: `America/Port-au-Prince`, `Etc/GMT+5`.
  private mutating func zoneName() -> String? {
    let start = position
    while let next, Self.isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "_") {
      position += 1
    }
    if bytes[start..<position].contains(UInt8(ascii: "/")) {
      while let next, next > 0x20, next < 0x7F { position += 1 }
    }
    return start == position ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// `+01:00`, `+0100`, `+01`; behind UTC and GMT also `+1`. Seconds east of UTC.
  private mutating func offset(allowsShort: Bool) -> Int? {
    guard let sign = skip(of: "+-"), let hours = digits() else { return nil }
    var minutes = 0
    var whole = hours.value
    if hours.count == 4 {
      (whole, minutes) = hours.value.quotientAndRemainder(dividingBy: 100)
    } else if hours.count <= 2, skip(UInt8(ascii: ":")) {
      guard hours.count == 2 || allowsShort, let read = digits(), read.count == 2 else { return nil }
      minutes = read.value
    } else if hours.count > 2 || hours.count == 1 && !allowsShort {
      return nil
    }
    guard whole <= 14, minutes < 60 else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (whole * 3600 + minutes * 60)
  }

  /// Behind an offset its name may stand, which adds nothing: `GMT+0100 (CET)`, `-0400 EDT`, `+01:00[Europe/Paris]`.
  private mutating func zoneEnd() -> WrittenTime? {
    skipSpaces()
    guard let first = next else { return nil }
    switch first {
    case UInt8(ascii: "("): return bytes.last == UInt8(ascii: ")") ? nil : .unreadable(nil)
    case UInt8(ascii: "["): return bytes.last == UInt8(ascii: "]") ? nil : .unreadable(nil)
    default:
      guard Self.isLetter(first), word()?.utf8.count ?? 0 >= 2 else { return .unreadable(nil) }
      return isAtEnd ? nil : .unreadable(nil)
    }
  }
}
