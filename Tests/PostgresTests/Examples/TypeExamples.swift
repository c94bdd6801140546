import Postgres
import PostgresTesting
import Testing

struct Slug: Equatable, PostgresEncodable, PostgresDecodable {
  var text: String

  var parameter: Parameter { text.parameter }

  static func decode(_ bytes: Span<UInt8>, type: PostgresType) -> Slug? {
    String.decode(bytes, type: type).map { Slug(text: $0) }
  }
}

@Suite(.database) struct TypeExamples {
  @Test("A type of one's own is written and read like any other")
  func ownType() throws {
    var connection = try connectToPetitions()
    let clean = Slug(text: "clean-air")
    let slug = try connection.value("SELECT slug FROM petition WHERE slug = \(clean)", as: Slug.self)
    #expect(slug == clean)
  }
}
