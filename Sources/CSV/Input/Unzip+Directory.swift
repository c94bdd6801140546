extension Unzip {
  /// The central directory (APPNOTE.TXT 6.3.10, sections 4.3.12 and 4.3.16) and the end of the file.
  func readDirectory(from start: Int, _ first: UInt32) throws(CSVError) {
    var signature = first
    var listed: Set<Int> = []
    var at = start
    while signature == 0x0201_4B50 {
      listed.insert(try readEntry(at: at))
      at = input.offset
      signature = ZipFields(try need(4)).long(0)
    }
    if signature == 0x0606_4B50 {
      throw input.unusable("the zip archive is in zip64 form, which is not read; unpack it first", at: at)
    }
    guard signature == 0x0605_4B50 else {
      throw input.unusable("the zip archive is damaged: no header where one must be", at: at)
    }
    let end = ZipFields(try need(18))
    let isRight =
      listed.count == members.count && end.short(0) == 0 && end.short(2) == 0
      && end.short(4) == members.count && end.short(6) == members.count
      && Int(end.long(8)) == at - start && Int(end.long(12)) == start
    guard isRight else { throw contradiction(at) }
    _ = try need(end.short(16))
    if try input.fill() { throw input.unusable("bytes follow the end of the zip archive") }
    if fileName == nil { throw input.unusable("the zip archive holds no file", at: 0) }
  }

  /// One entry; the offset of its member.
  private func readEntry(at start: Int) throws(CSVError) -> Int {
    let fields = ZipFields(try need(42))
    let name = try need(fields.short(24))
    _ = try need(fields.short(26) + fields.short(28))
    let offset = Int(fields.long(38))
    let isRight = members.contains { member in
      member.start == offset && member.name == name && member.method == fields.short(6)
        && member.checksum == fields.long(12) && member.packed == fields.long(16)
        && member.unpacked == fields.long(20)
    }
    guard isRight else { throw contradiction(start) }
    return offset
  }

  private func contradiction(_ at: Int) -> CSVError {
    input.unusable("the zip archive is damaged: its directory contradicts its members", at: at)
  }
}
