/// How a state can stand towards the Rome Statute on a day.
public enum StatuteMembership: String, Sendable, Codable, CaseIterable {
  /// It is bound.
  case inForce = "in_force"
  /// It is bound, and has given notice of withdrawal.
  case leaving
  /// It has deposited an instrument that is not yet in force.
  case deposited
  /// Its withdrawal has taken effect.
  case left
  /// It has said that it will not become a party, or taken its signature back.
  case declined
  /// It has signed.
  case signed
  /// It has done nothing that counts.
  case absent = "none"

  /// Whether an instrument of it holds: what is meant by a party, and by "ratified" in the press.
  public var hasDeposited: Bool { [.inForce, .leaving, .deposited].contains(self) }

  /// Whether the Statute binds it.
  public var isBound: Bool { self == .inForce || self == .leaving }

  /// What a state is that stands so.
  public var words: String {
    switch self {
    case .inForce: "party"
    case .leaving: "party, leaving"
    case .deposited: "party to be"
    case .left: "left"
    case .declined: "declined"
    case .signed: "signed"
    case .absent: "none"
    }
  }
}
