import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

/// Times of other forms on their way into a petition: what is asked, what is told, what is kept.
@Suite(.database(from: .petitions))
struct WrittenTimeImportTests {
  private func kept(_ connection: inout Connection) throws -> [String] {
    try connection.values(
      """
      SELECT concat_ws(' ', to_char(signed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS'), signed_on, signed_zone)
      FROM signature ORDER BY line
      """, as: String.self)
  }

  private func question(
    _ rows: [String], _ change: (inout ImportOptions) -> Void = { _ in }, on connection: inout Connection
  ) throws -> String {
    let text = "email,signed_at\n" + rows.enumerated().map { "a\($0)@example.org,\"\($1)\"\n" }.joined()
    do {
      let receipt = try Signing.load(text, into: "always", change, on: &connection)
      _ = try ImportUndo.run(batch: receipt.batch ?? 0, on: &connection)
      return ""
    } catch let error as RollError {
      return "\(error)"
    }
  }

  @Test("numbers that count are read and told; one column counts one thing, whichever row comes first")
  func numbers() throws {
    var connection = try Database.current.connect()
    let text =
      "email,signed_at,confirmed_at\na@example.org,1035987909,37559.5\nb@example.org,1035987909.25,\n"
    let receipt = try Signing.load(text, into: "paris", on: &connection)
    #expect(receipt.dialect.timeNumbers == ["signed_at": .unixSeconds, "confirmed_at": .excelDays])
    // A count of seconds names a moment and no zone: the day is the petition's.
    #expect(
      try kept(&connection) == [
        "2002-10-30 14:25:09.000 2002-10-30 Europe/Paris", "2002-10-30 14:25:09.250 2002-10-30 Europe/Paris",
      ])
    let late = try Signing.load("email,signed_at\nc@example.org,1036020600\n", into: "paris", on: &connection)
    #expect(late.new == 1)
    #expect(try kept(&connection).contains("2002-10-30 23:30:00.000 2002-10-31 Europe/Paris"))
    for (one, other) in [
      ("1035987909", "1035987909000"), ("37559.5", "1035987909"), ("37559", "1035987909000000"),
    ] {
      for rows in [[one, "2002-10-30", other], [other, one]] {
        #expect(try question(rows, on: &connection).contains("counts"), "\(rows)")
      }
      #expect(try question([one, "20021030", one], on: &connection) == "")
    }
  }

  @Test("a spreadsheet's numbers beside days and months as text are a question, until the order is stated")
  func mixture() throws {
    var connection = try Database.current.connect()
    for rows in [
      ["37559.5", "30/10/2002"], ["30/10/2002", "37559.5"], ["3/10/2002", "37559"],
      ["37559", "30/10/2002", "x"],
    ] {
      #expect(try question(rows, on: &connection).contains("a spreadsheet's number"), "\(rows)")
      #expect(try question(rows, { $0.dateOrder = .dmy }, on: &connection) == "")
    }
    #expect(try question(["37559.5", "2002-10-30", "30 Oct 2002"], on: &connection) == "")
    #expect(try question(["1035987909", "30/10/2002"], on: &connection) == "")
  }

  @Test("years of two digits are a question until their century and the order are stated")
  func shortYears() throws {
    var connection = try Database.current.connect()
    for text in ["30/10/02", "30-Oct-02", "Oct 30, 02"] {
      for change: (inout ImportOptions) -> Void in [{ _ in }, { $0.century = 20 }, { $0.dateOrder = .dmy }] {
        let asked = try question(["2002-10-30", text], change, on: &connection)
        #expect(asked.contains("has a year of two digits") && asked.contains("--century 20"), "\(text)")
      }
      #expect(try question([text], { ($0.century, $0.dateOrder) = (20, .dmy) }, on: &connection) == "")
    }
  }

  @Test(
    "a time that a clock skips or shows twice is told with its line, and its abbreviation decides where the zone is stated"
  )
  func clocks() throws {
    var connection = try Database.current.connect()
    let text = """
      email,signed_at
      a@example.org,2003-03-30 02:30
      b@example.org,2002-10-27 02:30
      c@example.org,2002-10-27
      d@example.org,2002-10-27 02:30+01:00

      """
    let receipt = try Signing.load(text, into: "paris", on: &connection)
    #expect(receipt.clockChanges == ClockChanges(skipped: 1, repeated: 1, lines: [2, 3]))
    #expect(
      try kept(&connection) == [
        "2003-03-30 01:30:00.000 2003-03-30 Europe/Paris", "2002-10-27 00:30:00.000 2002-10-27 Europe/Paris",
        "2002-10-26 22:00:00.000 2002-10-27 Europe/Paris", "2002-10-27 01:30:00.000 2002-10-27 +01:00",
      ])
    let named =
      "email,signed_at\ne@example.org,2002-10-27 02:30 CET\nf@example.org,2002-10-27 02:30 CEST\ng@example.org,2002-12-27 02:30 CEST\n"
    #expect(try Signing.load(named, into: "paris", on: &connection).rejected == 3)
    let (stated, rejections) = try Signing.tryLoad(
      named, into: "paris", { $0.timeZone = "Europe/Paris" }, on: &connection)
    #expect(stated.new == 2 && stated.clockChanges == ClockChanges())
    #expect(
      rejections.map(\.reason) == [
        "column 2 (signed_at): ‘2002-12-27 02:30 CEST’: CEST is not the time of Europe/Paris then (an offset such as +01:00, or --time-zone, says which is meant)"
      ])
    #expect(
      try connection.values(
        "SELECT extract(hour FROM signed_at AT TIME ZONE 'UTC')::int FROM signature WHERE email IN ('e@example.org', 'f@example.org') ORDER BY email",
        as: Int.self) == [1, 0])
  }

  @Test(
    "a zone by its name is kept with the moment; one that nobody knows, and days before 1900, are refused")
  func zones() throws {
    var connection = try Database.current.connect()
    let text =
      "email,signed_at\na@example.org,2002-10-30 14:05 America/Port-au-Prince\nb@example.org,2002-10-30 14:05 Mars/Olympus\nc@example.org,1899-12-31\nd@example.org,1900-01-01\n"
    let (receipt, rejections) = try Signing.tryLoad(text, into: "always", on: &connection)
    #expect(receipt.new == 2 && rejections.map(\.line) == [3, 4])
    #expect(rejections[0].reason.contains("‘Mars/Olympus’ is not a time zone"))
    #expect(rejections[1].reason.contains("before 1900"))
    #expect(try kept(&connection).first == "2002-10-30 19:05:00.000 2002-10-30 America/Port-au-Prince")
    let export = try Signing.export("always", on: &connection)
    #expect(export.contains("2002-10-30T14:05:00-05:00"))
  }
}
