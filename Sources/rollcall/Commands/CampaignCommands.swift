internal import ArgumentParser
internal import Foundation
internal import Roll

struct CampaignExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a whole campaign into a folder: every fact, source and signature. Holds personal data.")
  @Argument(help: "The campaign.") var campaign: String
  @Option(
    name: [.short, .long], help: ArgumentHelp("The folder; it must be new or empty.", valueName: "dir"))
  var output: String
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let files = try CampaignFolder.export(campaign, to: output, on: &connection)
    if options.json {
      return try Output.line(JSONValue.text(JSONValue.array(files.map { .string($0) }), pretty: true))
    }
    if !options.quiet { Output.diagnostic("\(files.count) files in \(output)") }
  }
}

struct CampaignImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring in a campaign from a folder that export wrote: all of it, or nothing.",
    discussion: """
      The folder is proved against its manifest first. Facts keep the times at which they were recorded and taken back. The \
      same folder again adds nothing; one that was exported later adds what is new in it.
      """)
  @Argument(help: "The folder.") var folder: String
  @Flag(help: "Say what would happen, and keep nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    var importOptions = ImportOptions()
    importOptions.isDryRun = dryRun
    importOptions.isCancelled = { Interruption.requested.value }
    if !options.quiet && !options.json {
      importOptions.onWait = { Output.tellWaiting() }
      importOptions.onProgress = { done, all in ProgressBar.show(done, of: all, label: "Signatures") }
    }
    let receipts = try CampaignFolder.load(folder, options: importOptions, on: &connection)
    ProgressBar.clear()
    if options.json { return try Output.line(JSONValue.text(receipts, pretty: true)) }
    let rows = receipts.map { receipt -> [String?] in
      let counts = [
        receipt.rows, receipt.new, receipt.duplicate, receipt.alreadyHeld, receipt.updated, receipt.rejected,
      ]
      let file = receipt.file.split(separator: "/").last.map(String.init) ?? receipt.file
      return [receipt.batch.map { "\($0)" }, file] + counts.map { "\($0)" }
    }
    try Output.table(
      ["batch", "file", "rows", "new", "duplicate", "already_held", "updated", "rejected"], rows,
      numbers: [0, 2, 3, 4, 5, 6, 7], options)
    if dryRun && !options.quiet { Output.diagnostic("A dry run: nothing was kept.") }
  }
}
