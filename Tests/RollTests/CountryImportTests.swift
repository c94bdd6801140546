import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Countries in the columns of a file.
@Suite(.database(from: .petitions))
struct CountryImportTests {
  /// `country written` of each row, in the order of the file; `-` for an unknown one. The receipt has to agree.
  private func countries(
    _ cells: [String], header: String = "country", into petition: String = "p1",
    _ connection: inout Connection
  ) throws -> [String] {
    let rows = cells.enumerated().map { "a\($0)@example.org,\"\($1)\"" }
    let receipt = try Signing.load(
      "email,\(header)\n\(rows.joined(separator: "\n"))\n", into: petition, on: &connection)
    let found = try connection.values(
      """
      SELECT coalesce(country, '-') || ' ' || coalesce(country_written, '') FROM signature s JOIN petition p USING (petition_id)
      WHERE p.slug = \(petition) ORDER BY line
      """, as: String.self)
    #expect(receipt.unknownCountry == found.count { $0.hasPrefix("- ") })
    return found
  }

  @Test("what is not known, or could be two, counts as unknown and is kept as it was written")
  func keptAsWritten() throws {
    var connection = try Database.current.connect()
    #expect(
      try countries(["Congo", " Atlantis ", "🇫🇷", "Birma", "N/A", "n.a.", "250"], &connection) == [
        "- Congo", "-  Atlantis ", "FRA 🇫🇷", "MMR Birma", "- N/A", "- n.a.", "- 250",
      ])
    let exported = try Signing.export("p1", on: &connection)
    #expect(exported.contains("Congo") && exported.contains(" Atlantis "))
    #expect(
      try Signing.tally("p1", on: &connection) == [
        "- validated - - 5", "FRA validated - - 1", "MMR validated - - 1",
      ])
  }

  @Test(
    "NA is Namibia in a column of codes, by its header or by all its other values; else it is not applicable")
  func namibia() throws {
    var connection = try Database.current.connect()
    #expect(
      try countries(["NA", "France"], header: "country_code", into: "p1", &connection).first == "NAM NA")
    #expect(try countries(["na", "FR", "", "US"], into: "p2", &connection).first == "NAM na")
    #expect(try countries(["NA", "France"], into: "p3", &connection) == ["- NA", "FRA France"])
    #expect(try countries(["FR", "NA", "FRA"], into: "p4", &connection)[1] == "- NA")
    #expect(try countries(["US", "UK", "NA"], into: "p5", &connection)[2] == "- NA")
    #expect(try countries(["NA"], into: "p6", &connection) == ["- NA"])
    #expect(try countries(["NAM", "Namibia"], into: "always", &connection) == ["NAM NAM", "NAM Namibia"])
  }

  @Test("numbers are countries in a column of codes only")
  func numbers() throws {
    var connection = try Database.current.connect()
    #expect(
      try countries(["250", "4", "004", "999", "FRA", "fr"], header: "Country Code", &connection) == [
        "FRA 250", "AFG 4", "AFG 004", "- 999", "FRA FRA", "FRA fr",
      ])
  }

  @Test("Georgia is the country only where no row of the file speaks for the state of the USA")
  func georgia() throws {
    var connection = try Database.current.connect()
    #expect(
      try countries(["Georgia", "Texas", "GEORGIA "], into: "p1", &connection) == [
        "- Georgia", "- Texas", "- GEORGIA ",
      ])
    #expect(try countries(["Georgia", "France", "Germany", "US"], into: "p2", &connection)[0] == "- Georgia")
    #expect(
      try countries(["Georgia", "Georgien", "GEO", "USA"], header: "country_code", into: "p3", &connection)
        == ["- Georgia", "GEO Georgien", "GEO GEO", "USA USA"])
    #expect(try countries(["Georgia"], into: "p4", &connection) == ["GEO Georgia"])
    #expect(
      try countries(["Georgia", "France", "GE", "the Georgia"], into: "p5", &connection) == [
        "GEO Georgia", "FRA France", "GEO GE", "GEO the Georgia",
      ])
  }

  @Test(
    "a state of the USA as the region of a row of Georgia speaks for the state, as does the country of blank rows"
  )
  func georgiaByRegion() throws {
    var connection = try Database.current.connect()
    func unknown(_ rows: String, into petition: String, _ change: (inout ImportOptions) -> Void = { _ in })
      throws -> Int
    {
      try Signing.load("email,state,country\n\(rows)\n", into: petition, change, on: &connection)
        .unknownCountry
    }
    #expect(try unknown("a@example.org,GA,Georgia\nb@example.org,Tbilisi,Georgia", into: "p1") == 2)
    #expect(try unknown("a@example.org,Georgia,Georgia", into: "p2") == 1)
    #expect(try unknown("a@example.org,Imereti,Georgia\nb@example.org,CA,Canada", into: "p3") == 0)
    #expect(
      try unknown("a@example.org,,Georgia\nb@example.org,,", into: "p4", { $0.defaultCountry = "USA" }) == 1)
    #expect(
      try unknown("a@example.org,,Georgia\nb@example.org,,", into: "p5", { $0.defaultCountry = "FRA" }) == 0)
  }

  @Test("what one file decided about Georgia stays so when an export brings the rows of several together")
  func georgiaInExports() throws {
    var connection = try Database.current.connect()
    var other = try Cluster.shared.connectToCopy(of: .petitionsElsewhere)
    let countries = [
      "Georgia", " GEORGIA", "Géorgia", "G\u{200B}eorgia", "Ｇｅｏｒｇｉａ", "Georgia 🇬🇪", "Грузия", "the Georgia",
    ]
    let rows = countries.enumerated().map { "Ann \($0),\($1)\n" }.joined()
    try Signing.load("full_name,country\n\(rows)", into: "p1", on: &connection)
    try Signing.load("full_name,country\nBo,Georgia\nCy,USA\n", into: "p1", on: &connection)
    try Signing.load("full_name,region,country\nDi,GA,Georgia\n", into: "p2", on: &connection)
    for petition in ["p1", "p2"] {
      let exported = try Signing.export(petition, on: &connection)
      #expect(try Signing.load(exported, into: petition, on: &connection).new == 0)
      try Signing.load(exported, into: petition, on: &other.connection)
      expectEqualLines(try Signing.export(petition, on: &other.connection), exported)
      #expect(try Signing.tally(petition, on: &other.connection) == Signing.tally(petition, on: &connection))
    }
    #expect(
      try Signing.tally("p1", on: &connection) == [
        "- validated - - 1", "GEO validated - - 8", "USA validated - - 1",
      ])
    // Of the unknown ones alone nobody could tell.
    let unknown = try Signing.export("p1", on: &connection).split(separator: "\n")
      .filter { $0.contains("email,") || $0.contains("Bo,") }.joined(separator: "\n")
    #expect(try Signing.load(unknown, into: "p3", on: &connection).unknownCountry == 1)
  }

  @Test(
    "an export has the code where only the column made a country clear, and comes back as the same signatures"
  )
  func roundTrip() throws {
    var connection = try Database.current.connect()
    let text =
      "full_name,country_code\nAnn,NA\nBob,250\nCy,na\nDi,Congo\nEve,fr\n"
    try Signing.load(text, into: "p1", on: &connection)
    let exported = try Signing.export("p1", on: &connection)
    let back = try Signing.load(exported, into: "p2", on: &connection)
    #expect(back.new == 5 && back.unknownCountry == 1)
    #expect(try Signing.tally("p1", on: &connection) == Signing.tally("p2", on: &connection))
    #expect(try Signing.load(exported, into: "p1", on: &connection).alreadyHeld == 5)
    #expect(try Signing.export("p2", on: &connection) == exported)
  }

  @Test("a form takes codes and names in any spelling, and refuses an ambiguous one with what it could be")
  func forms() throws {
    var connection = try Database.current.connect()
    let (receipt, reasons) = try Forms.tryLoad(
      Organization.self,
      """
      slug,name,country,sources
      a,A,FR,own observation
      b,B,Allemagne,own observation
      c,C,Cote dIvoire,own observation
      d,D,Congo,own observation
      e,E,Frrance,own observation
      f,F,NA,own observation
      g,G,GBR,own observation

      """, on: &connection)
    #expect(receipt.new == 5 && receipt.rejected == 2)
    #expect(reasons.contains { $0.contains("country: unknown country ‘Congo’; it could be COD or COG") })
    #expect(reasons.contains { $0.contains("unknown country ‘Frrance’; did you mean ‘france’?") })
    let held = try connection.values("SELECT country FROM organization ORDER BY slug", as: String.self)
    #expect(held == ["FRA", "DEU", "CIV", "NAM", "GBR"])
    let campaign = try Forms.tryLoad(
      Campaign.self,
      "slug,title,partner,states,sources\nx,X,us,Kongo-Kinshasa; Polska; Ruanda,own observation\n",
      on: &connection)
    #expect(campaign.receipt.new == 1, "\(campaign.reasons)")
  }
}
