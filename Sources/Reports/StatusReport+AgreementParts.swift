public import Roll

extension StatusReport {
  /// One event of an agreement, as sources have it that the record does not follow, beside what it follows.
  public struct Contradiction: Codable, Sendable, Equatable {
    /// The state's code.
    public var iso3: String
    /// Its name.
    public var name: String
    /// What happened: `signed`, `in_force`, …
    public var event: String
    /// Whether it counts on the report's day, by the record's choice.
    public var counted: Bool
    /// Whether it would count if the other sources were followed.
    public var countedByOthers: Bool
    /// Whether the record follows any source that says it happened.
    public var isFollowed: Bool
    /// Earliest day, by the record's choice.
    @Explicit public var followedNotBefore: Day?
    /// Latest day, by the record's choice.
    @Explicit public var followedNotAfter: Day?
    /// Earliest day, by the others.
    @Explicit public var notBefore: Day?
    /// Latest day, by the others.
    @Explicit public var notAfter: Day?
    /// What a reader should know about it.
    @Explicit public var note: String?
    /// Sources that are followed.
    public var followed: Followed
    /// Numbers of the other sources.
    public var sources: [Int]
  }

  /// The sources of the record's choice.
  public struct Followed: Codable, Sendable, Equatable {
    /// Their numbers.
    public var sources: [Int]
  }

  /// An agreement that waits for its ratification.
  public struct WatchedAgreement: Codable, Sendable, Equatable {
    /// The state's code.
    public var iso3: String
    /// Its name.
    public var name: String
    /// `treaty`, `executive agreement`, `exchange of notes` or `unknown`.
    public var kind: String
    /// `signed` or `approved`.
    public var status: String
    /// Earliest day of signing.
    @Explicit public var notBefore: Day?
    /// Latest day of signing.
    @Explicit public var notAfter: Day?
    /// Days since the latest day of signing: at least so long it has waited.
    @Explicit public var days: Int?
    /// The next date in parliament that is known.
    @Explicit public var next: ParliamentDate?
  }

  /// A date in parliament.
  public struct ParliamentDate: Codable, Sendable, Equatable {
    /// Earliest day.
    @Explicit public var notBefore: Day?
    /// Latest day.
    @Explicit public var notAfter: Day?
    /// What is to happen.
    public var title: String
    /// Who is to act.
    @Explicit public var actor: String?
    /// Numbers of its sources.
    public var sources: [Int]
  }

  /// Instruments deposited, by kind.
  public struct Deposits: Codable, Sendable, Equatable {
    /// Ratifications.
    public var ratified = 0
    /// Accessions.
    public var acceded = 0
    /// Acceptances.
    public var accepted = 0
    /// Successions.
    public var succeeded = 0
  }
}
