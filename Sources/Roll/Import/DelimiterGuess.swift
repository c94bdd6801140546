internal import CSV

/// Finds what separates the fields of a signature file: the delimiter under which the header names the most fields that
/// are known. Header names prove it; where none proves more than another, the comma stands.
enum DelimiterGuess {
  private static let candidates = Array(",;\t|".utf8)

  static func find(in input: InputFile) throws -> UInt8 {
    // Standard input can be read only once: there the comma stands unless --delimiter says otherwise.
    guard input.size != nil else { return candidates[0] }
    var best = (delimiter: candidates[0], known: 0)
    for delimiter in candidates {
      let dialect = try CSVDialect(delimiter: delimiter)
      var reader: CSVReader
      do {
        reader = CSVReader(try CSVSource(path: input.path), dialect: dialect)
      } catch {
        throw RollError(csv: error)
      }
      guard let names = try? reader.readHeader().names else { continue }
      let known = ColumnMapping.knownNames(in: names)
      if known > best.known { best = (delimiter, known) }
    }
    return best.delimiter
  }
}
