internal import Postgres
public import Roll

extension StatusReport {
  /// Where every state stands, and how it came to that: what the pictures are drawn from.
  public struct Standing: Codable, Sendable, Equatable {
    /// Every state, by code.
    public var states: [StateStanding] = []
    /// The days on which an agreement moved, in order.
    public var agreementSteps: [AgreementStep] = []
  }

  /// Where a state stands.
  public struct StateStanding: Codable, Sendable, Equatable {
    /// Its code.
    public var iso3: String
    /// Its name.
    public var name: String
    /// The furthest that its agreement came; nil where it neither signed nor refused one.
    @Explicit public var agreement: String?
    /// Whether it had deposited an instrument of the Rome Statute and had not left.
    public var party: Bool
    /// Whether it had signed the Rome Statute.
    public var signatory: Bool
  }

  /// How many states stood where from a day on, each counted once.
  public struct AgreementStep: Codable, Sendable, Equatable {
    /// The day.
    public var day: Day
    /// An agreement signed, and neither ratified nor in force.
    public var signed: Int
    /// An agreement ratified or in force.
    public var ratified: Int
    /// Refused.
    public var refused: Int
  }

  /// The same, asked in one snapshot with the report.
  static func standing(
    of agreements: Agreements, _ campaign: CampaignFacts.Output, _ known: AsKnown,
    in transaction: inout Transaction
  ) throws -> Standing {
    let statuses = Dictionary(
      (agreements.states + agreements.refusals).map { ($0.iso3, $0.status) },
      uniquingKeysWith: { first, _ in first })
    let states = try transaction.every(StatuteByState(known)).map { state in
      StateStanding(
        iso3: state.iso3, name: state.name, agreement: statuses[state.iso3], party: state.isDeposited,
        signatory: state.isSignatory)
    }
    let moves = try transaction.every(
      AgreementMoves(partner: campaign.partner, states: campaign.states, known))
    return Standing(states: states, agreementSteps: AgreementStep.steps(of: moves))
  }
}

extension StatusReport.AgreementStep {
  /// The counts after each day's events. A state counts where the furthest of its events so far has led it.
  static func steps(of moves: [AgreementMoves.Output]) -> [StatusReport.AgreementStep] {
    var held: [String: Stage] = [:]
    var steps: [StatusReport.AgreementStep] = []
    for move in moves {
      guard let stage = Stage(event: move.event), stage > (held[move.state] ?? .none) else { continue }
      held[move.state] = stage
      let step = StatusReport.AgreementStep(
        day: move.day, signed: held.values.count { $0 == .signed },
        ratified: held.values.count { $0 == .ratified },
        refused: held.values.count { $0 == .refused })
      if steps.last?.day == move.day { steps[steps.count - 1] = step } else { steps.append(step) }
    }
    return steps
  }

  /// How far an agreement came, in the order in which `AgreementStanding` ranks events.
  enum Stage: Int, Comparable {
    case none, refused, signed, ratified, ended

    init?(event: String) {
      switch event {
      case "refused": self = .refused
      case "signed", "approved": self = .signed
      case "ratified", "in_force": self = .ratified
      case "declared_void", "terminated", "rejected": self = .ended
      default: return nil
      }
    }

    static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }
}
