internal import Crypto
internal import Foundation
internal import Postgres

/// What the user said of a file's columns, and what the next file of the petition with the same header is read by.
struct ColumnMemory {
  /// The preset that was named by hand.
  var preset: Preset.Choice?
  /// What `--map` stated.
  var mapping: [(field: SignatureField, column: String)]
  /// The import that was told; nil for the present one.
  var batch: Int64?

  /// Whether nothing was said.
  var isEmpty: Bool { preset == nil && mapping.isEmpty }

  /// `--preset NAME --map FIELD=COLUMN`, for people.
  var flags: String {
    ((preset.map { ["--preset \($0.text)"] } ?? [])
      + mapping.map { "--map \($0.field.rawValue)=\($0.column)" })
      .joined(separator: " ")
  }

  /// SHA-256 of a header's names in their order: another name, another order or another column is another header. The
  /// columns of a rejects file do not count, so that a corrected one is read as the file it comes from.
  static func digest(of header: [String]) -> String {
    var hasher = SHA256()
    for name in RejectsFile.withoutOwnColumns(header) {
      hasher.update(data: Array("\(name.utf8.count):\(name)".utf8))
    }
    return InputFile.hex(hasher.finalize())
  }

  /// What the latest import of the petition that stands was told of this header; nil where there is none, or where it was
  /// told to forget.
  static func recall(
    header: [String], petition slug: String, in connection: inout some Queryable & ~Copyable
  ) throws -> ColumnMemory? {
    let result = try connection.run(
      """
      SELECT m.batch_id, m.preset, m.mapping::text FROM import_mapping m JOIN import_batch b USING (batch_id)
      WHERE m.header_sha256 = \(digest(of: header)) AND b.petition = \(slug) AND b.undone_at IS NULL
      ORDER BY m.batch_id DESC LIMIT 1
      """)
    let found = try result.first { (row) throws(PostgresError) in
      try row.columns((Int64, String?, String).self)
    }
    guard let (batch, preset, json) = found else { return nil }
    let pairs = try JSONDecoder().decode([[String]].self, from: Data(json.utf8))
    let memory = ColumnMemory(
      // A preset that this program no longer has says nothing.
      preset: preset.flatMap { try? Preset.Choice($0) },
      mapping: pairs.compactMap { pair in
        SignatureField(rawValue: pair[0]).map { ($0, pair[1]) }
      }, batch: batch)
    return memory.preset == .automatic && memory.mapping.isEmpty || memory.isEmpty ? nil : memory
  }

  /// Keeps it with the import that it was said to, or that used it.
  func keep(batch: Int64, header: [String]?, in transaction: inout Transaction) throws {
    guard let header, !isEmpty else { return }
    let pairs = mapping.map { [$0.field.rawValue, $0.column] }
    let json = String(decoding: try JSONEncoder().encode(pairs), as: UTF8.self)
    try transaction.execute(
      """
      INSERT INTO import_mapping (batch_id, header_sha256, preset, mapping)
      VALUES (\(batch), \(Self.digest(of: header)), \(preset?.text), \(json)::jsonb)
      """)
  }
}
