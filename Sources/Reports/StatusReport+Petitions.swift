internal import Pages
internal import Roll

extension StatusReport {
  /// How many countries the page names one by one.
  private static let namedCountries = 12

  var petitionBlocks: [Page.Block] {
    var blocks: [Page.Block] = [.heading(level: 2, "Petitions and letters")]
    var table = Table(
      columns: [
        .init("Title"), .init("Dated", shrinks: false), .init("Signatures", .right),
        .init("Endorsed by", .right),
      ])
    for petition in petitions {
      table.append([
        Inline(petition.title, refs: petition.sources), Inline(petition.opened?.description ?? "-"),
        petition.kind == "letter" && petition.signatures == 0 ? "-" : Inline(petition.signatures),
        petition.kind == "letter"
          ? Inline(petition.endorsementsInWords, refs: petition.endorsementsClaimed?.sources ?? []) : "-",
      ])
    }
    blocks.append(.table(table))
    for petition in petitions { blocks += apartBlocks(of: petition) }
    for petition in petitions where petition.signatures > 0 { blocks += detail(of: petition) }
    return blocks
  }

  private func detail(of petition: PetitionStatus) -> [Page.Block] {
    var blocks: [Page.Block] = [.heading(level: 3, Inline("Signatures: \(petition.title)"))]
    if let growth = growth(of: petition) { blocks.append(.picture(growth)) }
    if let pace = petition.paceParagraph { blocks.append(.paragraph(pace)) }
    let named = petition.byCountry.prefix(Self.namedCountries)
    var rows = named.map { BarChart.Row(Inline($0.name), $0.signatures) }
    let rest = petition.byCountry.dropFirst(Self.namedCountries)
    let restCountries = rest.count + petition.other.countries
    let restSignatures = rest.reduce(0) { $0 + $1.signatures } + petition.other.signatures
    if restSignatures > 0 { rows.append(.init(Inline("\(restCountries) other countries"), restSignatures)) }
    if petition.unknownCountry > 0 { rows.append(.init("Country unknown", petition.unknownCountry)) }
    blocks.append(
      .bars(
        BarChart(
          caption: Inline("Signatures by country", refs: petition.sources), labelTitle: "Country",
          valueTitle: "Signatures", rows: rows)))
    let counts: [(String, Int?)] = [
      ("waiting for confirmation", petition.pending), ("invalidated", petition.invalidated),
      ("withdrawn", petition.withdrawn), ("without a day", petition.undated),
    ]
    let apart = counts.filter { $0.1 != 0 }
    if !apart.isEmpty {
      let parts = apart.map { name, count in
        "\(count.map { Pages.Figure.grouped($0) } ?? "fewer than five") \(name)"
      }.joined(separator: ", ")
      blocks.append(.paragraph(Inline("Not among these: \(parts).")))
    }
    for fall in petition.falls {
      blocks.append(
        .paragraph(
          Inline(
            "The total fell by \(Pages.Figure.grouped(-fall.change)) on \(fall.recordedAt): \(fall.kind)"
              + (fall.batch.map { " of import \($0)" } ?? "") + (fall.reason.map { ", \($0)" } ?? "") + ".")))
    }
    return blocks
  }
}
