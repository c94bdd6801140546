/// Dates with the name of a month, and those behind the name of a weekday.
extension TimeCursor {
  /// What was found of such a date so far.
  private struct Parts {
    var weekday: Int?
    var month: Int?
    /// The word that gave the month, where it is also the name of a weekday: "mar. 19 févr. 2019" is a Tuesday.
    var monthAsWeekday: Int?
    var numbers: [Digits] = []
    /// Whether a full stop follows the number before the month, as in Croatian and never in Polish.
    var hasStop = false
  }

  /// The whole cell as a date of words; ordinals, articles and marks between its parts do not count.
  mutating func wordForm(_ shortYears: WrittenTime.ShortYears?) -> WrittenTime {
    var parts = Parts()
    if let first = next, Self.isLetter(first) {
      let start = position
      if let word = word(), let weekday = MonthNames.weekday(Self.canonical(word)) {
        skipWeekdayEnd()
        let behind = position
        if let form = digitForm(shortYears), form != .unreadable(nil) { return Self.checked(form, weekday) }
        position = behind
        parts.weekday = weekday
        if MonthNames.month(Self.canonical(word)) != nil {
          parts.weekday = nil
          position = start
        }
      } else {
        position = start
      }
    }
    guard collect(&parts), let month = parts.month else { return .unreadable(nil) }
    if parts.numbers.count == 1 { takeYearAtEnd(&parts) }
    return dated(parts, month, shortYears)
  }

  /// Marks behind the name of a weekday, and the second half of those in Portuguese.
  private mutating func skipWeekdayEnd() {
    let start = position
    if skip(UInt8(ascii: "-")), let word = word(), Self.canonical(word) != "feira" { position = start }
    while skip(of: " ,.") != nil {}
  }

  /// Gathers day, month and year up to the time; false where something else stands between them.
  private mutating func collect(_ parts: inout Parts) -> Bool {
    while parts.month == nil || parts.numbers.count < 2 {
      while skip(of: " ,.-/'") != nil {}
      guard let first = next else { return true }
      if Self.isDigit(first) {
        let start = position
        guard let number = digits() else { return false }
        if next == UInt8(ascii: ":") || parts.numbers.count == 2 {
          position = start
          return true
        }
        parts.numbers.append(number)
        parts.hasStop = next == UInt8(ascii: ".")
        let end = position
        if let suffix = word(), !MonthNames.isOrdinal(Self.canonical(suffix)) { position = end }
      } else if Self.isLetter(first) {
        guard let word = word(), take(Self.canonical(word), &parts) else { return false }
      } else {
        return false
      }
    }
    return true
  }

  private mutating func take(_ word: String, _ parts: inout Parts) -> Bool {
    var month = MonthNames.month(word)
    if MonthNames.isFirstOfTwo(word) {
      skipSpaces()
      // تشرين الأول, also written تشرين ١.
      let second = self.word().map { Self.canonical($0) } ?? digits().map { "\($0.value)" } ?? ""
      month = MonthNames.month(word + " " + second)
      guard month != nil else { return false }
    }
    guard let month else {
      if MonthNames.isBetween(word) { return true }
      guard parts.weekday == nil, let weekday = MonthNames.weekday(word) else { return false }
      parts.weekday = weekday
      return true
    }
    if parts.hasStop, MonthNames.isAlsoCroatian(word) { return false }
    if let earlier = parts.month, earlier != month {
      guard parts.weekday == nil, let weekday = parts.monthAsWeekday else { return false }
      parts.weekday = weekday
    }
    parts.month = month
    parts.monthAsWeekday = MonthNames.weekday(word)
    return true
  }

  /// "Thu Mar 21 14:05:09 2019": the year behind the time.
  private mutating func takeYearAtEnd(_ parts: inout Parts) {
    let tail = bytes.suffix(5)
    guard tail.count == 5, tail.first == 0x20, tail.dropFirst().allSatisfy(Self.isDigit),
      bytes.count - 5 > position
    else { return }
    parts.numbers.append(
      Digits(value: tail.dropFirst().reduce(0) { $0 * 10 + Int($1 - 48) }, count: 4))
    bytes.removeLast(5)
    position -= 1
    while position > 0, bytes[position] != 0x20 { position -= 1 }
  }

  private mutating func dated(
    _ parts: Parts, _ month: Int, _ shortYears: WrittenTime.ShortYears?
  ) -> WrittenTime {
    guard parts.numbers.count == 2 else { return .unreadable(nil) }
    let (first, second) = (parts.numbers[0], parts.numbers[1])
    var (year, day) = (second.value, first.value)
    switch (first.count, second.count) {
    case (1...2, 4): break
    case (4, 1...2): (year, day) = (first.value, second.value)
    case (1...2, 2):
      guard let shortYears else { return finish(on: Day(number: 0)) { _ in .shortYear } }
      if shortYears.order == .ymd { (year, day) = (first.value, second.value) }
      year += shortYears.century * 100
    default: return .unreadable(nil)
    }
    // A full stop, or the word for "year".
    skipYearEnd()
    let form = finish(year: year, month: month, day: day)
    return parts.weekday.map { Self.checked(form, $0) } ?? form
  }

  private mutating func skipYearEnd() {
    let start = position
    skipSpaces()
    if let word = word(), MonthNames.isBetween(Self.canonical(word)) {
      _ = skip(UInt8(ascii: "."))
      return
    }
    position = start
    if next == UInt8(ascii: "."), position + 1 == bytes.count || bytes[position + 1] == 0x20 { position += 1 }
  }

  /// Drops the readings that fall on another day of the week than the one that is written.
  private static func checked(_ form: WrittenTime, _ weekday: Int) -> WrittenTime {
    func fits(_ moment: StatedTime.Moment?) -> Bool { moment.map { $0.day.weekday == weekday } ?? false }
    switch form {
    case .moment(let moment) where !fits(moment):
      return .impossible("\(moment.day) is not the day of the week that is written")
    case .dayMonth(let dmy, let mdy):
      guard fits(dmy) || fits(mdy) else {
        return .impossible("neither way round is it the day of the week that is written")
      }
      return .dayMonth(dmy: fits(dmy) ? dmy : nil, mdy: fits(mdy) ? mdy : nil)
    default: return form
    }
  }
}

extension Day {
  /// From 0, Monday, to 6, Sunday.
  var weekday: Int { ((number + 3) % 7 + 7) % 7 }
}
