import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// What platforms say of a signature after it was given.
@Suite(.database(from: .petitions))
struct PlatformStatusTests {
  /// Imports files one after the other, and gives what each changed and where the signatures stand.
  private func bring(
    _ files: [String], into petition: String, on connection: inout Connection
  ) throws -> (updated: [Int], statuses: [String]) {
    let updated = try files.map { try Signing.load($0, into: petition, on: &connection).updated }
    let statuses = try connection.values(
      """
      SELECT concat_ws(' ', s.email, s.status, s.status_on) FROM signature s JOIN petition p USING (petition_id)
      WHERE p.slug = \(petition) ORDER BY s.email
      """, as: String.self)
    return (updated, statuses)
  }

  @Test("a weekly ControlShift file confirms, withdraws and adds, and the order of the weeks does not matter")
  func controlShift() throws {
    var connection = try Database.current.connect()
    let header = "id,petition_id,email,created_at,deleted_at,unsubscribe_at,confirmed_at\n"
    let first =
      header
      + "1,5,a@example.org,2002-10-01 10:00:00,,,\n2,5,b@example.org,2002-10-01 11:00:00,,,2002-10-01 11:05:00\n"
    let second =
      header
      + "1,5,a@example.org,2002-10-01 10:00:00,,2002-10-05 10:00:00,2002-10-02 10:00:00\n"
      + "2,5,b@example.org,2002-10-01 11:00:00,2002-10-06 10:00:00,,2002-10-01 11:05:00\n"
      + "3,5,c@example.org,2002-10-07 10:00:00,,,2002-10-07 10:01:00\n"
    let forward = try bring([first, second], into: "p1", on: &connection)
    let backward = try bring([second, first], into: "p2", on: &connection)
    #expect(forward.updated == [0, 2] && backward.updated == [0, 0])
    #expect(
      forward.statuses == [
        "a@example.org validated 2002-10-01", "b@example.org withdrawn 2002-10-06",
        "c@example.org validated 2002-10-07",
      ])
    #expect(backward.statuses == forward.statuses)
    #expect(try Signing.tally("p1", on: &connection) == Signing.tally("p2", on: &connection))
    _ = try Signing.load(first + second.dropFirst(header.count), into: "p3", on: &connection)
    #expect(try Signing.tally("p3", on: &connection) == Signing.tally("p1", on: &connection))
  }

  @Test("Pytition's files have no day, and still a later file confirms what an earlier one left pending")
  func pytition() throws {
    var connection = try Database.current.connect()
    let header = "first_name,last_name,phone,email,subscribed_to_mailinglist,confirmed\n"
    let (first, second) = (
      header + "Ada,E,,a@example.org,True,False\n", header + "Ada,E,,a@example.org,True,True\n"
    )
    let forward = try bring([first, second], into: "p1", on: &connection)
    let backward = try bring([second, first], into: "p2", on: &connection)
    #expect(forward.updated == [0, 1] && forward.statuses == ["a@example.org validated"])
    #expect(backward.updated == [0, 0] && backward.statuses == forward.statuses)
  }

  @Test("an empty status is no status where the platform always has one")
  func emptyStatus() throws {
    var connection = try Database.current.connect()
    let (receipt, rejections) = try Signing.tryLoad(
      "email,subscribed_to_mailinglist,confirmed\na@example.org,True,\nb@example.org,True,TRUE\nc@example.org,,pending\n",
      into: "p1", on: &connection)
    #expect((receipt.new, receipt.rejected) == (2, 1))
    #expect(rejections.first?.reason == "column 3 (confirmed): ‘’ is none of false, true")
    #expect(
      try bring([], into: "p1", on: &connection).statuses == [
        "b@example.org validated", "c@example.org pending",
      ])
  }

  @Test("our own export comes back as it went, also where an address begins as a formula does")
  func ownExport() throws {
    var connection = try Database.current.connect()
    let first = try Signing.load(
      "email,full_name,phone\n+a@example.org,=Ada,+33\n-b@example.org,@Bo,'+1\n", into: "p1", on: &connection)
    let export = try Signing.export("p1", on: &connection)
    let again = try Signing.load(export, into: "p1", on: &connection)
    #expect((first.new, again.new, again.alreadyHeld, again.nameConflicts) == (2, 0, 2, 0))
    _ = try Signing.load(export, into: "p2", on: &connection)
    #expect(try Signing.export("p2", on: &connection) == export)
  }

  @Test("a file of several petitions of the platform says so; what was refused names none")
  func severalPetitions() throws {
    var connection = try Database.current.connect()
    let header = "petition_id,email,unsubscribe_at\n"
    let rows = (0..<30).map { "\($0 % 12),a\($0)@example.org," } + ["99,nobody,", ",b@example.org,"]
    let many = try Signing.load(header + rows.joined(separator: "\n") + "\n", into: "p1", on: &connection)
    #expect(many.platformPetitions?.count == SignatureRow.petitionLimit)
    let two = try Signing.load(
      header + "7,a@example.org,\n5,b@example.org,\n7,c@example.org,\n99,nobody,\n", into: "p2",
      on: &connection)
    #expect(two.platformPetitions == ["5", "7"] && two.ignored == ["petition_id"])
    #expect(try Signing.load("email\na@example.org\n", into: "p3", on: &connection).platformPetitions == [])
  }

  @Test("a preset's zone gives way to what the user says")
  func flags() throws {
    var connection = try Database.current.connect()
    let eastern =
      "Supporter Email,Campaign Type,Campaign Date,Campaign Time\na@example.org,PET,2002-10-01,23:30\n"
    let there = try Signing.load(eastern, into: "p3", on: &connection)
    let here = try Signing.load(eastern, into: "p4", { $0.timeZone = "Europe/Paris" }, on: &connection)
    #expect((there.dialect.timeZone, here.dialect.timeZone) == ("America/New_York", "Europe/Paris"))
    let moments = try connection.values(
      "SELECT to_char(signed_at AT TIME ZONE 'UTC', 'DD HH24:MI') FROM signature WHERE signed_zone <> 'UTC' ORDER BY 1",
      as: String.self)
    #expect(moments == ["01 21:30", "02 03:30"])
    let without = try Signing.load("email,akid\na@example.org,1\n", into: "p6", on: &connection)
    #expect(without.preset == "actionkit" && without.unknownCountry == 1)
    let blank = "email,akid,country\na@example.org,1,\nb@example.org,2,FR\n"
    _ = try Signing.load(blank, into: "p5", { $0.defaultCountry = "DE" }, on: &connection)
    #expect(try Signing.tally("p5", on: &connection) == ["DEU validated - - 1", "FRA validated - - 1"])
  }
}
