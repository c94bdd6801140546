@testable import Roll

/// Random rows of a few nouns, every cell as an export writes it. Few states and organizations, so that much coincides.
enum RandomRow {
  static let nouns: [any Noun.Type] = [
    Agreement.self, Statute.self, Membership.self, Endorsement.self, Activity.self, Organization.self,
    Agreement.self, Statute.self,
  ]

  /// How many cells say what a row is about; the others are what it says.
  static func identity(of noun: any Noun.Type) -> Int {
    switch noun.form.noun {
    case "agreement": 4
    case "statute", "membership", "endorsement": 2
    default: 1
    }
  }

  static func day(_ random: inout SplitMix64) -> Day { Day(number: 11_700 + random.below(1200)) }

  /// A day, a month, a year, bounds, or nothing.
  static func span(_ random: inout SplitMix64) -> String? {
    let day = day(&random)
    let later = Day(number: day.number + random.below(200))
    return [
      "\(day)", "\(day)", String("\(day)".prefix(7)), String("\(day)".prefix(4)), "..\(day)", "\(day)..",
      "\(day)..\(later)", nil,
    ][random.below(8)]
  }

  /// When something ended: often from a day on that nobody knows, often not yet.
  static func end(_ random: inout SplitMix64) -> String? {
    switch random.below(4) {
    case 0: nil
    case 1: "\(Day(number: 12_500 + random.below(800))).."
    default: span(&random)
    }
  }

  /// Withdrawals have a model of their own in StandingModelTests.
  private static let statuteEvents = Statute.events.filter { !$0.hasPrefix("withdrawal") } + ["ratified"]

  static func row(_ noun: any Noun.Type, _ random: inout SplitMix64) -> [String?] {
    func pick<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }
    let note: String? = random.below(3) == 0 ? "Note \(random.below(1000))" : nil
    let sources = pick(["s1", "s2", "s1; s2", "own observation"])
    let disputed = pick(["true", nil, nil])
    let standing = random.below(6) == 0 ? "other" : "followed"
    switch noun.form.noun {
    case "agreement":
      return [
        pick(["FRA", "DEU", "KEN", "PHL"]), "USA", "unknown", pick(Agreement.events), span(&random), standing,
        disputed, note, sources,
      ]
    case "statute":
      return [
        pick(["FRA", "DEU", "KEN", "PHL"]), pick(statuteEvents), span(&random), nil, standing, disputed, note,
        sources,
      ]
    case "membership":
      return [
        pick(["o1", "o2"]), pick(["o2", "o3", "o4", "o5", "o6"]), pick(["member", "affiliate", "partner"]),
        nil, span(&random), end(&random), nil, note, sources,
      ]
    case "endorsement":
      return [
        pick(["p1", "p2"]), pick(["o3", "o4", "o5", "o6"]), span(&random),
        end(&random), nil, nil, note, sources,
      ]
    case "activity":
      return [
        span(&random), "event", "Event \(random.below(20))", nil, nil, pick(["none", nil]), note, sources,
      ]
    default:
      return [
        pick(["o3", "o4", "o5", "o6", "o7"]), "Organization \(random.below(50))", nil, pick(["FRA", nil]),
        nil,
        nil, note, sources,
      ]
    }
  }
}
