internal import Pages

/// How a list that names some of those who were counted elsewhere says so.
public enum NamedOfClaimed {
  /// `8 of 121 named`, `3 of more than 1,000 named`; `8` where both are the same, or nobody claims anything.
  /// - Parameters:
  ///   - named: how many are named here.
  ///   - claimed: the figure that was published, in digits.
  ///   - qualifier: `more than`, … as published.
  public static func words(_ named: Int, of claimed: String?, qualifier: String?) -> String {
    let here = Pages.Figure.grouped(named)
    guard let claimed else { return here }
    let there = Int(claimed).map { Pages.Figure.grouped($0) } ?? claimed
    if let qualifier { return "\(here) of \(qualifier) \(there) named" }
    guard let figure = Int(claimed), figure <= named else { return "\(here) of \(there) named" }
    return figure == named ? here : "\(here) named, \(there) claimed"
  }
}

extension StatusReport.PetitionStatus {
  /// The endorsements for people: those that are named, and how many were claimed.
  var endorsementsInWords: String {
    NamedOfClaimed.words(
      endorsements, of: endorsementsClaimed?.value.digits, qualifier: endorsementsClaimed?.qualifier)
  }
}

extension StatusReport.Figure {
  /// As it was published, nothing grouped.
  var digits: String {
    switch self {
    case .number(let number): String(number)
    case .words(let words): words
    }
  }
}
