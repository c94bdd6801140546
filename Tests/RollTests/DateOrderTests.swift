import Foundation
import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

/// Laws on the order of day and month, which a whole file decides.
@Suite(.database(from: .petitions))
struct DateOrderTests {
  /// Rows of people with times that are written in one order, and what would be an ISO file of the same.
  private struct File {
    var header = "email,full_name,country,signed_at,confirmed_at,withdrawn_at,comment"
    var rows: [String] = []
    var plain: [String] = []

    var text: String { ([header] + rows).joined(separator: "\n") + "\n" }
    var plainText: String { ([header] + plain).joined(separator: "\n") + "\n" }

    /// - Parameter share: of how many rows one has a day that is no month.
    init(
      _ random: inout SplitMix64, _ order: StatedTime.Order, count: Int, share: Int, hasDeciding: Bool = true
    ) {
      for place in 0..<count {
        let decides = hasDeciding && (random.below(share) == 0 || place == count - 5)
        let signed = Self.day(&random, decides)
        let confirmed = random.below(3) == 0 ? Self.day(&random, false) : nil
        let ended = random.below(5) == 0 ? Self.day(&random, false) : nil
        // Broken in ways that do and do not depend on the order; also rows of no address.
        let email = ["a\(place % 40)@example.org", "a\(place % 40)@example.org", "no address", ""][
          random.below(20) < 16 ? 0 : random.below(4)]
        let name = "Signer \(place % 7)"
        func line(_ write: (Day) -> String) -> String {
          ([email, name, ["FR", "", "Nowhere"][place % 3]]
            + [signed, confirmed, ended].map { $0.map(write) ?? "" } + ["\(place % 11)"]).joined(
              separator: ",")
        }
        rows.append(line { Self.written($0, order) })
        plain.append(line { "\($0)" })
      }
    }

    /// From before the petition opened until it is long over: rows are refused for their day, in one order or both.
    private static func day(_ random: inout SplitMix64, _ decides: Bool) -> Day {
      let year = 2002 + random.below(2)
      let month = 1 + random.below(12)
      let number = decides ? 13 + random.below(16) : 1 + random.below(12)
      return Day(year: year, month: month, day: number) ?? Day(number: 0)
    }

    static func written(_ day: Day, _ order: StatedTime.Order) -> String {
      let (year, month, number) = day.parts
      return order == .dmy ? "\(number)/\(month)/\(year)" : "\(month)/\(number)/\(year)"
    }
  }

  /// Counts and examples that must not depend on how dates are written.
  private func figures(_ receipt: Receipt) -> [Int] {
    [
      receipt.rows, receipt.new, receipt.duplicate, receipt.alreadyHeld, receipt.rejected, receipt.updated,
      receipt.nameConflicts, receipt.weak, receipt.unknownCountry,
    ]
  }

