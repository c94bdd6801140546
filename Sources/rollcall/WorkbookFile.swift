internal import Foundation
internal import Roll
internal import Sheets

/// A workbook that appears under its name complete, or not at all.
final class WorkbookFile {
  private let name: String
  private let title: String
  private let file: AtomicFile
  private let path: String
  private var workbook: Workbook?
  private var header: [String] = []

  init(_ name: String, title: String) throws {
    self.name = name
    self.title = title
    file = try AtomicFile(name)
    guard let path = file.path else {
      throw RollError(.cannotCreate, "\(name) is a device or a pipe; a workbook needs a file")
    }
    self.path = path
  }

  /// Begins the sheet.
  func begin(_ header: [String]) throws {
    self.header = header
    try translating {
      // A sheet's name has 31 characters at most, and no apostrophe at its ends; slugs have no other that it may not have.
      workbook = try Workbook(
        path: path, temporaryFolder: file.folder, title: String(title.prefix(31)), header: header)
    }
  }

  /// One row more.
  func row(_ cells: [String?]) throws {
    guard !Interruption.requested.value else {
      throw RollError(.interrupted, "interrupted; no file was written")
    }
    try translating { try workbook?.row(cells) }
  }

  func publish() throws {
    try translating { try workbook?.finish() }
    try file.publish()
  }

  private func translating(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as SheetError {
      switch error {
      case .cannotWrite:
        throw RollError(.io, "\(name): \(error.description)", hint: "No file was written.")
      case .textTooLong(let row, let column, let limit):
        let column = header.indices.contains(column - 1) ? header[column - 1] : "\(column)"
        throw RollError(
          .data,
          "\(name): row \(row) (\(column)) has more than the \(limit) characters that a cell of a sheet holds",
          hint: "Write CSV (--output FILE.csv), or leave the column out (--columns).")
      case .tooManyRows:
        throw RollError(
          .data, "\(name): \(error.description)", hint: "Write CSV: --output FILE.csv or FILE.csv.gz")
      }
    }
  }
}
