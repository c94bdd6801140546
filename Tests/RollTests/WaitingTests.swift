import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Waiting for a confirmation is no event: it takes nothing from what a person did before or after.
@Suite(.database(from: .petitions))
struct WaitingTests {
  private let status: SQL = "SELECT concat_ws(' ', status, status_at::date, status_on) FROM signature"

  /// A header, a row of a person who did something, a later attempt of the same person, and where the signature stands.
  static let cases = [
    (
      "id,petition_id,email,first_name,created_at,deleted_at,unsubscribe_at,confirmed_at,country",
      "1,9,a@example.org,A,2019-03-01 10:00:00,,,2019-03-01 11:00:00,FR",
      "7,9,a@example.org,A,2019-03-08 10:00:00,,,,FR", "validated 2019-03-01 2019-03-01"
    ),
    (
      "id,petition_id,email,first_name,created_at,deleted_at,unsubscribe_at,confirmed_at,country",
      "1,9,a@example.org,A,2019-03-01 10:00:00,2019-03-04 10:00:00,,2019-03-01 11:00:00,FR",
      "7,9,a@example.org,A,2019-03-08 10:00:00,,,,FR", "withdrawn 2019-03-04 2019-03-04"
    ),
    (
      "Activity ID,Activity Type,Email,Activity Date,Activity Status",
      "1,Petition,a@example.org,2019-03-01 10:00:00,Completed",
      "2,Petition,a@example.org,2019-03-08 10:00:00,Scheduled", "validated 2019-03-01 2019-03-01"
    ),
    (
      "email,signed_at,status", "a@example.org,2019-03-01,validated", "a@example.org,2019-03-08,pending",
      "validated 2019-03-01 2019-03-01"
    ),
    (
      "email,signed_at,status", "a@example.org,2019-03-01,invalidated", "a@example.org,2019-03-08,pending",
      "invalidated 2019-03-01 2019-03-01"
    ),
    (
      "email,signed_at,status", "a@example.org,,validated", "a@example.org,2019-03-08,pending",
      "validated 2019-03-08 2019-03-08"
    ),
  ]

  @Test(
    "a later attempt that waits takes nothing from a signature, in one file or two, in either order, or after an undo",
    arguments: cases)
  func attempt(header: String, event: String, attempt: String, expected: String) throws {
    var connection = try Database.current.connect()
    func file(_ rows: String...) -> String { ([header] + rows).joined(separator: "\n") + "\n" }
    let ways = [
      [file(event, attempt)], [file(attempt, event)], [file(event), file(attempt)],
      [file(attempt), file(event)],
    ]
    for files in ways {
      var batches: [Int64] = []
      for text in files {
        batches.append(try #require(Signing.load(text, into: "always", on: &connection).batch))
      }
      #expect(try connection.values(status, as: String.self) == [expected], "\(files)")
      #expect(try Verification.run(on: &connection).differences == [])
      let attempts = try Signing.load(file(attempt), into: "always", on: &connection)
      #expect(attempts.updated == 0 && attempts.alreadyHeld == 1)
      _ = try ImportUndo.run(batch: try #require(attempts.batch), on: &connection)
      #expect(try connection.values(status, as: String.self) == [expected], "\(files)")
      for batch in batches { _ = try ImportUndo.run(batch: batch, on: &connection) }
    }
    // Alone it waits, and an undo of what was done before leaves it waiting.
    let done = try Signing.load(file(event), into: "always", on: &connection)
    try Signing.load(file(attempt), into: "always", on: &connection)
    _ = try ImportUndo.run(batch: try #require(done.batch), on: &connection)
    #expect(try connection.values("SELECT status::text FROM signature", as: String.self) == ["pending"])
  }
}