  @Test(
    "a file whose order is found gives what it gives with the order stated, and what its dates in ISO 8601 give",
    arguments: 1...5)
  func found(_ seed: UInt64) throws {
    let order: StatedTime.Order = seed % 2 == 1 ? .dmy : .mdy
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    let file = File(&random, order, count: 120, share: 40)
    let found = try Signing.tryLoad(file.text, into: "p1", on: &connection)
    let stated = try Signing.tryLoad(file.text, into: "p2", { $0.dateOrder = order }, on: &connection)
    let plain = try Signing.tryLoad(file.plainText, into: "p3", on: &connection)
    #expect(found.receipt.dialect.dateOrder == order.rawValue && found.receipt.dialect.dateOrderLine != nil)
    #expect(stated.receipt.dialect.dateOrder == order.rawValue && stated.receipt.dialect.dateOrderLine == nil)
    #expect(plain.receipt.dialect.dateOrder == "ymd" && plain.receipt.dialect.dateOrderLine == nil)
    #expect(
      figures(found.receipt) == figures(stated.receipt) && figures(found.receipt) == figures(plain.receipt))
    // The same refusals, and in the order of their lines although some had to wait.
    #expect(found.rejections == stated.rejections && found.receipt.rejected > 5)
    #expect(found.rejections.map(\.line) == plain.rejections.map(\.line))
    let export = try Signing.export("p1", on: &connection)
    #expect(try Signing.export("p2", on: &connection) == export)
    #expect(try Signing.export("p3", on: &connection) == export)
    #expect(try Signing.tally("p2", on: &connection) == Signing.tally("p1", on: &connection))
    #expect(try Verification.run(on: &connection).differences == [])
  }

  @Test(
    "in which row the deciding date stands changes nothing: it may be the first, the last, or a refused one")
  func permutation() throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: 9)
    let file = File(&random, .mdy, count: 60, share: 1, hasDeciding: false)
    var shuffler = RandomSignatures(seed: 10)
    let deciding = "not an address,Nobody,FR,10/31/2002,,,"
    var results: [(String, [Int])] = []
    for (petition, place) in [("p1", 0), ("p2", 60), ("p3", 31), ("p4", 7)] {
      var rows = shuffler.shuffled(file.rows)
      rows.insert(deciding, at: place)
      let text = ([file.header] + rows).joined(separator: "\n") + "\n"
      let (receipt, rejections) = try Signing.tryLoad(text, into: petition, on: &connection)
      #expect(receipt.dialect.dateOrder == "mdy" && receipt.dialect.dateOrderLine == place + 2)
      #expect(rejections.map(\.line) == rejections.map(\.line).sorted())
      results.append((try Signing.export(petition, on: &connection), figures(receipt)))
    }
    for result in results { #expect(result.0 == results[0].0 && result.1 == results[0].1) }
  }

  @Test(
    "where no row decides nothing is imported, and the question shows a line and both its readings",
    arguments: 1...3)
  func open(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    let file = File(&random, .dmy, count: 30, share: 1, hasDeciding: false)
    let text =
      file.header + "\nfirst@example.org,First,FR,4/11/2002,,,\n" + file.rows.joined(separator: "\n") + "\n"
    let error = #expect(throws: RollError.self) { try Signing.load(text, into: "p1", on: &connection) }
    #expect(error?.kind == .data && error?.hint?.contains("--date-order dmy or --date-order mdy") == true)
    #expect(
      error?.message.contains(
        ":2: column 4 (signed_at): ‘4/11/2002’ is 4 November 2002 or 11 April 2002, and no row says which")
        == true)
    #expect(try connection.value("SELECT count(*) FROM signature", as: Int.self) == 0)
    #expect(
      try connection.value(
        "SELECT count(*) FROM pg_class WHERE relname LIKE 'signature_stage%'", as: Int.self) == 0)
    // Days that are the same both ways leave nothing open.
    let same = try Signing.load(
      "email,signed_at\na@example.org,11/11/2002\nb@example.org,12.12.2002\n", into: "p1", on: &connection)
    #expect(same.new == 2 && same.dialect.dateOrderLine == nil)
  }

  @Test(
    "a platform's usual order answers nothing: it is named where no date decides, and a row or the user does",
    arguments: [
      ("Timestamp,Username\n", "", "Google Forms"),
      ("created_at,email1,nationbuilder_id\n", ",1", "NationBuilder"),
    ])
  func usual(header: String, tail: String, platform: String) throws {
    var connection = try Database.current.connect()
    let open = header + "3/10/2003,a@example.org\(tail)\n"
    let error = #expect(throws: RollError.self) { try Signing.load(open, into: "always", on: &connection) }
    #expect(
      error?.hint
        == "Say which: --date-order dmy or --date-order mdy. \(platform) usually writes the month first (mdy). "
        + "Nothing was imported.")
    #expect(try connection.value("SELECT count(*) FROM signature", as: Int.self) == 0)
    let ways: [(decided: String?, stated: StatedTime.Order?, order: String)] = [
      (nil, .dmy, "dmy"), (nil, .mdy, "mdy"), ("30/4/2003", nil, "dmy"), ("4/30/2003", nil, "mdy"),
    ]
    for (decided, stated, order) in ways {
      let more = decided.map { "\($0),b@example.org\(tail)\n" } ?? ""
      let receipt = try Signing.load(
        open + more, into: "always", { $0.dateOrder = stated }, on: &connection)
      #expect(receipt.dialect.dateOrder == order)
      #expect(receipt.dialect.dateOrderLine == (decided == nil ? nil : 3))
      let day = order == "dmy" ? "2003-10-03" : "2003-03-10"
      #expect(try Signing.export("always", on: &connection).contains(",\(day)T00:00:00Z"))
      _ = try ImportUndo.run(batch: receipt.batch ?? 0, on: &connection)
    }
    // Where no date could be two days nothing is asked, and nothing is said of an order.
    let same = header + "3/3/2003,a@example.org\(tail)\n"
    #expect(try Signing.load(same, into: "always", on: &connection).dialect.dateOrder == "ymd")
  }

  @Test(
    "a file that contradicts itself stops and names both lines; with the order stated the other rows are refused"
  )
  func contradiction() throws {
    var connection = try Database.current.connect()
    let rows = ["a@example.org,25/10/2002,", "b@example.org,1/11/2002,", "c@example.org,,11/25/2002"]
    for (place, order) in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]].enumerated() {
      let text = "email,signed_at,confirmed_at\n" + order.map { rows[$0] + "\n" }.joined()
      let error = #expect(throws: RollError.self) { try Signing.load(text, into: "p1", on: &connection) }
      let lines = [0, 2].map { (order.firstIndex(of: $0) ?? 0) + 2 }.sorted()
      #expect(error?.message.contains(":\(lines[1]): ") == true, "\(place)")
      #expect(error?.message.contains("line \(lines[0])") == true, "\(place)")
      #expect(
        error?.message.contains("‘25/10/2002’") == true && error?.message.contains("‘11/25/2002’") == true)
    }
    let text = "email,signed_at,confirmed_at\n" + rows.map { $0 + "\n" }.joined()
    let stated = try Signing.tryLoad(text, into: "p1", { $0.dateOrder = .dmy }, on: &connection)
    #expect(stated.receipt.new == 2 && stated.rejections.map(\.line) == [4])
    #expect(
      stated.rejections.first?.reason == "column 3 (confirmed_at): ‘11/25/2002’ is no day in the order dmy")
  }

  @Test("a row of no address is told apart by its moment in the order that the file has")
  func weak() throws {
    var connection = try Database.current.connect()
    let rows = "Maria,3/10/2002\nMaria,10/3/2002\nMaria,3/10/2002\n"
    for (petition, last, new) in [("p1", "Maria,28/9/2002\n", 2), ("p2", "Maria,10/28/2002\n", 2)] {
      let (receipt, rejections) = try Signing.tryLoad(
        "full_name,signed_at\n" + rows + last, into: petition, on: &connection)
      // One of the two days lies before the petition opened.
      #expect(
        receipt.new == new && receipt.duplicate == (petition == "p1" ? 1 : 0)
          && receipt.weak == (petition == "p1" ? 3 : 2))
      #expect(rejections.map(\.line) == (petition == "p1" ? [3] : [2, 4]))
      let again = try Signing.load("full_name,signed_at\n" + last + rows, into: petition, on: &connection)
      #expect(again.new == 0 && again.alreadyHeld == new)
    }
  }

  @Test("a dry run decides as the import does, and the limit of refused rows holds for those that waited")
  func limits() throws {
    var connection = try Database.current.connect()
    let text =
      "email,signed_at\na@example.org,3/10/2002\nx,4/10/2002\nb@example.org,10/3/2002\nc@example.org,30/9/2002\n"
    let dry = try Signing.tryLoad(text, into: "p1", { $0.isDryRun = true }, on: &connection)
    #expect(dry.receipt.rejected == 2 && dry.receipt.new == 2 && dry.rejections.map(\.line) == [3, 4])
    #expect(throws: RollError.self) {
      try Signing.load(text, into: "p1", { $0.maximumRejects = .rows(1) }, on: &connection)
    }
    #expect(throws: RollError.self) {
      try Signing.load(text, into: "p1", { $0.maximumRejects = .percent(40) }, on: &connection)
    }
    #expect(try Signing.load(text, into: "p1", { $0.maximumRejects = .rows(2) }, on: &connection).new == 2)
    #expect(
      try connection.values("SELECT line FROM import_reject ORDER BY ordinal", as: Int64.self) == [3, 4])
  }
}
