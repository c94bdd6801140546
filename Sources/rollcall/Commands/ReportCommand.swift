internal import ArgumentParser
internal import CSV
internal import Foundation
internal import Pages
internal import Reports
internal import Roll

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Where a campaign stood on a day, each figure with its source.")

  @Argument(help: "The campaign.") var campaign: String
  @OptionGroup var clocks: ClockOptions
  @Option(
    help: ArgumentHelp(
      "Tell what changed since this day, YYYY-MM-DD; needs --audience internal.", valueName: "date"))
  var since: Day?
  @Option(help: ArgumentHelp("text, markdown, html, json or csv.", valueName: "format")) var format:
    ReportFormat?
  @Option(help: ArgumentHelp("public or internal.", valueName: "audience")) var audience: ReportAudience =
    .public
  @OptionGroup var output: OutputOption
  @Flag(help: "With --output: leave the file as it is where nothing but the moment of asking has changed.")
  var ifChanged = false
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard ifChanged else { return }
    guard let file = output.output else { throw ValidationError("--if-changed needs --output FILE") }
    guard CSVPacking(fileName: file) == nil else {
      throw ValidationError("--if-changed compares plain files; \(file) would be packed")
    }
  }

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let format = self.format ?? (options.json ? .json : options.csv ? .csv : .text)
    let clock = ContinuousClock()
    let started = clock.now
    let report = try StatusReport.gather(
      .init(
        campaign: campaign, asOf: clocks.asOf, knownOn: clocks.knownOn?.instant, since: since,
        audience: audience == .internal ? .internal : .public, format: format.rawValue,
        program: Version.program), on: &connection)
    let gathered = clock.now
    func render(_ report: StatusReport) throws -> String {
      try format.render(report, options, toFile: output.output != nil)
    }
    if ifChanged, let file = output.output, let written = WrittenReport(at: file),
      try written.says(report, dayIsNamed: clocks.asOf != nil, render)
    {
      return options.quiet ? () : Output.diagnostic("\(file): nothing has changed; it stays as it is.")
    }
    let text = try render(report)
    if options.verbose {
      Output.diagnostic(
        "Gathered in \(Self.seconds(gathered - started)) s, rendered in \(Self.seconds(clock.now - gathered)) s."
      )
    }
    try output.write { sink in try sink(Array(text.utf8)) }
  }

  /// Seconds to the thousandth.
  private static func seconds(_ duration: Duration) -> String {
    String(format: "%.3f", duration / .seconds(1))
  }
}

/// The faces of a report.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, markdown, html, json, csv

  func render(_ report: StatusReport, _ options: GlobalOptions, toFile: Bool) throws -> String {
    switch self {
    case .text:
      let width = toFile || !Terminal.isOutputTerminal ? 80 : min(Terminal.width, 120)
      return TextPage.render(report.page(), width: width, colour: !toFile && Output.usesColour(options))
    case .markdown: return MarkdownPage.render(report.page())
    case .html: return HTMLPage.render(report.page())
    case .json: return JSONValue.visible(try report.json())
    case .csv: return !toFile && Terminal.isOutputTerminal ? Output.safe(report.csv()) : report.csv()
    }
  }
}

/// For whom a report is.
enum ReportAudience: String, ExpressibleByArgument, CaseIterable {
  case `public`, `internal`
}
