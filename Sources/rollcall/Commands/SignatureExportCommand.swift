public import ArgumentParser
internal import Foundation
internal import Postgres
public import Roll
internal import Sheets

struct SignatureExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a petition's signatures as CSV or as a workbook.",
    discussion: """
      A public export, which is the default, holds validated signatures with the least personal data: the day, the country, \
      and the name of whoever agreed to have it displayed. Others stand there without a name. A country or a day that fewer \
      than five people share is left blank. An internal export holds all that was stated.

      The name of the file says what it is: .csv, .csv.gz, .csv.zst or .xlsx. It appears complete, or not at all.
      """)

  @Argument(help: "The petition.") var slug: String?
  @Option(help: "The petition, as an option.") var petition: String?
  @Option(help: ArgumentHelp("For whom it is; public where it is not given.", valueName: "public|internal"))
  var audience: SignatureExport.Audience = .public
  @Option(
    help: ArgumentHelp("The columns and their order, with commas; else the audience's.", valueName: "a,b,c"))
  var columns: String?
  @Option(help: ArgumentHelp("Only what was signed on this day or later.", valueName: "date")) var since: Day?
  @Option(help: ArgumentHelp("Only this country; repeatable, or with commas.", valueName: "code"))
  var country: [String] = []
  @Option(help: "Only this status: pending, validated, invalidated or withdrawn; repeatable, or with commas.")
  var status: [String] = []
  @Flag(help: "Cells that a spreadsheet would run as formulas get an apostrophe in front; the default.")
  var forSpreadsheet = false
  @Flag(help: "Cells as they were stated, for programs. A spreadsheet runs those that are formulas.")
  var exact = false
  @OptionGroup var output: OutputOption
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard slug != nil || petition != nil else { throw ValidationError("Name the petition.") }
    guard slug == nil || petition == nil || slug == petition else {
      throw ValidationError("Two petitions are named: \(slug ?? "") and \(petition ?? "").")
    }
    guard !forSpreadsheet || !exact else {
      throw ValidationError("--for-spreadsheet and --exact contradict each other.")
    }
    if let name = output.output?.lowercased(),
      let ending = Self.otherFormats.first(where: { name.hasSuffix($0) })
    {
      throw ValidationError(
        "\(ending) is not written here: an export is .csv, .csv.gz, .csv.zst or .xlsx, by its name.")
    }
    guard !options.json || output.output != nil else {
      throw ValidationError("--json tells of a file that was written: --output FILE")
    }
  }

  func run() throws {
    var export = SignatureExport()
    export.audience = audience
    export.columns = columns.map { words([$0]) } ?? []
    export.since = since
    export.countries = words(country)
    export.statuses = words(status)
    export.cells = exact ? .exact : .spreadsheet
    export.hasByteOrderMark = output.output != nil || !Terminal.isOutputTerminal
    let name = slug ?? petition ?? ""
    var connection = try DatabaseSession(options).open()
    let account =
      try output.isWorkbook
      ? workbook(name, export, on: &connection)
      : csv(name, export, on: &connection)
    try tell(account)
  }

  /// Formats that a name would promise and the file not be.
  private static let otherFormats = [
    ".xls", ".xlsm", ".ods", ".zip", ".bz2", ".xz", ".7z", ".json", ".parquet", ".pdf",
  ]

  private func words(_ given: [String]) -> [String] {
    given.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  private func csv(
    _ petition: String, _ export: SignatureExport, on connection: inout Connection
  ) throws -> SignatureExport.Account {
    var account: SignatureExport.Account?
    try output.writeForeign { sink in
      account = try export.csv(petition: petition, on: &connection, sink: sink)
    }
    guard let account else { throw RollError(.defect, "an export has no account") }
    return account
  }

  private func workbook(
    _ petition: String, _ export: SignatureExport, on connection: inout Connection
  ) throws -> SignatureExport.Account {
    var account: SignatureExport.Account?
    try output.writeWorkbook(title: petition) { file in
      account = try export.rows(
        petition: petition, limit: Workbook.rowLimit - 1, on: &connection, header: { try file.begin($0) },
        row: { try file.row($0) })
    }
    guard let account else { throw RollError(.defect, "an export has no account") }
    return account
  }

  private func tell(_ account: SignatureExport.Account) throws {
    if options.verbose {
      Output.diagnostic("Query: \(Output.safe(account.query.split(separator: "\n").joined(separator: " ")))")
      Output.diagnostic("Peak memory: \(Terminal.peakMemory) KiB")
    }
    if options.json { return try Output.line(JSONValue.text(account, pretty: true)) }
    guard !options.quiet, let file = output.output else { return }
    var text = "\(file): \(account.rows) signatures, \(account.audience.rawValue)"
    let blank = [(account.blankCountries, "countries"), (account.blankDays, "days")].filter { $0.0 > 0 }
    if !blank.isEmpty {
      text +=
        "; \(blank.map { "\($0.0) \($0.1)" }.joined(separator: " and ")) with few signatures are left blank"
    }
    Output.diagnostic(Output.safe(text + (account.synthetic ? "; synthetic" : "")))
  }
}

extension SignatureExport.Audience: ExpressibleByArgument {}
