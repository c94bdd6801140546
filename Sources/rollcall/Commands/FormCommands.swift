internal import ArgumentParser
internal import CSV
internal import Foundation
internal import Roll

/// `NOUN list`
struct FormList<N: Noun>: ParsableCommand {
  static var configuration: CommandConfiguration {
    .init(commandName: "list", abstract: "List what is on record, in byte order.")
  }

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let listing = try FormListing.read(N.self, clocks.clocks, on: &connection)
    try listing.print(options)
  }
}

/// `NOUN show KEY`
struct FormShow<N: Noun>: ParsableCommand {
  static var configuration: CommandConfiguration {
    .init(commandName: "show", abstract: "Show all that is on record of one, with its history.")
  }

  @Argument(help: "Its slug, code or name.") var key: String
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    try FormHistory.read(N.self, clocks.clocks, key: key, on: &connection).print(options)
  }
}

/// `NOUN import FILE`
struct FormImportCommand<N: Noun>: ParsableCommand {
  static var configuration: CommandConfiguration {
    .init(commandName: "import", abstract: "Bring in a CSV file of the same columns that export writes.")
  }

  @Argument(help: "The file; - is standard input.") var file: String
  @OptionGroup var reading: FormReadingOptions
  @OptionGroup var rejects: RejectOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let importOptions = try reading.apply(to: rejects.options(options))
    let receipt = try FormImport.run(N.self, file, options: importOptions, on: &connection)
    try receipt.print(options)
    if receipt.dryRun { try receipt.checkRefusals(importOptions.maximumRejects) }
  }
}

/// `NOUN export`
struct FormExport<N: Noun>: ParsableCommand {
  static var configuration: CommandConfiguration {
    .init(commandName: "export", abstract: "Write what is on record as CSV, in byte order.")
  }

  @OptionGroup var output: OutputOption
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    try output.writeForeign { sink in
      try FormListing.export(N.self, clocks.clocks, on: &connection, sink: sink)
    }
  }
}

/// How a form's file is read, as the user states it. Packed files are unpacked as they are.
struct FormReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The character encoding, such as windows-1252; found where it is not given.", valueName: "name"))
  var encoding: String?
  @Option(
    help: ArgumentHelp(
      "What separates fields, \\t for a tab; found where it is not given.", valueName: "char"))
  var delimiter: String?
  @Flag(help: "The first record that is refused is an error.") var strict = false

  func apply(to options: ImportOptions) throws -> ImportOptions {
    var options = options
    options.encoding = try ReadingOptions.checked(encoding: encoding)
    options.dialect.delimiter = try ReadingOptions.delimiter(delimiter)
    options.isStrict = strict
    return options
  }
}

/// What imports do with rows they refuse.
struct RejectOptions: ParsableArguments {
  @Flag(help: "Say what would happen, and keep nothing.") var dryRun = false

  @Option(help: ArgumentHelp("Where refused rows go; never in place of another file.", valueName: "file"))
  var rejects: String?

  @Option(
    help: ArgumentHelp("Take everything back where more rows than N, or P%, are refused.", valueName: "n|p%"))
  var maxRejects: String?

  func options(_ global: GlobalOptions) throws -> ImportOptions {
    var options = ImportOptions()
    options.isDryRun = dryRun
    options.rejects = rejects
    if let maxRejects {
      guard let limit = ImportOptions.RejectLimit(maxRejects) else {
        throw RollError(
          .usage, "--max-rejects takes a number of rows or a share such as 2%, not ‘\(maxRejects)’")
      }
      options.maximumRejects = limit
    }
    // A dry run's receipt tells them by reason.
    let told = Told(limit: global.quiet || global.json || dryRun ? 0 : 10)
    options.onRejection = { told.tell($0) }
    if !global.quiet && !global.json { options.onWait = { Output.tellWaiting() } }
    options.isCancelled = { Interruption.requested.value }
    if !global.quiet && !global.json {
      options.onProgress = { done, all in ProgressBar.show(done, of: all, label: "Reading") }
    }
    return options
  }

  /// Tells the first refusals as they come; the rest are in the rejects file.
  private final class Told: @unchecked Sendable {
    // Called by the one thread that imports.
    private var left: Int
    init(limit: Int) { left = limit }

    func tell(_ rejection: Rejection) {
      guard left > 0 else { return }
      left -= 1
      ProgressBar.clear()
      Output.diagnostic("line \(rejection.line): \(Output.safe(rejection.reason))")
      if left == 0 { Output.diagnostic("… further refused rows are in the rejects file") }
    }
  }
}
