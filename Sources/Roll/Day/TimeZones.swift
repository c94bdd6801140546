internal import Foundation

/// The offset of a time zone on a local time, from the system's IANA database.
struct TimeZones {
  private let zone: TimeZone?
  private var cachedHour = Int64.min
  private var cachedOffset = 0

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

  /// Seconds east of UTC at a local time. In the hour that a clock skips or repeats, the offset before the change holds.
  mutating func offset(atLocal moment: StatedTime.Moment) -> Int {
    guard let zone else { return 0 }
    let local = moment.instant(offset: 0).microseconds / 1_000_000
    let hour = local / 900
    if hour == cachedHour { return cachedOffset }
    // The offset of a local time is found by asking at that time read as UTC, shifted by the offset found.
    let guess = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local)))
    let before = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local - Int64(guess) - 3600)))
    let exact = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local - Int64(before))))
    cachedHour = hour
    // In the hour that a clock skips, no offset gives itself back.
    let isSkipped =
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local - Int64(exact)))) != exact
    cachedOffset = isSkipped ? before : exact
    return cachedOffset
  }

  /// The day of a moment in this zone.
  mutating func day(of instant: Instant) -> Day {
    guard let zone else { return instant.day }
    let seconds = Double(instant.microseconds / 1_000_000)
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
    return Instant(microseconds: instant.microseconds + Int64(offset) * 1_000_000).day
  }
}
