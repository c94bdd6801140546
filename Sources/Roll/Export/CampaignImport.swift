internal import Foundation
public import Postgres

extension CampaignFolder {
  /// Reads a folder that `export` wrote: all of it as one act, or nothing. Read again, it adds nothing; of a folder that was
  /// exported later it adds what is new there, and takes back what was taken back there.
  /// - Parameter options: whether to keep nothing, and what to call while it goes on; how files are read is not up to them.
  /// - Throws: `RollError`, after which nothing was changed: the folder is not as it was exported, or a row is refused.
  @discardableResult
  public static func load(
    _ folder: String, options: ImportOptions = ImportOptions(), on connection: inout Connection
  ) throws -> [Receipt] {
    let path = folder.isEmpty ? "." : folder
    let manifest = try CampaignManifest.check(path)
    var receipts: [Receipt] = []
    try connection.importAct(isDryRun: options.isDryRun) { transaction in
      receipts = try facts(manifest, in: path, options, &transaction)
      receipts += try signatures(manifest, in: path, options, &transaction)
      let digests = Set(manifest.files.map(\.sha256))
      if let changed = receipts.first(where: { !digests.contains($0.sha256) }) {
        throw RollError(
          .io, "\(changed.file) changed while it was read; nothing was imported",
          hint: "Import it again when nobody writes to it.")
      }
      // The last statements of the act: the account of acts is locked from here to the commit.
      for receipt in receipts where !receipt.repeated {
        guard let batch = receipt.batch else { continue }
        try Batches.close(batch, receipt, rejectsHeader: nil, in: &transaction)
      }
    }
    if options.isDryRun { for index in receipts.indices { receipts[index].batch = nil } }
    return receipts
  }

  /// The facts of all nouns, in the order in which they came to be known.
  private static func facts(
    _ manifest: CampaignManifest, in folder: String, _ options: ImportOptions,
    _ transaction: inout Transaction
  ) throws -> [Receipt] {
    try transaction.lock(.pair(Locks.forms, 0))
    var replay = FormReplay(isDryRun: options.isDryRun)
    for noun in Nouns.all where manifest.files.contains(where: { $0.name == fileName(of: noun) }) {
      let name = fileName(of: noun)
      try replay.add(noun, "\(folder)/\(name)", named: nameOnRecord(name, folder), in: &transaction)
    }
    return try replay.run(isCancelled: options.isCancelled, in: &transaction)
  }

  private static func signatures(
    _ manifest: CampaignManifest, in folder: String, _ options: ImportOptions,
    _ transaction: inout Transaction
  ) throws -> [Receipt] {
    var receipts: [Receipt] = []
    for file in manifest.files {
      guard let petition = petition(of: file.name) else { continue }
      // Each import makes tables of the same names, which go only with the transaction.
      try transaction.script("DISCARD TEMP")
      var own = ImportOptions()
      (own.isDryRun, own.isCancelled) = (options.isDryRun, options.isCancelled)
      (own.onWait, own.onProgress) = (options.onWait, options.onProgress)
      own.isSynthetic = petition.isSynthetic
      own.maximumRejects = .rows(0)
      own.nameOnRecord = nameOnRecord(file.name, folder)
      own.isPartOfAct = true
      do {
        receipts.append(
          try SignatureImport.run(
            "\(folder)/\(file.name)", petition: petition.slug, options: own, in: &transaction))
        try receipts[receipts.count - 1].checkRefusals(.rows(0))
      } catch let error as RollError {
        throw RollError(
          error.kind, "\(file.name): \(error.message)",
          hint: error.kind == .data ? "Nothing of the folder was imported." : error.hint,
          sqlState: error.sqlState)
      }
    }
    return receipts
  }

  /// What receipts call a file: with its folder, so that the imports of one campaign show as such.
  private static func nameOnRecord(_ name: String, _ folder: String) -> String {
    "\(URL(fileURLWithPath: folder).lastPathComponent)/\(name)"
  }
}
