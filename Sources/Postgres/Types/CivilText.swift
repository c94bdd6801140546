/// Dates and times as the server writes them with `DateStyle` ISO.
enum CivilText {
  /// `YYYY-MM-DD`, more digits for later years; the year before 1 is `0001` with `BC` to be said at the end.
  static func date(_ number: Int) -> (text: String, isBeforeChrist: Bool) {
    let (year, month, day) = CivilDay.parts(of: number)
    let counted = year > 0 ? year : 1 - year
    return ("\(padded(counted, 4))-\(padded(month, 2))-\(padded(day, 2))", year <= 0)
  }

  /// `HH:MM:SS`, with as many decimals as there are.
  static func time(_ microseconds: Int64) -> String {
    let seconds = Int(microseconds / 1_000_000)
    return "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
      + fraction(microseconds % 1_000_000)
  }

  /// `.5` for half a second; nothing for none.
  static func fraction(_ microseconds: Int64) -> String {
    guard microseconds != 0 else { return "" }
    var digits = Substring(padded(Int(microseconds), 6))
    while digits.last == "0" { digits.removeLast() }
    return ".\(digits)"
  }

  static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
