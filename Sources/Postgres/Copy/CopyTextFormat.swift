/// The formats of COPY that are text, as the server reads them without further options (PostgreSQL documentation, COPY,
/// "Text Format" and "CSV Format").
public enum CopyTextFormat: String, Sendable, CaseIterable {
  /// Fields between tabs, with backslash escapes; NULL is `\N`.
  case text
  /// Fields between commas, each in double quotes; NULL is an empty field without quotes.
  case csv
}

extension CopyTextFormat {
  /// Appends one row with its line end. What a value holds cannot end its field, its row or the data, and cannot be taken
  /// for NULL.
  /// - Returns: the first field that has a NUL, which PostgreSQL text cannot hold; then the row is not complete. nil where
  ///   all is well.
  func append(_ values: [String?], to buffer: inout [UInt8]) -> Int? {
    for (index, value) in values.enumerated() {
      if index > 0 { buffer.append(separator) }
      guard var value else {
        if self == .text { buffer += [Self.backslash, UInt8(ascii: "N")] }
        continue
      }
      let isWritten = value.withUTF8 { unsafe append($0.span, to: &buffer) }
      if !isWritten { return index }
    }
    buffer.append(Self.newline)
    return nil
  }

  private var separator: UInt8 { self == .text ? Self.tab : UInt8(ascii: ",") }

  /// False where there is a NUL.
  private func append(_ value: Span<UInt8>, to buffer: inout [UInt8]) -> Bool {
    if self == .csv { buffer.append(Self.quote) }
    var start = 0
    for index in value.indices {
      let byte = value[index]
      // Every byte that may need something is an ASCII character below the letters or the backslash.
      guard byte <= Self.quote || byte == Self.backslash else { continue }
      if byte == 0 { return false }
      guard let escape = escape(byte) else { continue }
      Self.append(value.extracting(start..<index), to: &buffer)
      buffer.append(escape.0)
      buffer.append(escape.1)
      start = index + 1
    }
    Self.append(value.extracting(start..<value.count), to: &buffer)
    if self == .csv { buffer.append(Self.quote) }
    return true
  }

  /// What stands for a byte that does not stand for itself.
  private func escape(_ byte: UInt8) -> (UInt8, UInt8)? {
    if self == .csv { return byte == Self.quote ? (Self.quote, Self.quote) : nil }
    return Self.letter(for: byte).map { (Self.backslash, $0) }
  }

  private static func append(_ bytes: Span<UInt8>, to buffer: inout [UInt8]) {
    // One copy for the run. The pointer is used inside the closure only.
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
  }
}

/// The escapes of the text format: those that the server itself writes.
extension CopyTextFormat {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let backslash = UInt8(ascii: "\\")
  private static let quote = UInt8(ascii: "\"")

  /// What follows the backslash in place of a byte that needs one.
  static func letter(for byte: UInt8) -> UInt8? {
    switch byte {
    case 0x08: UInt8(ascii: "b")
    case tab: UInt8(ascii: "t")
    case newline: UInt8(ascii: "n")
    case 0x0B: UInt8(ascii: "v")
    case 0x0C: UInt8(ascii: "f")
    case 0x0D: UInt8(ascii: "r")
    case backslash: backslash
    default: nil
    }
  }

  /// The byte for what follows a backslash.
  static func byte(for letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "t"): tab
    case UInt8(ascii: "n"): newline
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "r"): 0x0D
    case backslash: backslash
    default: nil
    }
  }
}
