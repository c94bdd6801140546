internal import ArgumentParser
internal import EmbeddedFiles
internal import Foundation
internal import LocalServer
internal import Pages
internal import Postgres
internal import Reports
internal import Roll

/// The main job once, on the real record: seeds, a synthetic signature file, and the report.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Load the real record and a synthetic signature file into a database of their own, and print the status report.",
    discussion: "Later commands reach it with --database demo. Running it again adds nothing.")

  @Option(
    help: ArgumentHelp("Only write the synthetic signature file, and do nothing else.", valueName: "file"))
  var writeSignatures: String?
  @Option(help: "How many valid signatures the file of --write-signatures has.") var rows =
    SyntheticSignatures.petitionSize
  @Flag(help: "Leave repeats and broken rows out of the file of --write-signatures.") var valid = false
  @OptionGroup var options: GlobalOptions

  static let campaign = "no-impunity"
  static let petition = "no-impunity"
  private static let database = "demo"
  // The campaign's record says: opened 17 September 2002, handed over 29 January 2003 (seeds/petitions.csv).
  private static let opened = Day("2002-09-17")
  private static let delivered = Day("2003-01-29")

  func run() throws {
    if let writeSignatures { return try write(to: writeSignatures) }
    guard options.database == nil else {
      throw RollError(
        .usage, "demo has a database of its own, ‘\(Self.database)’ on the private local server")
    }
    var local = options
    local.database = Self.database
    var connection = try DatabaseSession(local).connect(creating: true)
    try Migrator.migrate(&connection)
    try loadSeeds(&connection)
    try loadSignatures(&connection)
    try printReport(&connection)
  }

  private func tell(_ text: String) {
    if !options.quiet && !options.json { Output.diagnostic(text) }
  }

  private func loadSeeds(_ connection: inout Connection) throws {
    for file in EmbeddedFile.seeds {
      guard let noun = Nouns.all.first(where: { $0.form.seed == file.name }) else {
        throw RollError(.defect, "nobody knows what \(file.name) holds")
      }
      let receipt = try FormImport.run(
        noun, bytes: file.bytes, named: "\(file.name).csv", options: ImportOptions(), on: &connection)
      guard receipt.rejected == 0 else {
        throw RollError(
          .defect,
          "\(receipt.rejected) rows of \(receipt.file) were refused; see \(receipt.rejectsFile ?? "")")
      }
      tell("\(file.name): \(receipt.rows) rows, \(receipt.new) new")
    }
  }

  private func loadSignatures(_ connection: inout Connection) throws {
    let folder = try Self.folder()
    let path = folder.appendingPathComponent("synthetic-signatures.csv").path
    try write(to: path)
    var importOptions = ImportOptions()
    importOptions.isSynthetic = true
    importOptions.isCancelled = { Interruption.requested.value }
    if !options.quiet && !options.json {
      importOptions.onProgress = { done, all in ProgressBar.show(done, of: all, label: "Signatures") }
    }
    let receipt = try SignatureImport.run(
      path, petition: Self.petition, options: importOptions, on: &connection)
    ProgressBar.clear()
    tell(
      "synthetic signatures: \(receipt.rows) rows = \(receipt.new) new + \(receipt.duplicate) duplicate + "
        + "\(receipt.alreadyHeld) already held + \(receipt.rejected) rejected"
        + (receipt.repeated ? " (imported before)" : "") + "\nThe file: \(path)\n")
  }

  private func printReport(_ connection: inout Connection) throws {
    let format: ReportFormat = options.json ? .json : .text
    let report = try StatusReport.gather(
      .init(campaign: Self.campaign, asOf: Self.delivered, format: format.rawValue, program: Version.program),
      on: &connection)
    try Output.write(Array(try format.render(report, options, toFile: false).utf8))
    tell("\nMore: rollcall report \(Self.campaign) --database \(Self.database) --as-of 2015-04-01")
  }

  /// A folder of the demonstration beside the private server.
  private static func folder() throws -> URL {
    let home = try ServerHome(environment: ProcessInfo.processInfo.environment)
    let folder = URL(fileURLWithPath: home.path).appendingPathComponent("demo")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw RollError(.cannotCreate, "\(folder.path) cannot be created: \(error.localizedDescription)")
    }
    return folder
  }

  private func write(to path: String) throws {
    guard let opened = Self.opened, let delivered = Self.delivered else { return }
    guard rows > 0 else { throw RollError(.usage, "--rows is 1 or more") }
    var signatures = SyntheticSignatures(rows: rows, opened: opened, closed: delivered, withFaults: !valid)
    let file = try AtomicFile(path)
    try signatures.write { try file.write($0) }
    try file.publish()
  }
}
