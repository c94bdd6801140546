internal import ArgumentParser
internal import Foundation
internal import Roll

struct ImportList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List imports, the newest first.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let records = try ImportRecord.read(on: &connection)
    if options.json { return try Output.line(JSONValue.text(records, pretty: true)) }
    let columns = [
      "batch", "recorded_at", "recorded_by", "noun", "petition", "file", "rows", "new", "duplicate",
      "already_held",
      "rejected", "undone_at",
    ]
    let rows = records.map { record -> [String?] in
      let receipt = record.receipt
      let counts = [receipt.rows, receipt.new, receipt.duplicate, receipt.alreadyHeld, receipt.rejected]
      return [
        receipt.batch.map { "\($0)" }, record.recordedAt.wholeSecond.description, record.recordedBy,
        receipt.noun,
        receipt.petition, receipt.file,
      ] + counts.map { String($0) } + [record.undoneAt?.wholeSecond.description]
    }
    // Who and what for are in `show`; eighty columns hold what tells one import from another.
    try Output.table(
      columns, rows, numbers: [0, 6, 7, 8, 9, 10], listed: [0, 5, 6, 7, 8, 9, 10, 11], options)
  }
}

struct ImportShow: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show an import's receipt.")
  @Argument(help: "Its number.") var batch: Int64
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    let records = try ImportRecord.read(batch: batch, on: &connection)
    guard let record = records.first else { return }
    if options.json { return try Output.line(JSONValue.text(record, pretty: true)) }
    try record.receipt.print(options)
    try Output.facts([("Recorded", "\(record.recordedAt) by \(record.recordedBy)")], options)
    if let undoneAt = record.undoneAt {
      try Output.facts([("Undone", "\(undoneAt) by \(record.undoneBy ?? "")")], options)
    }
  }
}

struct ImportRejects: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejects", abstract: "Write an import's refused rows, as its rejects file had them.")
  @Argument(help: "Its number.") var batch: Int64
  @OptionGroup var output: OutputOption
  @OptionGroup var options: GlobalOptions

  func run() throws {
    var connection = try DatabaseSession(options).open()
    try output.writeForeign { sink in
      try ImportRecord.rejects(batch: batch, on: &connection) { try sink(Array($0.utf8) + [10]) }
    }
  }
}
