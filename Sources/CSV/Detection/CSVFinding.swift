/// What a sample shows of its file.
public struct CSVFinding: Sendable, Equatable {
  /// The ways to read it that differ, the best first; never empty.
  public let candidates: [CSVCandidate]
  /// How far the best is ahead: 1 less the share of its score that the next one has. From 0 (equal) to 1 (alone).
  public let confidence: Double
  /// The candidates that nobody can choose between; none where the best is clear.
  public let rivals: [CSVCandidate]
  /// What ends the sample's lines.
  public let lineEnds: [CSVLineEnding]
  /// Whether the sample is the whole file.
  public let isWhole: Bool

  /// The best way to read it.
  public var best: CSVCandidate { candidates[0] }

  /// A runner-up makes a file ambiguous with this share of the best score; where all its records have the same number of
  /// fields, with the second; where all its cells look like something too, with the third.
  private static let nearly = (any: 0.8, regular: 0.6, faultless: 0.3)

  /// - Parameter candidates: the best first.
  init(_ candidates: [CSVCandidate], _ sample: CSVSample) {
    var different: [CSVCandidate] = []
    for candidate in candidates where !different.contains(where: { $0.fingerprint == candidate.fingerprint })
    {
      different.append(candidate)
    }
    self.candidates = different
    let near = different.enumerated().filter { place, candidate in
      place == 0 || Self.isRival(candidate, of: different[0])
    }.map(\.element)
    let best = different[0].score
    rivals = near.count > 1 ? near : []
    confidence = best > 0 ? 1 - (different.count > 1 ? different[1].score / best : 0) : 0
    lineEnds = sample.lineEnds
    isWhole = sample.isWhole
  }

  private static func isRival(_ candidate: CSVCandidate, of best: CSVCandidate) -> Bool {
    guard candidate.score > 0 else { return false }
    // A table that is none in its first or in other lines may be a column of prose.
    if best.odd > 0 && candidate.prose > 0.33 || best.hasTitle && candidate.prose >= 0.5 { return true }
    if candidate.columns == 1, candidate.odd == 0, best.columns == 1, best.odd > 0 { return true }
    // A row taken for a title is lost: a table without one need not be as good.
    if best.hasTitle, !candidate.hasTitle, candidate.columns > 1,
      candidate.score >= nearly.faultless * best.score
    {
      return true
    }
    // What a comment holds is gone: nobody may take a row for one where there is a table without.
    if best.dialect.comment != nil, candidate.dialect.comment == nil, candidate.isRegular { return true }
    if candidate.dialect.delimiter == best.dialect.delimiter {
      let double = UInt8(ascii: "\"")
      let (found, other) = (best.dialect.quote, candidate.dialect.quote)
      if best.quotedLetters > 0, other == double, found != double { return true }
      if best.quotesMayBeLetters, other != found { return true }
    }
    let share = candidate.isFaultless ? nearly.faultless : candidate.isRegular ? nearly.regular : nearly.any
    return candidate.score >= share * best.score
  }
}
