internal import Pages
internal import Roll

extension StatusReport {
  /// What the page says above its title.
  var kicker: String {
    "Status report · as of \(asOf) · \(audience == .public ? "for the public" : "internal")"
  }

  /// What the page says of its own making, so that it can be made again.
  var imprint: [Page.Fact] {
    var facts = [
      Page.Fact("As of", Inline("\(asOf): what was true on that day")),
      Page.Fact("Known on", Inline("\(knownOn): what was on record at that moment")),
      Page.Fact(
        "For",
        audience == .public
          ? "the public: no count of fewer than five people can be read from it" : "the campaign's own people"
      ),
    ]
    if synthetic {
      facts.append(.init("Signatures", "synthetic: made up for a demonstration; no person signed them"))
    }
    facts.append(.init("Made by", .code(command)))
    facts.append(
      .init("Versions", Inline((program.isEmpty ? "" : "\(program), ") + "report schema \(schemaVersion)")))
    return facts
  }
}
