import Testing

@testable import Roll

struct ClaimTests {
  private func claim(_ value: String, _ qualifier: String?, isListIncomplete: Bool = false)
    -> ClaimsOfCampaign.Output
  {
    .init(
      subject: "s", predicate: "p", value: value, qualifier: qualifier, asOf: nil, measure: nil,
      measured: nil,
      isListIncomplete: isListIncomplete, sources: [])
  }

  @Test("a claim agrees with a count as its words say, on both sides of the figure and on it")
  func agrees() {
    let rules: [(String?, [Bool])] = [
      (nil, [false, true, false]), ("more than", [false, false, true]), ("at least", [false, true, true]),
      ("fewer than", [true, false, false]), ("less than", [true, false, false]),
      ("at most", [true, true, false]),
    ]
    for (qualifier, expected) in rules {
      #expect(
        [86, 87, 88].map { claim("87", qualifier).agrees(with: $0) } == expected, "\(qualifier ?? "exactly")")
    }
  }

  @Test(
    "where nothing is counted, our list is incomplete or the claim is no number, it neither agrees nor disagrees"
  )
  func unsaid() {
    #expect(claim("87", nil).agrees(with: nil) == nil)
    #expect(claim("87", nil, isListIncomplete: true).agrees(with: 87) == nil)
    #expect(claim("many", "more than").agrees(with: 87) == nil)
  }
}
