internal import Pages
public import Roll

extension StatusReport {
  /// Pressure on states to sign, and relief from it. Counts are of states and cumulative: one that was cut off and later
  /// spared is in both.
  public struct Measures: Codable, Sendable, Equatable {
    /// The state that took them.
    @Explicit public var partner: String?
    /// States that were told that aid is at stake.
    public var atStake = 0
    /// States cut off: no longer eligible for aid.
    public var cut = 0
    /// Of these, states that had received such aid before.
    public var receivedAid = 0
    /// Of these, states that had received none.
    public var receivedNone = 0
    /// States that were spared.
    public var waived = 0
    /// States whose cut or sanction ended.
    public var lifted = 0
    /// States that were threatened.
    public var threatened = 0
    /// States under sanctions.
    public var sanctioned = 0
    /// The measures that the record follows, state by state; those against no state in particular first.
    public var taken: [MeasureTaken] = []
    /// What other sources say, where they contradict.
    public var contradictions: [MeasureTaken] = []
    /// Numbers of the sources of those that are followed.
    public var sources: [Int] = []
  }

  /// One measure.
  public struct MeasureTaken: Codable, Sendable, Equatable {
    /// The state's code; nil where no state in particular is meant.
    @Explicit public var iso3: String?
    /// Its name.
    @Explicit public var name: String?
    /// What was done.
    public var kind: String
    /// Earliest day.
    @Explicit public var notBefore: Day?
    /// Latest day.
    @Explicit public var notAfter: Day?
    /// Until when it was to hold, as written.
    @Explicit public var until: String?
    /// Whether that was over on the report's day.
    public var isOver: Bool
    /// What aid it is about.
    @Explicit public var aid: String?
    /// Whether the state received such aid before; nil where nobody says.
    @Explicit public var receivedAid: Bool?
    /// Numbers of its sources.
    public var sources: [Int]
  }

  /// Sorted out and counted; `cite` gives the numbers of sources.
  static func measures(
    _ all: [MeasuresTaken.Output], partner: String?, cite: ([String]) -> [Int]
  ) -> Measures {
    var measures = Measures(partner: partner)
    for measure in all {
      let entry = MeasureTaken(
        iso3: measure.iso3, name: measure.name, kind: measure.kind, notBefore: measure.on?.notBefore,
        notAfter: measure.on?.notAfter, until: measure.until, isOver: measure.isOver, aid: measure.aid,
        receivedAid: measure.receivedAid, sources: cite(measure.sources))
      if measure.isFollowed { measures.taken.append(entry) } else { measures.contradictions.append(entry) }
    }
    func states(_ kind: String, _ received: Bool? = nil) -> Int {
      let mine = measures.taken.filter { $0.kind == kind && (received == nil || $0.receivedAid == received) }
      return Set(mine.compactMap(\.iso3)).count
    }
    measures.atStake = states("at_stake")
    measures.cut = states("cut")
    measures.receivedAid = states("cut", true)
    measures.receivedNone = states("cut", false)
    measures.waived = states("waived")
    measures.lifted = states("lifted")
    measures.threatened = states("threat")
    measures.sanctioned = states("sanction")
    measures.sources = Set(measures.taken.flatMap(\.sources)).sorted()
    return measures
  }
}

extension StatusReport {
  var measureBlocks: [Page.Block] {
    guard !measures.taken.isEmpty || !measures.contradictions.isEmpty else { return [] }
    var blocks: [Page.Block] = [.heading(level: 2, "Aid and pressure"), .paragraph(measureSummary)]
    let groups: [(String, (MeasureTaken) -> Bool)] = [
      ("Cut off, had received aid", { $0.kind == "cut" && $0.receivedAid == true }),
      ("Cut off, had received none", { $0.kind == "cut" && $0.receivedAid == false }),
      ("Cut off", { $0.kind == "cut" && $0.receivedAid == nil }), ("Spared", { $0.kind == "waived" }),
      ("Cut or sanction lifted", { $0.kind == "lifted" }), ("Aid at stake", { $0.kind == "at_stake" }),
      ("Threatened", { $0.kind == "threat" }), ("Under sanctions", { $0.kind == "sanction" }),
      ("Laws", { $0.kind == "legislation" }),
    ]
    for (label, isMember) in groups {
      let mine = measures.taken.filter(isMember)
      guard !mine.isEmpty else { continue }
      var names: [String] = []
      for name in mine.map(Self.name) where !names.contains(name) { names.append(name) }
      let sources = Set(mine.flatMap(\.sources)).sorted()
      blocks.append(
        .paragraph(.strong(label) + Inline(": \(names.sorted().joined(separator: ", "))", refs: sources)))
    }
    guard !measures.contradictions.isEmpty else { return blocks }
    blocks.append(.paragraph("Other sources say otherwise. The figures follow the record's choice:"))
    blocks.append(
      .list(
        measures.contradictions.map {
          Inline("\(Self.name($0)): \($0.kind.words), \($0.written)", refs: $0.sources)
        }, numbered: false))
    return blocks
  }

  private static func name(_ measure: MeasureTaken) -> String {
    measure.name ?? measure.iso3 ?? "no state in particular"
  }

  /// ‘47 states were cut off from aid (35 had received some, 12 none); 22 were spared.’
  private var measureSummary: Inline {
    let received = [(measures.receivedAid, "had received some"), (measures.receivedNone, "none")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let parts: [(Int, String)] = [
      (measures.cut, "cut off from aid\(received.isEmpty ? "" : " (\(received))")"),
      (measures.waived, "spared by a waiver"), (measures.lifted, "with a cut or sanction lifted"),
      (measures.atStake, "with aid at stake"), (measures.threatened, "threatened"),
      (measures.sanctioned, "under sanctions"),
    ]
    let told = parts.filter { $0.0 > 0 }
    guard let first = told.first else { return "No state in particular." }
    let rest = told.dropFirst().map { "; \($0.0) \($0.1)" }.joined()
    return .strong("\(first.0) \(first.0 == 1 ? "state" : "states") \(first.1)") + Inline("\(rest).")
  }
}

extension StatusReport.MeasureTaken {
  /// The day as well as it is known.
  var written: String {
    let day = DateSpan(notBefore: notBefore, notAfter: notAfter)?.description ?? ""
    return day.isEmpty ? "day unknown" : day
  }
}
