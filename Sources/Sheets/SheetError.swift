/// Why a workbook cannot be written.
public enum SheetError: Error, Sendable, Equatable {
  /// A sheet has no room for so many rows.
  case tooManyRows(limit: Int)
  /// A cell has no room for the text; the row counts from 1, the header's own included, the column too.
  case textTooLong(row: Int, column: Int, limit: Int)
  /// Writing failed midway, or the disk is full; the text says how, in words of the library.
  case cannotWrite(String)
}

extension SheetError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .tooManyRows(let limit): "a sheet holds at most \(limit) rows"
    case .textTooLong(let row, let column, let limit):
      "row \(row), column \(column): a cell of a sheet holds at most \(limit) characters"
    case .cannotWrite(let reason): "writing failed: \(reason)"
    }
  }
}
