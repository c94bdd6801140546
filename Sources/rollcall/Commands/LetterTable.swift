internal import Reports
internal import Roll

/// Endorsements and calls as a table, JSON or CSV.
struct LetterTable {
  let options: GlobalOptions

  init(_ options: GlobalOptions) { self.options = options }

  private static let endorsementColumns = [
    "petition", "organization", "position", "name", "country", "on", "withdrawn", "authority",
    "withdrawn_authority", "note", "sources",
  ]

  private static let callColumns = [
    "organization", "name", "kind", "country", "website", "through", "endorsed", "withdrawn",
  ]

  /// A line over the table, for people.
  func head(_ words: String) throws {
    guard !options.json, !options.csv, !options.quiet else { return }
    try Output.line(Output.safe(words) + "\n")
  }

  /// The endorsements of a letter, and how many there should be.
  func show(_ endorsements: [LetterEndorsement], of letter: Letter) throws {
    if !endorsements.isEmpty { try head(LetterWords.standing(letter)) }
    try rows(endorsements, of: letter)
    LetterWords.tellLeftOut(letter.leftOut, "endorsement", options)
  }

  func rows(_ endorsements: [LetterEndorsement], of letter: Letter) throws {
    try Output.table(
      Self.endorsementColumns,
      endorsements.map { given in
        [
          letter.petition, given.organization.slug, given.position.map { String($0) },
          given.organization.name, given.organization.country, given.on, given.withdrawn, given.authority,
          given.withdrawnAuthority, given.note, given.sources,
        ]
      }, numbers: [2], listed: Array(2..<8), options)
  }

  /// Members of a coalition; `through` is told to people only where it is not the coalition itself.
  func rows(_ entries: [CallList.Entry], of list: CallList, isMissing: Bool) throws {
    let isForPeople = !options.json && !options.csv
    try Output.table(
      Self.callColumns,
      entries.map { entry in
        let organization = entry.member.organization
        let isDirect = entry.member.through == [list.coalition]
        return [
          organization.slug, organization.name, organization.kind, organization.country, organization.website,
          isForPeople && isDirect ? nil : entry.member.through.joined(separator: "; "),
          entry.endorsement?.on, entry.endorsement?.withdrawn,
        ]
      }, listed: isMissing ? [1, 3, 4, 5, 7] : [1, 3, 5, 6], options)
  }
}

/// What lists of coalitions and letters say to people. All of it stands here, to be put into another language.
enum LetterWords {
  /// `8 of 121 organizations named; 1 withdrew (121: mirage-news-121, 2024-05-23)`
  static func standing(_ letter: Letter) -> String {
    let gone = letter.withdrawn.isEmpty ? "" : "; \(letter.withdrawn.count) withdrew"
    let named = LetterPrint.heading(letter) + gone
    guard let claimed = letter.claimed else { return named }
    let figure = [claimed.qualifier, claimed.value].compactMap { $0 }.joined(separator: " ")
    let origin = claimed.sources + [claimed.on?.description].compactMap { $0 }
    return "\(named) (\(figure): \(origin.joined(separator: ", ")))"
  }

  static func missing(_ list: CallList) -> String {
    "\(list.missing.count) of \(members(list)) have not endorsed \(list.letter.petition)"
  }

  static func among(_ list: CallList) -> String {
    "\(list.endorsed.count) of \(members(list)) have endorsed \(list.letter.petition)"
  }

  static func outside(_ list: CallList) -> String {
    "\(list.outside.count) of \(list.letter.endorsed.count) who endorsed \(list.letter.petition) are no members of \(list.coalition)"
  }

  private static func members(_ list: CallList) -> String {
    let count = list.missing.count + list.endorsed.count
    return "\(count) member\(count == 1 ? "" : "s") of \(list.coalition)"
  }

  /// Says how many facts a list of an earlier day leaves out.
  static func tellLeftOut(_ count: Int, _ noun: String, _ options: GlobalOptions) {
    guard count > 0, !options.quiet, !options.json, !options.csv else { return }
    Output.diagnostic(
      "Left out: \(count) \(noun)\(count == 1 ? "" : "s") without a day, which count in the present only.")
  }
}
