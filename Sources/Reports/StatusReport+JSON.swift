internal import Foundation

extension StatusReport {
  /// The report as one JSON document: keys in snake_case, dates `YYYY-MM-DD`, instants RFC 3339 in UTC, keys sorted, so that
  /// equal reports are equal bytes.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  /// A report from its JSON.
  public init(json: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(StatusReport.self, from: Data(json.utf8))
  }
}
