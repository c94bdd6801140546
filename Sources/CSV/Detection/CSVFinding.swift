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

  /// The runner-up makes a file ambiguous with this share of the best score; where it makes a table without a fault, with
  /// the second.
  private static let nearly = (any: 0.8, faultless: 0.3)

  /// - Parameter candidates: the best first.
  init(_ candidates: [CSVCandidate], _ sample: CSVSample) {
    var different: [CSVCandidate] = []
    for candidate in candidates where !different.contains(where: { $0.fingerprint == candidate.fingerprint })
    {
      different.append(candidate)
    }
    self.candidates = different
    let best = different[0].score
    let near = different.filter { candidate in
      candidate.score > 0
        && candidate.score >= (candidate.isFaultless ? Self.nearly.faultless : Self.nearly.any) * best
    }
    rivals = near.count > 1 ? near : []
    confidence = best > 0 ? 1 - (different.count > 1 ? different[1].score / best : 0) : 0
    lineEnds = sample.lineEnds
    isWhole = sample.isWhole
  }
}
