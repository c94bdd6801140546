internal import CXlsxwriter
internal import Glibc

/// An XLSX workbook of one sheet, written row by row in constant memory by libxlsxwriter. Every cell is text, never a number,
/// a date or a formula, so that what was written stays as it was written. The same rows give the same bytes.
///
/// Rows wait in a temporary file until `finish`, which makes the workbook. One that is let go before leaves nothing.
@safe public final class Workbook {
  /// Rows that a sheet holds, the header's included.
  public static let rowLimit = 1_048_576

  private let path: String
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private let sheet: UnsafeMutablePointer<lxw_worksheet>?
  private var rows = 0

  /// A workbook at `path`, which exists only once it is finished.
  /// - Parameters:
  ///   - temporaryFolder: where rows wait, as large as the sheet unpacked.
  ///   - title: the name of the sheet; at most 31 characters, none of `[]:*?/\`.
  /// - Throws: `cannotWrite`.
  public init(path: String, temporaryFolder: String, title: String, header: [String]) throws(SheetError) {
    self.path = path
    // The library copies both texts before the call returns.
    unsafe workbook = temporaryFolder.withCString { folder in
      var options = unsafe lxw_workbook_options()
      unsafe options.constant_memory = 1
      unsafe options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return unsafe workbook_new_opt(path, &options)
    }
    guard let workbook = unsafe workbook else { throw .cannotWrite("the temporary file cannot be created") }
    unsafe sheet = workbook_add_worksheet(workbook, title)
    guard unsafe sheet != nil else { throw .cannotWrite("the temporary file cannot be created") }
    // Without a moment of its own the workbook would be another one with every run: that of the zip format's beginning.
    var properties = unsafe lxw_doc_properties()
    unsafe properties.created = 315_532_800
    unsafe workbook_set_properties(workbook, &properties)
    unsafe worksheet_freeze_panes(sheet, 1, 0)
    let bold = unsafe workbook_add_format(workbook)
    unsafe format_set_bold(bold)
    unsafe worksheet_set_column(sheet, 0, UInt16(max(header.count, 1) - 1), 18, nil)
    try unsafe write(header, bold)
  }

  deinit {
    if let workbook = unsafe workbook { unsafe lxw_workbook_free(workbook) }
  }

  /// One row more. Nil and empty text are an empty cell.
  /// - Throws: `tooManyRows`, `textTooLong`, `cannotWrite`.
  public func row(_ cells: [String?]) throws(SheetError) { try unsafe write(cells, nil) }

  private func write(_ cells: [String?], _ format: UnsafeMutablePointer<lxw_format>?) throws(SheetError) {
    guard rows < Self.rowLimit else { throw .tooManyRows(limit: Self.rowLimit) }
    for (column, cell) in cells.enumerated() {
      guard let cell, !cell.isEmpty else { continue }
      let error = unsafe worksheet_write_string(
        sheet, UInt32(rows), UInt16(column), SheetText.escaped(cell), format)
      if error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED || cell.utf8.count > SheetText.limit && isTooLong(cell)
      {
        throw .textTooLong(row: rows + 1, column: column + 1, limit: SheetText.limit)
      }
      if error != LXW_NO_ERROR { throw .cannotWrite(reason(error)) }
    }
    rows += 1
    // The library does not look whether its temporary file takes what it writes.
    if rows % 1024 == 0 { try unsafe check(sheet?.pointee.optimize_tmpfile) }
  }

  private func isTooLong(_ text: String) -> Bool { text.utf16.count > SheetText.limit }

  /// Makes the workbook of the rows.
  /// - Throws: `cannotWrite`; the file at the path is then of no use.
  public func finish() throws(SheetError) {
    guard let open = unsafe workbook else { return }
    let waiting = unsafe sheet?.pointee.optimize_tmpfile
    try unsafe check(waiting)
    let unpacked = unsafe waiting.map { unsafe ftell($0) } ?? 0
    unsafe workbook = nil
    // Also frees what it has, whatever comes of it.
    let error = unsafe workbook_close(open)
    guard error == LXW_NO_ERROR else { throw .cannotWrite(reason(error)) }
    // Its second temporary file is not looked at either: a full disk shows in the length of what was packed.
    guard let packed = WorkbookArchive.unpackedBytes(of: "xl/worksheets/sheet1.xml", in: path),
      packed >= unpacked
    else { throw .cannotWrite("the disk is full") }
  }

  private func check(_ file: UnsafeMutablePointer<FILE>?) throws(SheetError) {
    guard let file = unsafe file else { return }
    // Both are calls on the library's own open file.
    if unsafe fflush(file) != 0 || ferror(file) != 0 {
      throw .cannotWrite(unsafe String(cString: strerror(errno)))
    }
  }

  private func reason(_ error: lxw_error) -> String {
    // The library returns a constant string.
    unsafe lxw_strerror(error).map { unsafe String(cString: $0) } ?? "error \(error.rawValue)"
  }
}
