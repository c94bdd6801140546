public import Postgres

/// The figure that a list of ours is set beside.
public struct ClaimedFigure: Sendable, Equatable {
  /// The figure, in digits.
  public var value: String
  /// `more than`, … as published.
  public var qualifier: String?
  /// The day that it speaks of; nil where none is given.
  public var on: DateSpan?
  /// Slugs of its sources.
  public var sources: [String]
}

extension ClaimedFigure {
  /// From the columns of a claim.
  init(value: String, qualifier: String?, notBefore: Day?, notAfter: Day?, sources: [String]) {
    let isDated = notBefore != nil || notAfter != nil
    self.init(
      value: value, qualifier: qualifier,
      on: isDated ? DateSpan(notBefore: notBefore, notAfter: notAfter) : nil, sources: sources)
  }
}

/// The newest figure that was claimed of each petition or coalition by a day; of several for one day, the greatest.
public struct NewestClaims: Statement {
  /// A figure and what it is of.
  public struct Output: Sendable, Equatable {
    /// Slug of the petition or coalition.
    public var measured: String
    /// The figure.
    public var claimed: ClaimedFigure
  }

  /// The query.
  public let sql: SQL

  /// Of a measure, such as `coalition.members`: of one petition or coalition, or of all.
  public init(_ measure: String, of measured: String? = nil, _ known: AsKnown) {
    sql = """
      SELECT DISTINCT ON (l.measured) l.measured, l.value, l.qualifier, l.as_of_not_before, l.as_of_not_after,
        coalesce(string_to_array(f.sources, '; '), '{}')
      FROM claim l LEFT JOIN fact_sources f USING (fact_id)
      WHERE l.measure = \(measure) AND l.measured IS NOT NULL AND (\(measured)::text IS NULL OR l.measured = \(measured))
        AND \(fragment: known.stands("l")) AND \(fragment: known.counts("l.as_of_not_after"))
      ORDER BY l.measured, l.as_of_not_after DESC NULLS LAST, length(l.value) DESC, l.value DESC, l.qualifier
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (measured, value, qualifier, first, last, sources) = try row.columns(
      (String, String, String?, Day?, Day?, [String]).self)
    return Output(
      measured: measured,
      claimed: ClaimedFigure(
        value: value, qualifier: qualifier, notBefore: first, notAfter: last, sources: sources))
  }
}
