internal import CSV

/// Finds what separates the fields of a signature file: the delimiter under which the header names the most fields that
/// are known. Header names prove it; where none proves more than another, the comma stands.
enum DelimiterGuess {
  private static let candidates = Array(",;\t|".utf8)

  /// From the beginning of the text, which must hold the header.
  static func find(in sample: [UInt8]) throws -> UInt8 {
    var best = (delimiter: candidates[0], known: 0)
    for delimiter in candidates {
      let dialect = try CSVDialect(delimiter: delimiter)
      var reader = CSVReader(CSVSource(bytes: sample), dialect: dialect)
      guard let names = try? reader.readHeader().names else { continue }
      let known = ColumnMapping.knownNames(in: names)
      if known > best.known { best = (delimiter, known) }
    }
    return best.delimiter
  }
}
