public import Roll

/// Where a campaign stood on a day, as it was known at a moment. Computed once, from one snapshot, and then only rendered:
/// numbers and dates, never formatted text. Every figure carries the numbers of its sources.
public struct StatusReport: Codable, Sendable, Equatable {
  /// Version of this shape. 1: the first.
  public var schemaVersion = 1
  /// The campaign's slug.
  public var campaign: String
  /// Its title.
  public var title: String
  /// What it wants.
  @Explicit public var aim: String?
  /// The day whose truth is told.
  public var asOf: Day
  /// The moment whose knowledge is told.
  public var knownOn: Instant
  /// The earlier day that changes are told from.
  @Explicit public var since: Day?
  /// For whom it is: `public` or `internal`.
  public var audience: Audience
  /// Whether signatures in it were made up.
  public var synthetic: Bool
  /// The command that makes it again.
  public var command: String
  /// The program that made it, and its version.
  public var program = ""
  /// Petitions and letters.
  public var petitions: [PetitionStatus]
  /// The agreements.
  public var agreements: Agreements
  /// Pressure on states to sign, and relief from it.
  public var measures: Measures
  /// The Rome Statute.
  public var statute: StatuteStatus
  /// The coalitions.
  public var coalitions: [CoalitionStatus]
  /// Figures that others published.
  public var claims: [ClaimStatus]
  /// What happened.
  public var activities: [ActivityStatus]
  /// What changed since the earlier day; internal only.
  @Explicit public var changes: Changes?
  /// Facts that have no day and so were left out, by noun.
  public var leftOut: [LeftOut]
  /// Where every state stands.
  public var standing = Standing()
  /// Where it comes from, in the order in which it is first referred to.
  public var sources: [SourceEntry]

  /// For whom a report is.
  public enum Audience: String, Codable, Sendable, CaseIterable {
    /// For everybody: no count of fewer than five people can be read from it.
    case `public`
    /// For the campaign's own people.
    case `internal`
  }

  /// A petition or letter.
  public struct PetitionStatus: Codable, Sendable, Equatable {
    /// Its slug.
    public var petition: String
    /// Its title.
    public var title: String
    /// `petition` or `letter`.
    public var kind: String
    /// Whom it asks.
    @Explicit public var addressee: String?
    /// First day, or the date of a letter.
    @Explicit public var opened: Day?
    /// Last day.
    @Explicit public var closed: Day?
    /// How many signatures are wanted.
    @Explicit public var goal: Int64?
    /// How fast it grows; nil where it is closed, a letter, or open for less than two weeks.
    @Explicit public var pace: Pace? = nil
    /// Validated signatures.
    public var signatures: Int
    /// Signatures on paper; counted apart, never added.
    public var onPaper: Int
    /// Signatures on partners' platforms, by their counters; counted apart, never added.
    public var onPartnerPlatforms: Int
    /// Both, by kind and by whether they may overlap with the named ones.
    public var countedApart: [CountApart]
    /// Organizations that endorsed it and are named here.
    public var endorsements: Int
    /// How many there are by the newest published figure.
    @Explicit public var endorsementsClaimed: ClaimedSize?
    /// Signatures that wait for confirmation. In public nil where they are fewer than five people, as the next three.
    @Explicit public var pending: Int?
    /// Signatures that were invalidated.
    @Explicit public var invalidated: Int?
    /// Signatures that were withdrawn.
    @Explicit public var withdrawn: Int?
    /// Validated signatures without a day, left out unless the report is of the present.
    @Explicit public var undated: Int?
    /// Whether its signatures were made up.
    public var synthetic: Bool
    /// By country, the largest first.
    public var byCountry: [CountryCount]
    /// Signatures without a usable country.
    public var unknownCountry: Int
    /// Small cells taken together.
    public var other: OtherCountries
    /// By day of signing; small days are taken together with the next.
    public var byDay: [DayCount]
    /// Acts that made the total fall.
    public var falls: [FallsOfPetition.Output]
    /// When the last import was.
    @Explicit public var lastImport: Instant?
    /// Rows that imports refused.
    public var rejectedRows: Int
    /// Numbers of its sources.
    public var sources: [Int]
  }

  /// A country's count.
  public struct CountryCount: Codable, Sendable, Equatable {
    /// Its code.
    public var iso3: String
    /// Its name.
    public var name: String
    /// Validated signatures.
    public var signatures: Int
  }

  /// Countries whose counts are not shown one by one.
  public struct OtherCountries: Codable, Sendable, Equatable {
    /// How many countries.
    public var countries = 0
    /// Their signatures together, and those without a usable country where these are few.
    public var signatures = 0
    /// Whether signatures without a usable country are among them.
    public var includesUnknown = false
  }

  /// A day's count.
  public struct DayCount: Codable, Sendable, Equatable {
    /// The day; the last of several that are taken together.
    public var day: Day
    /// The first of several that are taken together; the same day where it is one.
    public var from: Day
    /// Validated signatures.
    public var signatures: Int
  }
}
