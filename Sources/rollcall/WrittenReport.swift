internal import Foundation
internal import Pages
internal import Reports
internal import Roll

/// A report that stands in a file.
struct WrittenReport {
  private let text: String
  /// The moment and the day that its command names.
  private let knownOn: Instant
  private let asOf: Day

  /// nil where there is no such file, or it holds no report.
  init?(at path: String) {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(bytes: data, encoding: .utf8),
      let moment = Self.value(of: "--known-on", in: text), let knownOn = KnownOn(argument: moment)?.instant,
      let day = Self.value(of: "--as-of", in: text), let asOf = Day(day)
    else { return nil }
    self.text = text
    self.knownOn = knownOn
    self.asOf = asOf
  }

  /// Whether the file says what `report` says: all is equal but the moment at which it was asked, and the day where
  /// nobody named one. `render` gives the face that the file has.
  func says(_ report: StatusReport, dayIsNamed: Bool, _ render: (StatusReport) throws -> String) rethrows
    -> Bool
  {
    try render(report.restated(asOf: dayIsNamed ? report.asOf : asOf, knownOn: knownOn)) == text
  }

  /// The word behind an option; a face may have broken the line between them.
  private static func value(of option: String, in text: String) -> String? {
    guard let found = text.range(of: option + " ") ?? text.range(of: option + "\n") else { return nil }
    let rest = text[found.upperBound...].drop { $0.isWhitespace || $0 == "•" || $0 == "│" }
    return String(rest.prefix { $0.isLetter || $0.isNumber || "-:.+".contains($0) })
  }
}
