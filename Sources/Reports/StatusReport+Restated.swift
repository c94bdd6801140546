internal import Foundation
public import Roll

extension StatusReport {
  /// The same findings as if they had been asked for on another day and at another moment: to tell whether anything but the
  /// asking has changed.
  public func restated(asOf: Day, knownOn: Instant) -> StatusReport {
    var report = self
    report.asOf = asOf
    report.knownOn = knownOn
    report.command = command.replacingOccurrences(of: "--as-of \(self.asOf)", with: "--as-of \(asOf)")
      .replacingOccurrences(of: "--known-on \(self.knownOn)", with: "--known-on \(knownOn)")
    return report
  }
}
