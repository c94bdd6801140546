/// Dates of digits: ISO 8601 extended and basic, day and month before the year, numbers that count.
extension TimeCursor {
  /// The whole cell as a date of digits; nil where it does not begin like one.
  mutating func digitForm(_ shortYears: WrittenTime.ShortYears?) -> WrittenTime? {
    guard let first = digits() else { return nil }
    if first.count >= 5 { return longForm(first) }
    guard let mark = skip(of: "-/.") else { return nil }
    skipSpaces()
    guard let second = digits() else { return nil }
    guard skip(mark) else {
      return .unreadable(mark == UInt8(ascii: ".") && skip(of: "eE") != nil ? Self.shortened : nil)
    }
    skipSpaces()
    guard let third = digits() else { return .unreadable(nil) }
    // A full stop ends the date in some languages.
    if mark == UInt8(ascii: "."), next == mark, position + 1 == bytes.count || bytes[position + 1] == 0x20 {
      position += 1
    }
    return dated(first, second, third, shortYears)
  }

  static let shortened =
    "is a number that a spreadsheet has shortened, and its last digits are lost (export it again as text)"

  private mutating func dated(
    _ first: Digits, _ second: Digits, _ third: Digits, _ shortYears: WrittenTime.ShortYears?
  ) -> WrittenTime {
    guard second.count <= 2 else { return .unreadable(nil) }
    switch (first.count, third.count) {
    case (4, 1...2): return finish(year: first.value, month: second.value, day: third.value)
    case (1...2, 4):
      let dmy = Day(year: third.value, month: second.value, day: first.value)
      let mdy = Day(year: third.value, month: first.value, day: second.value)
      guard let some = dmy ?? mdy else {
        return .impossible(Self.noDay(third.value, second.value, first.value))
      }
      return finish(on: some) { time in
        dmy == mdy ? .moment(time) : .dayMonth(dmy: dmy.map { time.on($0) }, mdy: mdy.map { time.on($0) })
      }
    case (1...2, 2):
      guard let shortYears else { return finish(on: Day(number: 0)) { _ in .shortYear } }
      func full(_ year: Digits) -> Int { shortYears.century * 100 + year.value }
      switch shortYears.order {
      case .dmy: return finish(year: full(third), month: second.value, day: first.value)
      case .mdy: return finish(year: full(third), month: first.value, day: second.value)
      case .ymd:
        guard first.count == 2 else { return .unreadable(nil) }
        return finish(year: full(first), month: second.value, day: third.value)
      }
    default: return .unreadable(nil)
    }
  }

  static func noDay(_ year: Int, _ month: Int, _ day: Int) -> String {
    "there is no day \(day) in month \(month) of \(year)"
  }

  mutating func finish(year: Int, month: Int, day: Int, isBasic: Bool = false) -> WrittenTime {
    guard let date = Day(year: year, month: month, day: day) else {
      return .impossible(Self.noDay(year, month, day))
    }
    return finish(on: date, isBasic: isBasic) { .moment($0) }
  }

  /// The rest of the cell as a time of this day.
  mutating func finish(
    on day: Day, isBasic: Bool = false, _ make: (StatedTime.Moment) -> WrittenTime
  ) -> WrittenTime {
    var moment = StatedTime.Moment(day: day, timeOfDay: nil, offset: nil)
    if isAtEnd { return make(moment) }
    return timePart(of: &moment, isBasic: isBasic) ?? make(moment)
  }

  /// Five digits or more in a row. The windows of the forms do not overlap, so that the digits alone say which it is.
  private mutating func longForm(_ number: Digits) -> WrittenTime {
    if number.count == 8 {
      return finish(
        year: number.value / 10_000, month: number.value / 100 % 100, day: number.value % 100, isBasic: true)
    }
    if number.count == 14 || number.count == 12,
      (1900...2099).contains(number.count == 14 ? number.value / 10_000_000_000 : number.value / 100_000_000)
    {
      return basicMoment(number)
    }
    if skip(of: "eE") != nil { return .unreadable(Self.shortened) }
    var fraction = Digits()
    if skip(of: ".,") != nil {
      guard let read = digits() else { return .unreadable(nil) }
      fraction = read
      if skip(of: "eE") != nil { return .unreadable(Self.shortened) }
    }
    guard isAtEnd, number.count <= 18 else { return .unreadable(nil) }
    return WrittenTime.counted(number.value, fraction) ?? .unreadable(nil)
  }

