import CSV
import Foundation
import Testing

@Suite struct EncodingTests {
  /// A line that an encoding can write, by the encoding's name.
  static let lines: [(names: [String], system: [String], line: String)] = [
    (
      ["utf-16le", "utf-16be", "utf-32le", "utf-32be"], ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"],
      "Zoë łódź 東京 𝄞"
    ),
    (["windows-1250", "iso-8859-2"], ["CP1250", "ISO-8859-2"], "Łukasz Wójcik Żółć őű"),
    (
      ["windows-1251", "koi8-r", "koi8-u", "iso-8859-5"], ["CP1251", "KOI8-R", "KOI8-U", "ISO-8859-5"],
      "Иван Ёлкин съел"
    ),
    (
      ["windows-1252", "iso-8859-1", "iso-8859-15", "macintosh"],
      ["CP1252", "ISO-8859-1", "ISO-8859-15", "MACINTOSH"],
      "Jürgen Hélène Ñandú Åse"
    ),
    (["windows-1253", "iso-8859-7"], ["CP1253", "ISO-8859-7"], "Γιώργος Παπαδόπουλος"),
    (["windows-1254", "iso-8859-9"], ["CP1254", "ISO-8859-9"], "Ayşe Yılmaz İstanbul ğ"),
    (["windows-1255", "iso-8859-8"], ["CP1255", "ISO-8859-8"], "שלום עליכם"),
    (["windows-1256", "iso-8859-6"], ["CP1256", "ISO-8859-6"], "السلام عليكم"),
    (
      ["windows-1257", "iso-8859-4", "iso-8859-13"], ["CP1257", "ISO-8859-4", "ISO-8859-13"], "Žemaitė ąčęėį"
    ),
    (["windows-1258"], ["CP1258"], "Đoàn â ê ô"), (["iso-8859-3"], ["ISO-8859-3"], "Ġorġ Ħal Ĉ"),
    (["iso-8859-10"], ["ISO-8859-10"], "Ŋ Đ Šš Æ"), (["iso-8859-11"], ["ISO-8859-11"], "กรุงเทพ"),
    (["iso-8859-14", "iso-8859-16"], ["ISO-8859-14", "ISO-8859-16"], "àéîöü Ÿ"),
    (["shift-jis"], ["CP932"], "山田太郎 カナ ｶﾅ"), (["gb18030"], ["GB18030"], "北京 王芳 𠀀 é"),
    (["big5"], ["BIG5"], "臺北 陳許功蓋"), (["euc-kr"], ["UHC"], "서울 김철수 똠"),
  ]

  static let cases: [[String]] = lines.flatMap { entry in
    zip(entry.names, entry.system).map { [$0, $1, entry.line] }
  }

  /// What an input becomes, or why not.
  func read(_ bytes: [UInt8], _ encoding: String? = nil, block: Int = 1 << 16, sample: Int = 1 << 18) throws
    -> (text: String, encoding: CSVEncoding)
  {
    let input = try CSVInput(
      CSVSource(bytes: bytes, name: "x"), encoding: encoding, limits: UnpackLimits(), blockBytes: block,
      sampleBytes: sample)
    let found = input.encoding
    return (String(decoding: try drain(input.source()), as: UTF8.self), found)
  }

  func reason(_ bytes: [UInt8], _ encoding: String? = nil) -> String {
    do { return "read: \(try read(bytes, encoding).text)" } catch { return "\(error)" }
  }

  func encode(_ text: String, _ system: String) throws -> [UInt8] {
    try Tool.run(["iconv", "-f", "UTF-8", "-t", system], Array(text.utf8))
  }

  @Test("what iconv wrote in an encoding is read back, in blocks of any size", arguments: cases)
  func roundTrip(names: [String]) throws {
    let text = (0..<40).map { "\($0);\(names[2]);x\r\n" }.joined()
    let bytes = try encode(text, names[1])
    for block in [1, 2, 3, 4, 5, 6, 7, 1 << 16] {
      #expect(try read(bytes, names[0], block: block, sample: 50).text == text)
    }
    let packed = try Tool.gzip(bytes)
    #expect(try read(packed, names[0], block: 5).text == text)
  }

  @Test("every encoding that is read is in these tests, under names as people write them")
  func names() {
    let tested = Set(Self.cases.map { $0[0] } + ["utf-8"])
    #expect(Set(TextEncoding.all.map(\.name)) == tested)
    for (name, meant) in [
      ("UTF8", "utf-8"), ("Latin1", "iso-8859-1"), ("CP1252", "windows-1252"), ("Shift_JIS", "shift-jis"),
      ("MacRoman", "macintosh"), ("windows 1250", "windows-1250"), ("GBK", "gb18030"),
    ] { #expect(TextEncoding(named: name)?.name == meant) }
    #expect(TextEncoding(named: "cp437") == nil && TextEncoding(named: "") == nil)
  }

  @Test(
    "a byte order mark decides and belongs to no field",
    arguments: ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
  func marks(system: String) throws {
    let bytes = try encode("\u{FEFF}näme,x\n東,é\n", system)
    for stated in [nil, system, String(system.dropLast(2))] {
      let (text, found) = try read(bytes, stated)
      #expect(text == "näme,x\n東,é\n" && found.encoding.name == system.lowercased())
      #expect(
        found.basis == (stated == nil ? .mark : .stated) && found.markBytes == (system.contains("32") ? 4 : 2)
      )
    }
    #expect(
      reason(bytes, "windows-1252").contains("begins with the byte order mark of \(system.lowercased())"))
  }

  @Test("a NUL in a small file of UTF-8 makes it no UTF-16", arguments: 0..<9)
  func nul(place: Int) throws {
    var text = Array("a,b\n1,2\n3,4\n".utf8)
    text.insert(0, at: place)
    let input = try CSVInput(CSVSource(bytes: text))
    #expect(input.encoding.encoding == .utf8)
  }

  @Test(
    "zero bytes tell UTF-16 and UTF-32 without a mark",
    arguments: ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
  func zeros(system: String) throws {
    for text in ["email,name\nada@example.org,Ada\n", "имя,город\nИван,Москва\n1,2\n", "naam,Ā\nĀĀ,é\n"] {
      let (read, found) = try read(encode(text, system))
      #expect(read == text && found.basis == .zeros && found.encoding.name == system.lowercased())
    }
  }

  @Test("what is stated and cannot be is an error")
  func statedWrongly() {
    let bytes = Array("a;b\n".utf8) + [0xFC, 0x81]
    #expect(reason(bytes, "klingon").hasPrefix("there is no encoding ‘klingon’; known are utf-8 "))
    #expect(reason(bytes, "utf-16") == "x: it has no byte order mark; state utf-16le or utf-16be")
  }

  @Test("a last letter that an accent could follow is not lost", arguments: ["windows-1255", "windows-1258"])
  func heldBack(name: String) throws {
    let text = name.hasSuffix("5") ? "a\nשלו" : "a\nĐa"
    let bytes = try encode(text, "CP" + name.dropFirst(8))
    for block in [1, 1 << 16] { #expect(try read(bytes, name, block: block).text == text) }
  }

  @Test("a NUL character is kept and refused with its record")
  func nul() throws {
    var reader = CSVReader(
      try CSVInput(CSVSource(bytes: encode("a,b\n1,\0\n2,é\n", "UTF-16LE")), encoding: "utf-16le").source())
    #expect(try reader.events().map(\.text) == [["a", "b"], ["refused: a NUL byte"], ["2", "é"]])
  }
}
