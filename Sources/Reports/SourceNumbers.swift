internal import Postgres
internal import Roll

/// Numbers sources as they come up, from 1.
final class SourceNumbers {
  private var order: [String] = []
  private var numbers: [String: Int] = [:]

  /// The numbers of sources, the lowest first.
  func cite(_ slugs: [String]) -> [Int] {
    for slug in slugs where numbers[slug] == nil {
      order.append(slug)
      numbers[slug] = order.count
    }
    return slugs.compactMap { numbers[$0] }.sorted()
  }

  /// What readers need to know of those that came up, in the order of their numbers.
  func entries(
    knownOn: Instant, in transaction: inout Transaction
  ) throws -> [StatusReport.SourceEntry] {
    try transaction.every(SourcesBySlug(order, knownOn: knownOn)).compactMap { source in
      numbers[source.slug].map { number in
        .init(
          id: number, slug: source.slug, title: source.title, publisher: source.publisher,
          address: source.address, published: source.published)
      }
    }.sorted { $0.id < $1.id }
  }
}
