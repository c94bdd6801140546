internal import ArgumentParser
internal import Foundation
internal import Roll

struct ImportUndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take a whole import back, and leave every count as if it had never come.",
    discussion: """
      Signatures that another import states too stay: their statements are kept. Facts are kept once; where other imports \
      found them on record already, their files are named, for they need importing again.
      """)
  @Argument(help: "Its number.") var batch: Int64
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let records = try ImportRecord.read(batch: batch, on: &connection)
    let record = records.first { $0.undoneAt == nil }
    if let record {
      // What is undone is looked at again in the act itself; this is for the decision.
      if !options.json {
        tell(try ImportOverlap.read(batch: batch, on: &connection))
        if !options.quiet { tell(record, parts: try record.parts(on: &connection)) }
      }
      try options.confirm(
        "Undo import \(batch), \(record.receipt.new) new rows from \(Output.safeName(record.receipt.file))?")
    }
    let tellsWaiting = !options.quiet && !options.json
    let onWait: @Sendable () -> Void = { if tellsWaiting { Output.tellWaiting() } }
    let outcome = try ImportUndo.run(batch: batch, onWait: onWait, on: &connection)
    if options.json { return try Output.line(JSONValue.text(outcome, pretty: true)) }
    var facts = [
      ("Undone", "import \(outcome.batch)"), ("Removed", "\(outcome.removed)"),
      ("Kept", "\(outcome.kept) that other imports state too"),
    ]
    if let corrected = outcome.corrected {
      facts.append(("Put right", "\(corrected) that were corrected or retracted since, and stay so"))
    }
    try Output.facts(facts, options)
  }

  /// A campaign's import is one import a file; each is taken back by itself.
  private func tell(_ record: ImportRecord, parts: [Int64]) {
    guard let folder = record.campaignFolder, parts.count > 1, let last = parts.last else { return }
    Output.diagnostic(
      "Import \(batch) is one of \(parts.count) that came with the campaign folder \(Output.safe(folder)) "
        + "(\(parts[0]) to \(last)); the others stay.")
    if batch != last {
      Output.diagnostic("To take back all of them, begin with the last: rollcall import undo \(last)")
    }
  }

  private func tell(_ others: ImportOverlap) {
    for part in others.keptBy {
      Output.diagnostic(
        "Import \(part.batch) (\(Output.safeName(part.file))) states \(part.rows) of its signatures too; they stay."
      )
    }
    for part in others.importAgain {
      Output.diagnostic(
        "Import \(part.batch) (\(Output.safeName(part.file))) found \(part.rows) of its rows on record already; they go, "
          + "and this file needs importing again.")
    }
  }
}
