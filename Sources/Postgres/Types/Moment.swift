/// What the types of timestamps have in common: microseconds since 2000-01-01T00:00:00, their day, and their text.
struct Moment {
  var microseconds: Int64

  private static let dayLength: Int64 = 86_400_000_000
  /// MIN_TIMESTAMP and END_TIMESTAMP of src/include/datatype/timestamp.h.
  private static let reach: Range<Int64> = -211_813_488_000_000_000..<9_223_371_331_200_000_000

  init(microseconds: Int64) { self.microseconds = microseconds }

  /// nil where the server does not reach.
  init?(day: Int, microseconds: Int64) {
    let (start, overflows) = Int64(day).multipliedReportingOverflow(by: Self.dayLength)
    let (sum, overflowsToo) = start.addingReportingOverflow(microseconds)
    guard !overflows, !overflowsToo, Self.reach.contains(sum) else { return nil }
    self.microseconds = sum
  }

  /// From the ISO form of date, time, and zone where there is to be one; nil where the server does not reach.
  init?(_ text: String, hasZone: Bool) {
    if text == "infinity" || text == "-infinity" {
      self.init(microseconds: text == "infinity" ? .max : .min)
      return
    }
    var reader = CivilReader(text)
    guard let date = reader.date(), reader.take("T") || reader.take(" "), let time = reader.time(),
      let zone = hasZone ? reader.zone() : 0, let day = reader.endingEra(of: date)
    else { return nil }
    self.init(day: day, microseconds: time - zone)
  }

  /// The day, rounded towards the past.
  var day: Int {
    let (days, rest) = microseconds.quotientAndRemainder(dividingBy: Self.dayLength)
    return Int(rest < 0 ? days - 1 : days)
  }

  /// Microseconds since the day's beginning.
  var timeOfDay: Int64 {
    let rest = microseconds % Self.dayLength
    return rest < 0 ? rest + Self.dayLength : rest
  }

  func text(zone: String) -> String {
    if microseconds == .max { return "infinity" }
    if microseconds == .min { return "-infinity" }
    let (date, isBeforeChrist) = CivilText.date(day)
    return "\(date) \(CivilText.time(timeOfDay))\(zone)\(isBeforeChrist ? " BC" : "")"
  }
}
