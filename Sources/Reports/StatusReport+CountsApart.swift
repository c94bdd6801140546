internal import Pages
internal import Roll

extension StatusReport {
  /// Signatures of one kind without names, apart from those with names.
  public struct CountApart: Codable, Sendable, Equatable {
    /// `paper` or `partner platform`.
    public var kind: String
    /// Whether the same people may be among the named signatures: `none`, `possible` or `unknown`.
    public var overlap: String
    /// How many signatures.
    public var signatures: Int
    /// What readers should know of them.
    public var notes: [String]
    /// Numbers of its sources.
    public var sources: [Int]

    /// The kind as it stands in a sentence.
    var place: String { kind == "paper" ? "on paper" : "on partners' platforms" }
  }

  /// Where numbers without names stand: below the table, never in it.
  func apartBlocks(of petition: PetitionStatus) -> [Page.Block] {
    guard !petition.countedApart.isEmpty else { return [] }
    var line: Inline = .strong("Counted apart, without names")
    for (index, count) in petition.countedApart.enumerated() {
      line =
        line
        + Inline(
          "\(index == 0 ? ": " : "; ")\(Pages.Figure.grouped(count.signatures)) \(count.place), \(count.meaning)",
          refs: count.sources)
    }
    return [.paragraph(Inline("\(petition.title). ") + line + ". They are added to no other figure.")]
  }
}

extension StatusReport.CountApart {
  /// What it means beside the named signatures.
  var meaning: String {
    let told = notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
    return switch overlap {
    case "none": "by people who are not among the named signatures\(told)"
    case "possible": "possibly by people who are among the named signatures too\(told)"
    default: "of which nobody knows how many are among the named signatures too\(told)"
    }
  }
}
