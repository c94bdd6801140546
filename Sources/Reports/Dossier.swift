internal import Foundation
public import Roll

/// What every dossier of a state is made of: a few values, each with its sources.
public enum Dossier {
  /// One event, as a source has it.
  public struct Event: Codable, Sendable, Equatable {
    /// What happened.
    public var event: String
    /// Earliest day.
    @Explicit public var notBefore: Day?
    /// Latest day.
    @Explicit public var notAfter: Day?
    /// The day on which a deposit enters into force, where it is recorded.
    @Explicit public var effectiveOn: Day?
    /// The day that article 126 gives for a deposit.
    @Explicit public var article126: Day?
    /// Whether it stands although it breaks the order of events.
    public var disputed: Bool
    /// What a reader should know about it.
    @Explicit public var note: String?
    /// Numbers of its sources; none where the operator saw it.
    public var sources: [Int]

    init(_ event: StateEvents.Output, sources: [Int]) {
      self.event = event.event
      self.disputed = event.isDisputed
      self.sources = sources
      notBefore = event.on?.notBefore
      notAfter = event.on?.notAfter
      effectiveOn = event.effectiveOn
      article126 = event.article126
      note = event.note
    }

    /// When, as well as it is known.
    var on: DateSpan? { DateSpan(notBefore: notBefore, notAfter: notAfter) }
  }

  /// Two bounds of a day.
  public struct Span: Codable, Sendable, Equatable {
    /// Earliest day.
    @Explicit public var notBefore: Day?
    /// Latest day.
    @Explicit public var notAfter: Day?
    /// As people write it.
    public var written: String

    init(_ span: DateSpan) {
      written = span.asKnown
      notBefore = span.notBefore
      notAfter = span.notAfter
    }
  }

  /// As one JSON document: keys in snake_case and sorted, so that equal dossiers are equal bytes.
  static func json(_ dossier: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(dossier), as: UTF8.self) + "\n"
  }
}
