internal import CSV
internal import Foundation
public import Postgres

/// A whole campaign as a folder of CSV files: a file a noun, what was retracted and when included, and the signatures of
/// each petition. What one database writes, another reads; signatories get the ids of the database that reads.
public enum CampaignFolder {
  /// Writes the campaign with this slug into a folder, which must be new or empty. The folder is private (0700).
  /// - Returns: the files, in the order in which they can be read.
  /// - Throws: `RollError` where nobody knows the campaign or the folder cannot be made.
  public static func export(
    _ campaign: String, to folder: String, on connection: inout Connection
  ) throws -> [String] {
    let slug = try CoalitionTreeReader.key(of: campaign, noun: "campaign", on: &connection)
    let target = URL(fileURLWithPath: folder)
    try prepare(target)
    try Audit.record(.export, "campaign", subject: slug, on: &connection)
    var files: [String] = []
    for noun in Nouns.all {
      let name = fileName(of: noun)
      try write(target.appendingPathComponent(name)) { sink in
        try rows(noun, of: slug, on: &connection, sink: sink)
      }
      files.append(name)
    }
    for (petition, isSynthetic) in try petitions(of: slug, on: &connection) {
      let name = (isSynthetic ? syntheticPrefix : signaturePrefix) + petition + ".csv"
      try write(target.appendingPathComponent(name)) { sink in
        var export = SignatureExport()
        export.audience = .internal
        _ = try export.csv(petition: petition, on: &connection, sink: sink)
      }
      files.append(name)
    }
    return files
  }

  /// Reads a folder that `export` wrote. Each file is one transaction; read again, it adds nothing.
  /// - Throws: `RollError` where the folder or one of its files is not there, or a row is refused.
  public static func load(_ folder: String, on connection: inout Connection) throws -> [Receipt] {
    let source = URL(fileURLWithPath: folder)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: source.path) else {
      throw RollError(.noInput, "\(folder): there is no such folder, or it is closed to us")
    }
    var receipts: [Receipt] = []
    for noun in Nouns.all {
      var options = ImportOptions()
      options.restoresClocks = true
      options.maximumRejects = .rows(0)
      receipts.append(
        try FormImport.run(
          noun, source.appendingPathComponent(fileName(of: noun)).path, options: options, on: &connection))
    }
    for name in names.sorted() where name.hasSuffix(".csv") {
      guard let prefix = [signaturePrefix, syntheticPrefix].first(where: { name.hasPrefix($0) }) else {
        continue
      }
      var options = ImportOptions()
      options.isSynthetic = prefix == syntheticPrefix
      options.maximumRejects = .rows(0)
      receipts.append(
        try SignatureImport.run(
          source.appendingPathComponent(name).path,
          petition: String(name.dropFirst(prefix.count).dropLast(4)),
          options: options, on: &connection))
    }
    return receipts
  }

  private static let signaturePrefix = "signatures-of-"
  /// Signatures that were made up say so wherever they go: each row, and the name of the file.
  private static let syntheticPrefix = "synthetic-signatures-of-"

  private static func fileName(of noun: any Noun.Type) -> String { "\(noun.form.noun).csv" }

  private static func prepare(_ folder: URL) throws {
    let manager = FileManager.default
    if let held = try? manager.contentsOfDirectory(atPath: folder.path), !held.isEmpty {
      throw RollError(
        .cannotCreate, "\(folder.path) is not empty; nothing was written", hint: "Name a new folder.")
    }
    do {
      try manager.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw RollError(.cannotCreate, "\(folder.path) cannot be made: \(error.localizedDescription)")
    }
  }

  private static func write(_ file: URL, _ body: (@escaping ([UInt8]) throws -> Void) throws -> Void) throws {
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = try? FileHandle(forWritingTo: file)
    else { throw RollError(.cannotCreate, "\(file.path) cannot be created") }
    try body { try handle.write(contentsOf: Data($0)) }
    try handle.close()
  }

  /// The campaign's petitions that have signatures, and whether some of these are synthetic.
  private static func petitions(
    of campaign: String, on connection: inout Connection
  ) throws -> [(slug: String, isSynthetic: Bool)] {
    try connection.run(
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

  /// All rows of a noun that the campaign needs, retracted ones included, each with its two times.
  private static func rows(
    _ noun: any Noun.Type, of campaign: String, on connection: inout Connection,
    sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    let form = noun.form
    var writer = CSVWriter<any Error>(sink: sink)
    try writer.record(form.fields.map(\.name) + FormClocks.columns)
    let count = form.fields.count + FormClocks.columns.count
    let order = SQL(trusted: (1...count).map { "\($0) NULLS FIRST" }.joined(separator: ", "))
    try connection.forEachRow(
      """
      SELECT \(fragment: form.columnList), \(fragment: FormClocks.selection) FROM \(identifier: form.view) f
      WHERE \(fragment: CampaignScope.condition(form.noun, campaign)) ORDER BY \(fragment: order)
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

/// Which rows of a noun belong to a campaign. The Rome Statute's belong to all.
enum CampaignScope {
  static func condition(_ noun: String, _ campaign: String) -> SQL {
    switch noun {
    case "campaign": "f.slug = \(campaign)"
    case "petition", "claim", "activity": "f.campaign = \(campaign)"
    case "measure": condition("agreement", campaign)
    case "position": "f.campaign = \(campaign) OR f.about_kind = 'campaign' AND f.about = \(campaign)"
    case "count": "f.petition IN (\(fragment: petitions(campaign)))"
    case "endorsement": "f.petition IN (\(fragment: petitions(campaign)))"
    case "coalition": "f.coalition IN (\(fragment: coalitions(campaign)))"
    case "membership": "f.coalition IN (\(fragment: coalitions(campaign)))"
    case "agreement":
      "f.partner = (SELECT partner FROM campaign WHERE slug = \(campaign) ORDER BY retracted_at IS NULL DESC LIMIT 1)"
    case "organization":
      """
      f.slug IN (
        SELECT m.member FROM membership_form m WHERE m.coalition IN (\(fragment: coalitions(campaign)))
        UNION \(fragment: coalitions(campaign))
        UNION SELECT e.organization FROM endorsement_form e WHERE e.petition IN (\(fragment: petitions(campaign)))
        UNION \(fragment: organizationsOfCountsAndPositions(campaign)))
      """
    default: "true"
    }
  }

  private static func organizationsOfCountsAndPositions(_ campaign: String) -> SQL {
    """
    SELECT n.organization FROM count_form n WHERE n.petition IN (\(fragment: petitions(campaign)))
    UNION SELECT n.name FROM position_form f CROSS JOIN LATERAL (VALUES (f.actor_kind, f.actor), (f.about_kind, f.about)) AS n (kind, name)
      WHERE n.kind = 'organization' AND (\(fragment: condition("position", campaign)))
    """
  }

  private static func petitions(_ campaign: String) -> SQL {
    "SELECT p.slug FROM petition_form p WHERE p.campaign = \(campaign)"
  }

  private static func coalitions(_ campaign: String) -> SQL {
    "SELECT item FROM campaign_form c, string_to_table(c.coalitions, '; ') AS item WHERE c.slug = \(campaign)"
  }
}
