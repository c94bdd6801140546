internal import Foundation

/// The offset of a time zone on a local time, from the system's IANA database.
struct TimeZones {
  private let zone: TimeZone?
  /// Offsets of local days on which, and around which, no clock changes: asking for each time would cost more than reading it.
  private var steady: [Int64: Int32] = [:]

  /// A zone by its IANA name; UTC needs no database.
  init?(_ name: String) {
    if name == "UTC" {
      zone = nil
    } else if let zone = TimeZone(identifier: name) {
      self.zone = zone
    } else {
      return nil
    }
  }

  static func isKnown(_ name: String) -> Bool { name == "UTC" || TimeZone(identifier: name) != nil }

  /// What a zone makes of a local time.
  struct Local: Equatable {
    /// Seconds east of UTC. In the hour that a clock skips or repeats, the offset before the change holds.
    var offset: Int
    /// The offset after the change, where a clock changed at that time.
    var other: Int?
    /// Whether the clock showed that time twice; else, where there is another offset, never.
    var isRepeated = false
  }

  /// Seconds east of UTC at a local time. In the hour that a clock skips or repeats, the offset before the change holds.
  mutating func offset(atLocal moment: StatedTime.Moment) -> Int { local(moment).offset }

  /// The offset of a local time, and whether it is one that a clock skips or repeats.
  mutating func local(_ moment: StatedTime.Moment) -> Local {
    guard let zone else { return Local(offset: 0) }
    let day = Int64(moment.day.number)
    if let offset = steady[day] { return Local(offset: Int(offset)) }
    func offset(_ seconds: Int64) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }
    // No zone is further from UTC than 16 hours, and none changes twice within three days.
    let (before, after) = (offset((day - 1) * 86_400 - 57_600), offset((day + 2) * 86_400 + 57_600))
    if before == after {
      // A file has few days; one that has many more must not fill the memory.
      if steady.count > 20_000 { steady.removeAll(keepingCapacity: true) }
      steady[day] = Int32(before)
      return Local(offset: before)
    }
    let local = moment.instant(offset: 0).microseconds
    let seconds = local / 1_000_000 - (local % 1_000_000 < 0 ? 1 : 0)
    let (holdsBefore, holdsAfter) = (
      offset(seconds - Int64(before)) == before, offset(seconds - Int64(after)) == after
    )
    if holdsBefore != holdsAfter { return Local(offset: holdsBefore ? before : after) }
    return Local(offset: before, other: after, isRepeated: holdsBefore)
  }

  /// The day of a moment in this zone.
  func day(of instant: Instant) -> Day {
    guard let zone else { return instant.day }
    let seconds = Double(instant.microseconds / 1_000_000)
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
    return Instant(microseconds: instant.microseconds + Int64(offset) * 1_000_000).day
  }
}
