import Testing

@testable import Roll

struct PeopleOrderTests {
  @Test("names stand where a reader looks for them")
  func order() {
    let names = [
      "adhoc", "Al-Haq", "Åland Alliance", "Amnesty International", "Amnesty International USA",
      "Cambodia Forum", "Côte d’Ivoire Forum", "Coteau", "École des droits", "Edda", "ÉDDA", "Group 9",
      "Group 10", "Łódź Forum", "Zebra",
    ]
    #expect(PeopleOrder.sorted(names.reversed(), by: { $0 }, then: { $0 }) == names)
    #expect(PeopleOrder.sorted(names.shuffled(), by: { $0 }, then: { $0 }) == names)
  }

  @Test("items of one name stand in the order of their keys")
  func keys() {
    let items = [("One", "b"), ("Two", "c"), ("One", "a")]
    let sorted = PeopleOrder.sorted(items, by: \.0, then: \.1).map(\.1)
    #expect(sorted == ["a", "b", "c"])
  }
}
