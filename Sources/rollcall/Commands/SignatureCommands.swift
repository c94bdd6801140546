internal import ArgumentParser
internal import CSV
internal import Foundation
internal import Postgres
internal import Roll

struct SignatureImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring a file of signatures into a petition.",
    discussion: """
      Columns are found by their names, in ten languages, and by the names of the platform the file comes from; --map says \
      what a name does not, and the next file of the petition with the same header is read the same way. A refused row never \
      stops the others: it goes to the rejects file with its line and reason. The same file again adds nothing.
      """)

  @Argument(help: "The file; - is standard input.") var file: String
  @Option(help: "The petition that was signed.") var petition: String
  @Option(
    help: ArgumentHelp(
      "Which column holds a field, none where no column is named; repeatable.", valueName: "field=column"))
  var map: [String] = []
  @Option(
    help: ArgumentHelp(
      "The platform the file comes from, none, or auto: found by the header, and nothing that was told before counts.",
      valueName: "name"))
  var preset: String?
  @OptionGroup var reading: ReadingOptions
  @Option(
    help: ArgumentHelp(
      "Order of dates such as 3/4/2002, where no date of the file decides it.", valueName: "ymd|dmy|mdy"))
  var dateOrder: String?
  @Option(
    help: ArgumentHelp(
      "The first two digits of years that are written with two: 20 for 2000 to 2099.", valueName: "19|20"))
  var century: Int?
  @Option(help: "The zone of times that state none, such as Europe/Paris; else the petition's.") var timeZone:
    String?
  @Option(help: "The country of rows that state none.") var defaultCountry: String?
  @Flag(help: "Import the file although its bytes came in before.") var again = false
  @Flag(help: "These rows are made up; every report that counts them says so.") var synthetic = false
  @OptionGroup var rejects: RejectOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var importOptions = try rejects.options(options)
    importOptions.mapping = try map.map(mapping)
    try checkMappedOnce(importOptions.mapping)
    importOptions.preset = try preset.map { (text) throws(RollError) in try Preset.Choice(text) }
    if !options.quiet { importOptions.onNotice = { Output.diagnostic(Output.safe($0)) } }
    importOptions.encoding = try reading.checkedEncoding()
    importOptions.dialect = try reading.told()
    importOptions.isStrict = reading.strict
    if let dateOrder {
      guard let order = StatedTime.Order(rawValue: dateOrder) else {
        throw RollError(.usage, "--date-order is ymd, dmy or mdy, not ‘\(dateOrder)’")
      }
      importOptions.dateOrder = order
    }
    if let century {
      guard (19...20).contains(century) else {
        throw RollError(.usage, "--century is 19 or 20, not \(century)")
      }
      importOptions.century = century
    }
    importOptions.timeZone = timeZone
    importOptions.defaultCountry = defaultCountry
    importOptions.again = again
    importOptions.isSynthetic = synthetic
    var connection = try DatabaseSession(options).open()
    let receipt = try SignatureImport.run(file, petition: petition, options: importOptions, on: &connection)
    try receipt.print(options)
    tellOfRefused(in: receipt)
    if receipt.dryRun { try receipt.checkRefusals(importOptions.maximumRejects) }
    if options.verbose { Output.diagnostic("Peak memory: \(Terminal.peakMemory) KiB") }
  }

  /// Whoever brings a file again to have its refused rows read otherwise is told why nothing happens.
  private func tellOfRefused(in receipt: Receipt) {
    guard receipt.repeated, receipt.rejected > 0, !options.quiet, let batch = receipt.batch else { return }
    let rows = receipt.rejected == 1 ? "1 row was" : "\(receipt.rejected) rows were"
    Output.diagnostic(
      "\(rows) refused when these bytes came in; rollcall import rejects \(batch) shows them. With --again the file is read anew."
    )
  }

  /// A field has one column: neither the first nor the last of two is what both say.
  private func checkMappedOnce(_ mapping: [(SignatureField, String)]) throws {
    for (field, columns) in Dictionary(grouping: mapping, by: \.0) where columns.count > 1 {
      let names = columns.map { $0.1.isEmpty ? "no column" : "‘\($0.1)’" }.joined(separator: " and ")
      throw RollError(
        .usage, "--map names \(names) for \(field.rawValue)",
        hint: "A field has one column: leave one of them out.")
    }
  }

  private func mapping(_ text: String) throws -> (SignatureField, String) {
    guard let equals = text.firstIndex(of: "=") else {
      throw RollError(.usage, "--map takes FIELD=COLUMN, not ‘\(text)’")
    }
    let name = String(text[..<equals])
    guard let field = SignatureField(rawValue: name) else {
      let known = SignatureField.allCases.map(\.rawValue)
      throw RollError(
        .usage, "--map: there is no field ‘\(name)’",
        hint: Nearest.match(name, known).map { "Did you mean ‘\($0)’?" }
          ?? "Fields: \(known.joined(separator: " "))")
    }
    return (field, String(text[text.index(after: equals)...]))
  }
}

struct SignatureList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List signatures, the newest first. Holds personal data.")

  @Option(help: "The petition.") var petition: String
  @Option(help: "Only this status: pending, validated, invalidated or withdrawn.") var status: String?
  @Option(help: "Only this country.") var country: String?
  @Option(help: "At most so many.") var limit = 50
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    guard limit > 0 else { throw RollError(.usage, "--limit is 1 or more") }
    var connection = try DatabaseSession(options).open()
    let listing = try SignatureListing.read(
      petition: petition, status: status, country: country, limit: limit, clocks.clocks, on: &connection)
    try Output.table(SignatureListing.columns, listing.rows, options)
    if clocks.clocks != Clocks(), !options.quiet, !options.json,
      let counts = try PetitionCounts.read(petition, clocks.standing, on: &connection)
    {
      let told = counts.named.dropLast().filter { $0.count > 0 || $0.name == "signatures" }
      Output.diagnostic(
        "Counted then: " + told.map { "\($0.count) \($0.name)" }.joined(separator: ", ") + ".")
    }
    if listing.hasMore && !options.quiet && !options.json {
      Output.diagnostic("There are more; --limit shows them, rollcall signature export writes all.")
    }
  }
}
