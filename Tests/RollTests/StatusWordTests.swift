import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Words of a column of the status that belongs to no platform.
@Suite(.database(from: .petitions))
struct StatusWordTests {
  @Test(
    "every word of the table means its status, however it is typed, and every other refuses its row as it is written"
  )
  func words() throws {
    var connection = try Database.current.connect()
    let known = StatusWord.synonyms.flatMap { entry in
      ([entry.status] + entry.words).flatMap { word in
        [word, word.uppercased(), " \(word.capitalized) ", word.replacing(" ", with: "_")]
          .map { (word: $0, status: entry.status) }
      }
    }
    let unknown = ["Perhaps", "valid?!x", "Validiert", "0", "true", "un confirmed twice"]
    let rows = (known.map(\.word) + unknown).enumerated()
      .map { "a\($0)@example.org,2002-10-01,\($1)\n" }
    let (receipt, rejections) = try Signing.tryLoad(
      "email,signed_at,status\n" + rows.joined(), into: "p1", on: &connection)
    #expect(receipt.new == known.count)
    #expect(
      rejections.map(\.reason)
        == unknown.map {
          "column 3 (status): ‘\($0)’ is none of pending, validated, invalidated, withdrawn"
        })
    let found = try connection.values("SELECT status::text FROM signature ORDER BY line", as: String.self)
    #expect(found == known.map(\.status))
  }

  @Test("a platform's words are its own: what its preset does not know is refused as it is written")
  func platforms() throws {
    var connection = try Database.current.connect()
    let (receipt, rejections) = try Signing.tryLoad(
      "email,subscribed_to_mailinglist,confirmed\na@example.org,True,Valid\n", into: "p1", on: &connection)
    #expect(receipt.new == 0)
    #expect(rejections.map(\.reason) == ["column 3 (confirmed): ‘Valid’ is none of false, true"])
  }

  @Test("the words have one meaning each, and the manual states every one of them")
  func table() throws {
    let words = StatusWord.synonyms.flatMap(\.words)
    #expect(Set(words.map { HeaderKey.of($0) }).count == words.count)
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/platforms.md"), encoding: .utf8)
    for (status, words) in StatusWord.synonyms {
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("| `\(status)` |") })
      for word in words { #expect(line.contains(word), "\(word)") }
    }
  }
}
