internal import CSV

/// How a form's file separates its fields. The names of its columns are known, so the header alone decides.
enum FormDialect {
  /// What people's programs write in place of commas.
  private static let delimiters = Array(",;\t|".utf8)

  /// The dialect of a file, and how it is read for the receipt.
  static func find(
    in file: borrowing CSVInput, _ form: Form, told: CSVTold, _ receipt: inout Receipt.Dialect
  ) throws(RollError) -> CSVDialect {
    receipt.note(file.encoding, compression: file.compression, hasFileOffsets: file.hasFileOffsets)
    let dialect = try find(file.sample, form, told: told)
    receipt.delimiter = String(UnicodeScalar(dialect.delimiter))
    return dialect
  }

  /// The dialect in which most names of the first line are columns of the form; commas where several are as good.
  static func find(_ sample: [UInt8], _ form: Form, told: CSVTold) throws(RollError) -> CSVDialect {
    let names = Set(form.fields.map(\.name) + RejectsFile.ownColumns + FormClocks.columns)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = sample.starts(with: mark) ? sample[3...] : sample[...]
    let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
    func known(_ delimiter: UInt8) -> Int {
      line.split(separator: delimiter).count { cell in
        names.contains(String(decoding: cell.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self))
      }
    }
    var best = told.delimiter ?? delimiters[0]
    if told.delimiter == nil {
      for delimiter in delimiters where known(delimiter) > known(best) { best = delimiter }
    }
    do {
      return try CSVDialect(delimiter: best)
    } catch {
      throw RollError(csv: error)
    }
  }
}
