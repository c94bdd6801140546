public import Roll

extension StatusReport {
  /// The agreements.
  public struct Agreements: Codable, Sendable, Equatable {
    /// The state that asks for them.
    @Explicit public var partner: String?
    /// States that signed one, whatever came after.
    public var signed = 0
    /// States that ratified one.
    public var ratified = 0
    /// States whose agreement entered into force.
    public var inForce = 0
    /// States that refused and have not signed.
    public var refused = 0
    /// States that signed, by the sources that the record does not follow.
    public var signedByOthers = 0
    /// How well the days of signing are known.
    public var precision = Precision()
    /// States that signed.
    public var states: [AgreementState] = []
    /// States that refused.
    public var refusals: [AgreementState] = []
    /// What other sources say against the record's choice, where it bears on the day.
    public var contradictions: [Contradiction] = []
    /// Agreements that are signed and not ratified, the longest first.
    public var watch: [WatchedAgreement] = []
  }

  /// How many of the signed agreements have a known day.
  public struct Precision: Codable, Sendable, Equatable {
    /// To the day.
    public var day = 0
    /// To the month or year, or more closely within one.
    public var monthOrYear = 0
    /// By bounds only.
    public var bounds = 0
    /// Not at all.
    public var unknown = 0
  }

  /// A state's agreement.
  public struct AgreementState: Codable, Sendable, Equatable {
    /// Its code.
    public var iso3: String
    /// Its name.
    public var name: String
    /// The furthest that the events lead.
    public var status: String
    /// Earliest day of signing (or of refusing).
    @Explicit public var notBefore: Day?
    /// Latest day of signing (or of refusing).
    @Explicit public var notAfter: Day?
    /// What other sources say, where they contradict the one that is followed.
    public var contradictions: [String]
    /// `treaty`, `executive agreement`, `exchange of notes` or `unknown`.
    public var kind: String
    /// The state's standing towards the Rome Statute on the latest day on which it can have signed.
    @Explicit public var statuteAtSigning: StatuteMembership?
    /// Whether it was the same on the earliest day.
    public var statuteAtSigningSure: Bool
    /// Its standing towards the Statute on the report's day.
    public var statuteNow: StatuteMembership
    /// Numbers of its sources.
    public var sources: [Int]
  }

  /// The Rome Statute.
  public struct StatuteStatus: Codable, Sendable, Equatable {
    /// States that had deposited an instrument and had not left.
    public var deposited: Int
    /// States bound by it.
    public var inForce: Int
    /// States that had signed.
    public var signatories: Int
    /// How those that had deposited and had not left did so.
    public var byKind = Deposits()
    /// States bound that had given notice of withdrawal.
    public var leaving = 0
    /// States that had left.
    public var left = 0
    /// Numbers of the main sources.
    public var sources: [Int]
  }

  /// A coalition.
  public struct CoalitionStatus: Codable, Sendable, Equatable {
    /// Its slug.
    public var coalition: String
    /// Its name.
    public var name: String
    /// Members and affiliates that are named here.
    public var members: Int
    /// The newest size that was claimed.
    @Explicit public var claimed: ClaimedSize?
  }

  /// A size that somebody claimed.
  public struct ClaimedSize: Codable, Sendable, Equatable {
    /// The figure.
    public var value: Figure
    /// `more than`, …
    @Explicit public var qualifier: String?
    /// The day it speaks of, as well as it is known.
    public var asOf: String
    /// Slug of its first source.
    @Explicit public var source: String?
    /// Numbers of its sources.
    public var sources: [Int]
  }

  /// A figure that others published.
  public struct ClaimStatus: Codable, Sendable, Equatable {
    /// What it speaks of.
    public var subject: String
    /// What it says of it.
    public var predicate: String
    /// The figure or words.
    public var claimed: Figure
    /// `more than`, …
    @Explicit public var qualifier: String?
    /// The day it speaks of, as well as it is known.
    public var asOf: String
    /// What is counted here on that day; nil where nothing here counts it.
    @Explicit public var counted: Int?
    /// Whether both agree; nil where nothing here counts it, or our list is known to be incomplete.
    @Explicit public var agrees: Bool?
    /// Whether our list is known to be incomplete.
    public var listIncomplete: Bool
    /// Slug of its first source.
    @Explicit public var source: String?
    /// Numbers of its sources.
    public var sources: [Int]
  }

  /// What happened.
  public struct ActivityStatus: Codable, Sendable, Equatable {
    /// The latest day it can have been.
    @Explicit public var date: Day?
    /// How well the day is known.
    public var precision: DateSpan.Precision
    /// What kind.
    public var kind: String
    /// What happened.
    public var title: String
    /// Who acted.
    @Explicit public var actor: String?
    /// Slug of its first source.
    @Explicit public var source: String?
    /// Numbers of its sources.
    public var sources: [Int]
  }

  /// Facts that have no day and so do not count on the report's.
  public struct LeftOut: Codable, Sendable, Equatable {
    /// What kind of fact.
    public var noun: String
    /// How many.
    public var facts: Int
  }

  /// A source.
  public struct SourceEntry: Codable, Sendable, Equatable {
    /// Its number in this report.
    public var id: Int
    /// Its slug.
    public var slug: String
    /// What it is.
    public var title: String
    /// Who published it.
    @Explicit public var publisher: String?
    /// Where it can be read.
    @Explicit public var address: String?
    /// When it was published, as written.
    @Explicit public var published: String?
  }

  /// What changed between two days.
  public struct Changes: Codable, Sendable, Equatable {
    /// By petition.
    public var petitions: [PetitionChange]
    /// States that signed an agreement since, by code.
    public var agreementsSigned: [String]
    /// States that ratified one since.
    public var agreementsRatified: [String]
    /// States that refused one since.
    public var agreementsRefused: [String]
    /// Deposits more (or fewer).
    public var deposited: Int
    /// States bound, more (or fewer).
    public var inForce: Int
  }

  /// A petition's change.
  public struct PetitionChange: Codable, Sendable, Equatable {
    /// Its slug.
    public var petition: String
    /// Validated signatures on the earlier day.
    public var signaturesThen: Int
    /// Signatures more (or fewer).
    public var signatures: Int
    /// Endorsements more (or fewer).
    public var endorsements: Int
  }

  /// A figure, or words where it is none: a number in JSON wherever it can be one.
  public enum Figure: Codable, Sendable, Equatable {
    /// A whole number.
    case number(Int)
    /// Anything else.
    case words(String)

    init(_ text: String) { self = Int(text).map { .number($0) } ?? .words(text) }

    /// From a number or a string.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else {
        self = .words(try container.decode(String.self))
      }
    }

    /// As a number or a string.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number): try container.encode(number)
      case .words(let words): try container.encode(words)
      }
    }
  }
}
