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
    commandName: "import", abstract: "Bring in a campaign from a folder that export wrote.")
  @Argument(help: "The folder.") var folder: String
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let receipts = try CampaignFolder.load(folder, on: &connection)
    if options.json { return try Output.line(JSONValue.text(receipts, pretty: true)) }
    let rows = receipts.map { receipt -> [String?] in
      [
        receipt.file, "\(receipt.rows)", "\(receipt.new)", "\(receipt.duplicate)", "\(receipt.alreadyHeld)",
        "\(receipt.rejected)",
      ]
    }
    try Output.table(
      ["file", "rows", "new", "duplicate", "already_held", "rejected"], rows, numbers: [1, 2, 3, 4, 5],
      options)
  }
}
