internal import ArgumentParser
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
  @Option(help: ArgumentHelp("text, markdown, json or csv.", valueName: "format")) var format: ReportFormat?
  @Option(help: ArgumentHelp("public or internal.", valueName: "audience")) var audience: ReportAudience =
    .public
  @OptionGroup var output: OutputOption
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let format = self.format ?? (options.json ? .json : options.csv ? .csv : .text)
    let report = try StatusReport.gather(
      .init(
        campaign: campaign, asOf: clocks.asOf, knownOn: clocks.knownOn?.instant, since: since,
        audience: audience == .internal ? .internal : .public, format: format.rawValue), on: &connection)
    let text = try format.render(report, options, toFile: output.output != nil)
    try output.write { sink in try sink(Array(text.utf8)) }
  }
}

/// The faces of a report.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, markdown, json, csv

  func render(_ report: StatusReport, _ options: GlobalOptions, toFile: Bool) throws -> String {
    switch self {
    case .text:
      let width = toFile || !Terminal.isOutputTerminal ? 80 : min(Terminal.width, 120)
      return TextPage.render(report.page(), width: width, colour: !toFile && Output.usesColour(options))
    case .markdown: return MarkdownPage.render(report.page())
    case .json: return JSONValue.visible(try report.json())
    case .csv: return !toFile && Terminal.isOutputTerminal ? Output.safe(report.csv()) : report.csv()
    }
  }
}

/// For whom a report is.
enum ReportAudience: String, ExpressibleByArgument, CaseIterable {
  case `public`, `internal`
}
