internal import ArgumentParser
internal import Foundation
internal import Postgres
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
      // For people the day: the second is in `show`.
      func time(_ instant: Instant) -> String {
        options.csv ? instant.wholeSecond.description : instant.day.description
      }
      return [
        receipt.batch.map { "\($0)" }, time(record.recordedAt), record.recordedBy, receipt.noun,
        receipt.petition, receipt.file,
      ] + counts.map { String($0) } + [record.undoneAt.map(time)]
    }
    // Who and what for are in `show`; eighty columns hold what tells one import from another.
    try Output.table(
      columns, rows, numbers: [0, 6, 7, 8, 9, 10], listed: [0, 1, 4, 5, 6, 7, 10, 11], options)
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
    if options.json { return try writeJSON(&connection) }
    try output.writeForeign { sink in
      try ImportRecord.rejects(batch: batch, on: &connection) { try sink(Array($0.utf8) + [10]) }
    }
  }

  /// One document, written row by row.
  private func writeJSON(_ connection: inout Connection) throws {
    try output.write { sink in
      var before = "["
      try ImportRecord.refused(batch: batch, on: &connection) { row in
        try sink(Array("\(before)\n  \(JSONValue.text(row))".utf8))
        before = ","
      }
      try sink(Array((before == "[" ? "[]\n" : "\n]\n").utf8))
    }
  }
}