  /// YYYYMMDDHHMM and YYYYMMDDHHMMSS.
  private mutating func basicMoment(_ number: Digits) -> WrittenTime {
    let clock = number.count == 14 ? number.value % 1_000_000 : number.value % 10_000 * 100
    let date = number.count == 14 ? number.value / 1_000_000 : number.value / 10_000
    guard let day = Day(year: date / 10_000, month: date / 100 % 100, day: date % 100) else {
      return .impossible(Self.noDay(date / 10_000, date / 100 % 100, date % 100))
    }
    var moment = StatedTime.Moment(day: day, timeOfDay: nil, offset: nil)
    var time = ClockTime(hour: clock / 10_000, minute: clock / 100 % 100, second: clock % 100)
    if skip(of: ".,") != nil {
      guard let fraction = millionths() else { return .unreadable(nil) }
      time.microseconds = fraction
    }
    return clockEnd(time, of: &moment) ?? .moment(moment)
  }
}

extension WrittenTime {
  /// A number that counts, by its size: it is read only where it means a moment from 1990 to 2099.
  ///
  /// Excel's days count from 1900-01-00 and hold a 29 February 1900 that never was, so that from March 1900 on day 1 is
  /// 1899-12-31 (ECMA-376 Part 1, 18.17.4.1, the 1900 date system); a fraction is a part of the day, to the millisecond.
  /// Unix time counts from 1970-01-01T00:00:00Z (POSIX.1, 4.19 Seconds Since the Epoch).
  static func counted(_ value: Int, _ fraction: TimeCursor.Digits) -> WrittenTime? {
    let window = 631_152_000..<4_102_444_800
    if (32_874..<73_051).contains(value) {
      var moment = StatedTime.Moment(day: Day(number: value - 25_569), timeOfDay: nil, offset: nil)
      if fraction.value > 0 { moment.timeOfDay = dayPart(fraction) }
      if let time = moment.timeOfDay, time >= 86_400_000_000 {
        moment = StatedTime.Moment(
          day: Day(number: moment.day.number + 1), timeOfDay: time - 86_400_000_000, offset: nil)
      }
      return .number(.excelDays, moment)
    }
    for (kind, units) in [
      (TimeNumber.unixSeconds, 1), (.unixMilliseconds, 1_000), (.unixMicroseconds, 1_000_000),
    ]
    where window.contains(value / units) {
      let microseconds =
        Int64(value) * Int64(1_000_000 / units) + part(fraction, of: Int64(1_000_000 / units))
      let day = Instant(microseconds: microseconds).day
      return .number(
        kind,
        StatedTime.Moment(
          day: day, timeOfDay: microseconds - Instant(startOf: day).microseconds, offset: 0))
    }
    return nil
  }

  /// A fraction of a day in microseconds, whole milliseconds.
  private static func dayPart(_ fraction: TimeCursor.Digits) -> Int64 {
    // Eleven digits are a microsecond, and their product with a day's milliseconds fits.
    var value = fraction.value
    var count = min(fraction.count, 18)
    while count > 10 {
      value /= 10
      count -= 1
    }
    var scale = 1
    for _ in 0..<count { scale *= 10 }
    return Int64((value * 86_400_000 + scale / 2) / scale) * 1000
  }

  /// A fraction of `unit` microseconds, cut.
  private static func part(_ fraction: TimeCursor.Digits, of unit: Int64) -> Int64 {
    var result: Int64 = 0
    var rest = unit
    let count = min(fraction.count, 18)
    var divisor = 1
    for _ in 0..<count { divisor *= 10 }
    var value = fraction.value
    while rest > 1, divisor > 1 {
      divisor /= 10
      rest /= 10
      result += Int64(value / divisor) * rest
      value %= divisor
    }
    return result
  }
}
