internal import Postgres

/// What the signatures of an import add to the tally, counted as they pass: reading them back would cost as much as a scan.
/// Nothing is counted off here; see `SignatureMerge` for rows that are recalled.
struct SignatureCells {
  private struct Cell: Hashable {
    /// The letters of the country's code; 0 for an unknown one.
    var country: UInt32
    var status: String
    var signedOn: Int32?
    var statusOn: Int32?
  }

  private var rows: [Cell: Int64] = [:]

  /// Whether there are so many cells that they should be stored: a file may hold a day for each row.
  var isFull: Bool { rows.count >= 1 << 15 }

  mutating func add(country: String?, _ status: SignatureRow.Status, signedOn: Day?) {
    let code = country?.utf8.reduce(0) { $0 << 8 | UInt32($1) } ?? 0
    let cell = Cell(
      country: code, status: status.word, signedOn: signedOn?.postgresDate.daysSince2000,
      statusOn: status.on?.postgresDate.daysSince2000)
    rows[cell, default: 0] += 1
  }

  /// Writes the cells to `stage_cell`, and begins anew.
  mutating func store(in transaction: inout Transaction) throws {
    guard !rows.isEmpty else { return }
    try transaction.copyIn(
      "COPY stage_cell (country, status, signed_on, status_on, rows) FROM STDIN (FORMAT binary)"
    ) { copy in
      for (cell, count) in rows {
        try copy.row(fields: 5)
        copy.write(Self.letters(cell.country))
        copy.write(cell.status)
        copy.write(cell.signedOn)
        copy.write(cell.statusOn)
        copy.write(count)
      }
    }
    rows.removeAll(keepingCapacity: true)
  }

  private static func letters(_ code: UInt32) -> String? {
    guard code != 0 else { return nil }
    let bytes = [16, 8, 0].map { UInt8(truncatingIfNeeded: code >> $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
