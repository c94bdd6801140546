internal import CSV
internal import Foundation
internal import Postgres

extension SignatureRow {
  /// The status that a word of the status column means; nil, with a reason, where it means none.
  mutating func statusWord(_ reader: borrowing CSVReader, _ column: Int) -> String? {
    let written = reader.string(column).trimmed()
    let word = written.lowercased()
    let words = columns.statusWords
    if let meaning = words[word] { return meaning }
    guard !StatusWord.all.contains(word) else { return word }
    // A file without a word on the status says `validated`; a platform that always has one does not.
    guard !word.isEmpty || !words.isEmpty else { return "" }
    if words.isEmpty, let meaning = StatusWord.meaning(of: word) { return meaning }
    let expected = words.isEmpty ? StatusWord.all : words.keys.sorted()
    reasons.append(columns.place(column) + "‘\(written)’ is none of \(expected.joined(separator: ", "))")
    return nil
  }

  /// How many of a platform's petitions a receipt names.
  static let petitionLimit = 10

  /// Remembers which of the platform's petitions the row belongs to: a file of two must not pass for one unseen.
  mutating func notePetition(_ reader: borrowing CSVReader) {
    guard let column = columns.rules.petition else { return }
    let text = reader.string(column).trimmed()
    guard text != petition, !text.isEmpty else { return }
    petition = text
    if petitions.count < Self.petitionLimit { petitions.insert(text) }
  }

  /// What kind of row the platform made.
  enum Kind {
    case signature
    case optIn
  }

  /// The row's kind; where it is none that counts, a reason is noted.
  mutating func readKind(_ reader: borrowing CSVReader) -> Kind {
    if let column = columns.rules.test {
      let written = reader.string(column).trimmed()
      let word = written.lowercased()
      if ["1", "yes", "true", "y"].contains(word) {
        reasons.append(columns.place(column) + "‘\(written)’: the platform made this row for a test")
      } else if !["", "0", "no", "false", "n"].contains(word) {
        reasons.append(columns.place(column) + "‘\(written)’ says neither yes nor no")
      }
    }
    guard let column = columns.rules.kind, let kinds = columns.mapping.preset?.kinds else {
      return .signature
    }
    let kind = reader.string(column).trimmed()
    if kind == kinds.optIn { return .optIn }
    if !kinds.signs(kind) {
      reasons.append(
        columns.place(column)
          + "‘\(kind)’ is no signature: those say \(kinds.signatures.joined(separator: " or "))")
    }
    return .signature
  }

  /// Writes a row that says what a supporter agreed to. Whether it belongs to a signature, only the whole file tells.
  mutating func takeOptIn(_ reader: borrowing CSVReader, to load: inout SignatureLoad) throws -> String? {
    readEmail(reader)
    if email.isEmpty, reasons.isEmpty { reasons.append(SignatureStage.loneOptIn) }
    guard reasons.isEmpty else { return reasons.joined(separator: "; ") }
    let address = identity.id(.address, email)
    let said = columns.rules.optIn.map { reader.string($0).trimmed() }.filter { !$0.isEmpty }
    let cells = String(decoding: try JSONEncoder().encode(reader.strings()), as: UTF8.self)
    try load.addOptIn(address, line: Int64(reader.position.line)) { copy in
      copy.write(said.isEmpty ? nil : said.joined(separator: "="))
      copy.write(cells)
      copy.write(Int64(reader.position.byteOffset))
    }
    return nil
  }
}
