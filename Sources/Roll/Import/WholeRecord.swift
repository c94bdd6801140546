internal import CSV

/// A record that could not be taken apart when it was refused. A rejects file has it whole in the first of its fields; whoever
/// mends it there, in a spreadsheet too, leaves it there. It is taken apart now where it can be in one way only.
struct WholeRecord {
  /// What becomes of it.
  enum Outcome: Equatable {
    /// The fields of a row of the rejects file, as they would have stood there.
    case apart([String])
    /// What still stands in its way.
    case refused(String)
  }

  private let header: [String]
  private let cells: [String]
  private let reason: String

  /// Nil where the row is another one: its file is no rejects file, another field is filled, or it was refused for something
  /// that its fields say.
  init?(cells: [String], header: [String]?) {
    guard let header, RejectsFile.isOne(header), cells.count == header.count else { return nil }
    let own = cells.dropLast(RejectsFile.ownColumns.count)
    guard own.count > 1, let first = own.first, !first.isEmpty, own.dropFirst().allSatisfy(\.isEmpty),
      let last = cells.last
    else { return nil }
    self.header = header
    self.cells = cells
    reason = CSVFormula.unprotect(last)
    guard isBroken else { return nil }
  }

  /// Whether the first reason, behind the name of its column, is one of the reader's, or ours.
  private var isBroken: Bool {
    func says(_ text: Substring) -> Bool { CSVRefusal.Kind.isReason(text) || text.hasPrefix(Self.ours) }
    if says(reason[...]) { return true }
    return header.enumerated().contains { index, name in
      ["column \(index + 1) (\(name)): ", "column \(index + 1): "].contains {
        reason.hasPrefix($0) && says(reason.dropFirst($0.count))
      }
    }
  }

  private static let ours = "the whole record stands in this field"

  /// Takes the record apart: by the delimiter of the file as it is now, or by another one, since a spreadsheet may have
  /// written the file anew and leaves the record's own delimiters as they were.
  func takenApart(in dialect: CSVDialect) -> Outcome {
    let text = CSVSpreadsheetCell.unprotect(cells[0])
    if CSVRefusal.Kind.isReasonOfCut(reason) { return refused("its end is missing") }
    if CSVRefusal.Kind.isReasonOfBytes(reason), let byte = text.firstMatch(of: /\\x[0-9A-F]{2}/)?.output {
      return refused("\(byte) still stands there for a byte that was no text")
    }
    let width = cells.count - RejectsFile.ownColumns.count
    let readings = dialects(like: dialect).map { (delimiter: $0.delimiter, fields: fields(of: text, $0)) }
    let fitting = readings.filter { reading in
      (try? reading.fields.get()).map { $0.count == width || $0.count == cells.count } ?? false
    }
    guard fitting.count < 2 else { return refused("it can be taken apart in more ways than one") }
    guard let fields = try? fitting.first?.fields.get() else {
      switch readings.first?.fields {
      case .success(let fields)?:
        return refused("it has \(fields.count == 1 ? "1 field" : "\(fields.count) fields"), not \(width)")
      case .failure(let fault)?: return refused(fault.reason)
      case nil: return refused("it cannot be read")
      }
    }
    return .apart((fields.count == width ? protected(fields) : Array(fields.prefix(width))) + cells.suffix(3))
  }

  private func refused(_ why: String) -> Outcome {
    .refused(
      "column 1 (\(header[0])): \(Self.ours), and \(why): mend it there, or write each of its fields into its own column"
    )
  }

  /// As a rejects file would have them. The cells of our own exports are protected from spreadsheets already, otherwise.
  private func protected(_ fields: [String]) -> [String] {
    let isProtected = header.contains(SignatureExport.mark)
    return fields.map { CSVSpreadsheetCell.protect(isProtected ? CSVFormula.unprotect($0) : $0) }
  }

  /// The file's own dialect first.
  private func dialects(like own: CSVDialect) -> [CSVDialect] {
    let others = ",;\t|".utf8.filter { $0 != own.delimiter }
    return [try? CSVDialect(delimiter: own.delimiter, quote: own.quote, escape: own.escape)].compactMap { $0 }
      + others.compactMap { try? CSVDialect(delimiter: $0) }
  }

  private struct Unreadable: Error { var reason: String }

  /// The fields, where the text is one record and no more.
  private func fields(of text: String, _ dialect: CSVDialect) -> Result<[String], Unreadable> {
    var reader = CSVReader(CSVSource(bytes: Array(text.utf8)), dialect: dialect, fieldCount: .any)
    switch try? reader.next() {
    case .record?:
      let fields = reader.strings()
      guard case .end? = try? reader.next() else {
        return .failure(Unreadable(reason: "it is more than one record"))
      }
      return .success(fields)
    case .refused(let refusal)?:
      return .failure(Unreadable(reason: "there is still a fault in it (\(refusal.reason))"))
    case .end?, nil: return .failure(Unreadable(reason: "it cannot be read"))
    }
  }
}
