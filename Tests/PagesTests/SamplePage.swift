import Pages

/// A page with every kind of block, as a report on a campaign may be. Figures by country are made up.
enum SamplePage {
  static let page = Page(
    title: "Impunity agreements: where the campaign stood on 29 January 2003",
    blocks: [summary, note, .heading(level: 2, "Main figures"), facts] + petition + agreements + ending,
    sources: sources)

  private static let summary = Page.Block.paragraph(
    Inline(
      runs: [
        .init("84,598 people", emphasis: .strong, refs: [1]),
        .init(
          " from all over the world have signed the petition against agreements that would keep nationals of "
        ),
        .init("the United States from the International Criminal Court. "),
        .init("19 states", emphasis: .strong, refs: [2, 3]),
        .init(" have signed such an agreement; "), .init("none has ratified one", emphasis: .strong),
        .init("."),
      ]))

  private static let note = Page.Block.note(
    "The signatures of this page are synthetic: they were made by a generator to try the program, and no person stands behind them."
  )

  private static let facts = Page.Block.facts([
    .init("Signatures", Inline(84_598, refs: [1]) + " of a goal of 100,000 (84.6\u{A0}%)"),
    .init(
      "Each week",
      Inline(Sparkline.text([3, 9, 14, 12, 8, 7, 5, 0, 6, 9, 16, 31, 44, 28, 12, 9, 13, 22, 38]))),
    .init("Agreements", "19 signed, 0 ratified, 0 in force" + Inline("", refs: [2, 3])),
    .init("Rome Statute", Inline("87 states had deposited an instrument, 81 of them were bound", refs: [3])),
    .init("Known on", "2026-11-21T08:00:00Z"),
    .init("Made by", .code("rollcall report no-impunity --as-of 2003-01-29 --format text")),
  ])

  private static let petition: [Page.Block] = [
    .heading(level: 2, "Signatures by country"),
    .bars(
      BarChart(
        labelTitle: "Country", valueTitle: "Signatures",
        rows: [
          .init("Germany", 18_210), .init("France", 14_077), .init("Netherlands", 9_864),
          .init("Japan · 日本", 6_120),
          .init("Morocco · المغرب", 2_431), .init("Nepal · नेपाल", 904), .init("Other countries (31)", 32_811),
          .init("Not stated", 181), .init("On paper", 0),
        ])),
  ]

  private static let agreements: [Page.Block] = [
    .heading(level: 2, "Agreements"),
    .table(
      Table(
        caption: "The latest of the nineteen, as the sources have them",
        columns: [
          .init("State", shrinks: false), .init("Signed", shrinks: false), .init("Statute", shrinks: false),
          .init("Days since opening", .right), .init("What the record says"),
        ],
        rows: [
          [
            "Afghanistan", "2002-09-20", "not a party", Inline(3, refs: [2]),
            "Later treated as in force; no treaty date was found.",
          ],
          [
            "Marshall Islands", "2002-09-10", "party", Inline(-7, refs: [2, 3]),
            "Signed before the petition opened.",
          ],
          [
            "Timor-Leste", "2002-08-23", "party", Inline(-25, refs: [2]),
            "One source prints 24 August; the day of the other is kept, and both stand in the record.",
          ],
          [
            "Dominican Republic", "2002-09-13", "signatory", Inline(-4),
            .strong("Not followed by a vote of its parliament.", refs: [3]),
          ],
        ])),
    .heading(level: 3, "Contradicting sources"),
    .list(
      [
        Inline("Seventeen agreements by the count of the ministry", refs: [2])
          + ", nineteen by that of the press release.",
        "The day of one signature: 23 or 24 August 2002.",
      ], numbered: false),
  ]

  private static let ending: [Page.Block] = [
    .heading(level: 2, "What is next"),
    .list(
      ["Delivery of the signatures.", "A vote on the first agreement, expected in spring."], numbered: true),
    .rule,
    .paragraph(
      "Public audience: countries with fewer than five signatures are counted under other countries."),
  ]

  private static let sources: [Page.Source] = [
    .init(
      "The petition against impunity agreements is handed over", publisher: "An example organisation",
      published: "29 January 2003", address: "https://example.org/press/2003/01/petition-handed-over?lang=en"),
    .init("Status of bilateral agreements", publisher: "An example ministry", published: "8 July 2006"),
    .init(
      "Rome Statute: status of ratification", publisher: "An example depositary",
      address: "https://example.org/treaties/status"),
  ]
}
