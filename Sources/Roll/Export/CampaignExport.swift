internal import CSV
internal import Foundation
public import Postgres

extension CampaignFolder {
  /// Writes the campaign with this slug into a folder, which must be new or empty. The folder is private (0700), shows the
  /// record at one moment, and gets its name when it is complete: what breaks off leaves nothing of that name.
  /// - Returns: the files, in the order in which they can be read; the manifest last.
  /// - Throws: `RollError` where nobody knows the campaign or the folder cannot be made.
  public static func export(
    _ campaign: String, to folder: String, on connection: inout Connection
  ) throws -> [String] {
    let slug = try CoalitionTreeReader.key(of: campaign, noun: "campaign", on: &connection)
    var export = SignatureExport()
    export.audience = .internal
    let target = try prepare(folder)
    // Before the first byte leaves, and in transactions of their own: a snapshot cannot be written to.
    try Audit.record(.export, "campaign", subject: slug, on: &connection)
    let plans = try petitions(of: slug, on: &connection)
      .map { try export.plan($0.slug, protects: true, on: &connection) }
    var manifest = CampaignManifest(campaign: slug)
    do {
      var whole = try WholeFolder(replacing: target)
      try connection.transaction(.snapshot) { transaction in
        for noun in Nouns.all {
          let entry = try write(fileName(of: noun), to: &whole) { sink in
            try rows(noun, of: slug, in: &transaction, sink: sink)
          }
          manifest.files.append(entry)
        }
        manifest.files += try signatures(plans, of: slug, export, to: &whole, in: &transaction)
      }
      let json = try manifest.json()
      _ = try write(CampaignManifest.fileName, to: &whole) { sink in try sink(json) }
      try whole.publish()
    } catch let error as CSVError {
      let isFull = if case .cannotWrite = error.kind { true } else { false }
      throw RollError(isFull ? .io : .cannotCreate, "\(error.description); nothing was written")
    }
    return manifest.files.map(\.name) + [CampaignManifest.fileName]
  }

  /// The folder's path; its parents are made where they are missing.
  private static func prepare(_ folder: String) throws(RollError) -> String {
    let target = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
    let manager = FileManager.default
    if let held = try? manager.contentsOfDirectory(atPath: target.path), !held.isEmpty {
      throw RollError(
        .cannotCreate, "\(target.path) is not empty; nothing was written", hint: "Name a new folder.")
    }
    do {
      try manager.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw RollError(.cannotCreate, "\(target.path) cannot be made: \(error.localizedDescription)")
    }
    return target.path
  }

  /// Writes one file of the folder.
  private static func write(
    _ name: String, to folder: inout WholeFolder, _ body: (@escaping ([UInt8]) throws -> Void) throws -> Void
  ) throws -> CampaignManifest.File {
    let digest = CampaignFileDigest()
    let file = Written(try folder.file(named: name))
    try body { block in
      digest.add(block)
      try file.file.write(block)
    }
    try folder.add(file.file, named: name)
    return digest.entry(named: name)
  }

  /// A file that a closure which escapes can write to.
  private final class Written {
    let file: WholeFile
    init(_ file: consuming WholeFile) { self.file = file }
  }

  /// The campaign's petitions that have signatures, and whether some of these are synthetic.
  private static func petitions<Place: Queryable & ~Copyable>(
    of campaign: String, on place: inout Place
  ) throws -> [(slug: String, isSynthetic: Bool)] {
    try place.run(
      """
      SELECT p.slug, EXISTS (
        SELECT FROM import_batch b WHERE b.noun = 'signature' AND b.petition = p.slug AND b.synthetic
          AND b.undone_at IS NULL AND b.new + b.already_held > 0)
      FROM petition p JOIN campaign c USING (campaign_id)
      WHERE c.slug = \(campaign) AND p.retracted_at IS NULL
        AND EXISTS (SELECT FROM signature s WHERE s.petition_id = p.petition_id) ORDER BY p.slug
      """
    ).map { (row) throws(PostgresError) in try row.columns((String, Bool).self) }
  }

  private static func signatures(
    _ plans: [ExportPlan], of campaign: String, _ export: SignatureExport, to folder: inout WholeFolder,
    in transaction: inout Transaction
  ) throws -> [CampaignManifest.File] {
    let held = try petitions(of: campaign, on: &transaction)
    guard held.map(\.slug) == plans.map(\.petition.slug) else {
      throw RollError(
        .tryAgain, "a petition got its first signatures, or lost its last, while the export began",
        hint: "Export again; nothing was written.")
    }
    return try zip(held, plans).map { petition, plan in
      try write(
        fileName(ofSignaturesOf: petition.slug, isSynthetic: petition.isSynthetic), to: &folder
      ) { sink in
        _ = try export.csv(plan, in: &transaction, sink: sink)
      }
    }
  }

  /// All rows of a noun that the campaign needs, retracted ones included, each with its two times.
  private static func rows(
    _ noun: any Noun.Type, of campaign: String, in transaction: inout Transaction,
    sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    let form = noun.form
    var writer = CSVWriter<any Error>(sink: sink)
    try writer.record(form.fields.map(\.name) + FormClocks.columns)
    let count = form.fields.count + FormClocks.columns.count
    let order = SQL(trusted: (1...count).map { "\($0) NULLS FIRST" }.joined(separator: ", "))
    try transaction.forEachRow(
      """
      SELECT \(fragment: form.columnList), \(fragment: FormClocks.selection) FROM \(identifier: form.view) f
      WHERE \(fragment: CampaignScope.condition(form, campaign)) ORDER BY \(fragment: order)
      """
    ) { row in
      for column in 0..<count {
        try writer.field(CSVFormula.protect(try row.value(column, as: String?.self) ?? ""))
      }
      try writer.endRecord()
    }
    try writer.finish()
  }
}
