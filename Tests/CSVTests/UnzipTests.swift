import CSV
import Testing

@Suite struct UnzipTests {
  static let data = UnpackTests.text

  /// What becomes of an archive: `ok`, or the sentence of the error.
  func outcome(_ program: String, streamed: Bool = false, change: (inout [UInt8]) -> Void = { _ in }) throws
    -> String
  {
    var packed = try Tool.zip(program, Self.data, streamed: streamed)
    change(&packed)
    do {
      return try text(packed) == Self.data ? "ok" : "another text"
    } catch let error as CSVError {
      guard case .unusable(let sentence) = error.kind else { return "\(error)" }
      return sentence
    }
  }

  @Test(
    "one file is read, stored or deflated, with a descriptor or without, beside folders and resource forks",
    arguments: [
      ("z.writestr('a.csv', data, S)", false), ("z.writestr('a.csv', data, D)", true),
      ("z.writestr('d/', ''); z.writestr('d/ä.csv', data, D)", false),
      ("z.writestr('a.csv', data, D); z.writestr('__MACOSX/._a.csv', b'x' * 99, D)", true),
      ("z.comment = b'made by hand'; z.writestr('a.csv', data, S)", false),
    ])
  func read(program: String, streamed: Bool) throws {
    #expect(try outcome(program, streamed: streamed) == "ok")
  }

  @Test(
    "what is no single readable file is refused by name",
    arguments: [
      ("pass", "the zip archive holds no file"),
      ("z.writestr('d/', '')", "the zip archive holds no file"),
      (
        "z.writestr('a.csv', data, D); z.writestr('b.csv', 'x')",
        "the zip archive must hold one file; it holds a.csv and b.csv"
      ),
      (
        "z.writestr('a.csv', data, zipfile.ZIP_BZIP2)",
        "a.csv is packed by method 12, which is not read; unpack it first"
      ),
      (
        "f = z.open('a.csv', 'w', force_zip64=True); f.write(data); f.close()",
        "a.csv is in zip64 form, which is not read; unpack it first"
      ),
      (
        "z.writestr('[Content_Types].xml', '<x/>')",
        "it is a workbook or document of an office program, no CSV; save it as CSV"
      ),
    ])
  func refused(program: String, sentence: String) throws { #expect(try outcome(program) == sentence) }

  @Test("an encrypted member is refused, and one stored without its length in front")
  func flags() throws {
    let encrypted = try outcome("z.writestr('a.csv', data, D)") { $0[6] |= 1 }
    #expect(encrypted == "a.csv is encrypted; unpack it first")
    let endless = try outcome("z.writestr('a.csv', data, S)", streamed: true)
    #expect(
      endless == "a.csv is stored without its length in front, which cannot be streamed; unpack it first")
  }

  @Test("a member that the directory does not name is an error, and one that only the directory names")
  func hidden() throws {
    let unlisted = try outcome("z.writestr('a.csv', data, D); z.writestr('d/', ''); z.filelist.pop()")
    #expect(unlisted == "the zip archive is damaged: its directory contradicts its members")
    let twice = try outcome(
      "z.writestr('a.csv', data, D); z.writestr('d/', ''); z.filelist[1] = z.filelist[0]")
    #expect(twice == "the zip archive is damaged: its directory contradicts its members")
    let doubled = try outcome("z.writestr('a.csv', data, D); z.filelist.append(z.filelist[0])")
    #expect(doubled == "the zip archive is damaged: its directory contradicts its members")
  }
}
