internal import CSV

/// A field that several columns make up.
struct JoinedColumns {
  /// How their cells become one text.
  enum Style {
    /// `email_opt_in=Y; do_not_call=N`: a cell says nothing without its column's name.
    case labelled
    /// `1 Main St, Apt 2`
    case listed
    /// `Hauptstraße 5`
    case spaced
    /// The first that is not blank.
    case first
  }

  let columns: [Int]
  let style: Style
  /// The columns' names.
  private let labels: [String]

  init(_ columns: [Int], of field: SignatureField, header: [String], preset: Preset?) {
    self.columns = columns
    labels = columns.map { header[$0] }
    if preset?.choices[field] != nil {
      style = .first
    } else if preset?.joined[field] == nil {
      style = .spaced
    } else {
      style = field == .consent || field == .source ? .labelled : .listed
    }
  }

  /// The cells that are not blank, as one text; nil where all are.
  func text(_ reader: borrowing CSVReader, of file: SignatureColumns) -> String? {
    var texts: [String] = []
    for (place, column) in columns.enumerated() {
      let text = file.plain(reader.string(column)).trimmed()
      guard !text.isEmpty else { continue }
      if style == .first { return text }
      texts.append(style == .labelled ? "\(labels[place])=\(text)" : text)
    }
    let separator = style == .labelled ? "; " : style == .listed ? ", " : " "
    return texts.isEmpty ? nil : texts.joined(separator: separator)
  }
}

/// Undoes what a site writes for a character that a spreadsheet would run, where it stands first.
enum PercentEscape {
  /// `%2D`, `%2B`, `%3D` and `%40` at the beginning of a cell are `-`, `+`, `=` and `@`; nothing else is changed.
  static func undo(_ cell: String) -> String {
    guard cell.utf8.first == UInt8(ascii: "%") else { return cell }
    let marks = ["%2D": "-", "%2B": "+", "%3D": "=", "%40": "@"]
    guard let mark = marks[cell.prefix(3).uppercased()] else { return cell }
    return mark + cell.dropFirst(3)
  }
}
