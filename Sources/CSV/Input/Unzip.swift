/// Unpacks the one file of a zip archive (APPNOTE.TXT 6.3.10) from its first byte to its last, without going back.
///
/// Folders and the `__MACOSX/` resource forks do not count. Stored and deflated members are read, with and without a data
/// descriptor; encrypted, zip64 and otherwise packed ones are refused by name. The local headers are what is read; at
/// the end the central directory must name the same members, so that no member is hidden from other programs, and
/// nothing may follow it. A second file is found only behind the first: who reads takes nothing for good before the end.
final class Unzip: Unpacker {
  let input: InputBytes
  var members: [ZipMember] = []
  var fileName: String?

  private let limits: UnpackLimits
  private let inflater = Inflater(.none)
  private var isInMember = false
  private var isDone = false
  private var dataStart = 0
  private var checksum = Checksum()
  private var memberBytes = 0
  private var unpacked = 0

  init(_ input: InputBytes, limits: UnpackLimits) {
    self.input = input
    self.limits = limits
  }

  func next() throws(CSVError) -> [UInt8] {
    while !isDone {
      guard isInMember, let member = members.last else {
        try readNext()
        continue
      }
      var output = [UInt8](repeating: 0, count: 1 << 17)
      let made =
        member.method == 0 ? try copy(member, into: &output) : try inflate(member, into: &output)
      output.removeLast(output.count - made)
      checksum.add(output)
      memberBytes += made
      unpacked += made
      try limits.check(unpacked: unpacked, of: input)
      if !isInMember { try finish() }
      if made > 0, member.isFile { return output }
    }
    return []
  }

  /// The next local header, or the central directory and the end.
  private func readNext() throws(CSVError) {
    let start = input.offset
    let signature = ZipFields(try need(4)).long(0)
    guard signature == ZipMember.signature else {
      try readDirectory(from: start, signature)
      isDone = true
      return
    }
    let header = ZipFields(try need(ZipMember.headerBytes))
    let name = try need(header.short(22))
    let extra = try need(header.short(24))
    let member = ZipMember(start: start, header, name: name, extra: extra)
    try check(member)
    members.append(member)
    dataStart = input.offset
    checksum = Checksum()
    memberBytes = 0
    inflater.reset()
    isInMember = true
  }

  private func check(_ member: ZipMember) throws(CSVError) {
    let name = CSVText.escaping(member.name)
    if member.name == Array("[Content_Types].xml".utf8) {
      throw input.unusable("it is a workbook or document of an office program, no CSV; save it as CSV", at: 0)
    }
    if member.isEncrypted { throw input.unusable("\(name) is encrypted; unpack it first", at: member.start) }
    if member.hasZip64 {
      throw input.unusable("\(name) is in zip64 form, which is not read; unpack it first", at: member.start)
    }
    guard member.method == 0 || member.method == 8 else {
      throw input.unusable(
        "\(name) is packed by method \(member.method), which is not read; unpack it first", at: member.start)
    }
    // Where a stored member ends is then known from the central directory alone, which stands behind it.
    if member.method == 0, member.hasDescriptor, member.isFile || member.packed > 0 {
      throw input.unusable(
        "\(name) is stored without its length in front, which cannot be streamed; unpack it first",
        at: member.start)
    }
    guard member.isFile else { return }
    if let fileName {
      throw input.unusable(
        "the zip archive must hold one file; it holds \(fileName) and \(name)", at: member.start)
    }
    fileName = name
  }

  private func copy(_ member: ZipMember, into output: inout [UInt8]) throws(CSVError) -> Int {
    let rest = Int(member.packed) - memberBytes
    if rest > 0, try !input.fill() { throw cut }
    let part = input.available.prefix(min(rest, output.count))
    output.replaceSubrange(0..<part.count, with: input.block[part])
    input.use(part.count)
    isInMember = part.count < rest
    return part.count
  }

  private func inflate(_ member: ZipMember, into output: inout [UInt8]) throws(CSVError) -> Int {
    let hasInput = try input.fill()
    let (outcome, made) = inflater.run(input, into: &output)
    switch outcome {
    case .more: break
    case .ended: isInMember = false
    case .needsInput: if !hasInput { throw cut }
    case .damaged: throw input.unusable("\(CSVText.escaping(member.name)) in the zip archive is damaged")
    }
    return made
  }

  /// Compares what was unpacked with what the member's header or descriptor states.
  private func finish() throws(CSVError) {
    let end = input.offset
    var member = members.removeLast()
    if member.hasDescriptor {
      var bytes = try need(4)
      // The descriptor's signature is optional (section 4.3.9.3).
      let hasSignature = ZipFields(bytes).long(0) == 0x0807_4B50
      bytes = hasSignature ? try need(12) : bytes + (try need(8))
      let fields = ZipFields(bytes)
      (member.checksum, member.packed, member.unpacked) = (fields.long(0), fields.long(4), fields.long(8))
    }
    members.append(member)
    let isRight =
      member.checksum == checksum.value && Int(member.packed) == end - dataStart
      && Int(member.unpacked) == memberBytes
    guard isRight else {
      throw input.unusable(
        "\(CSVText.escaping(member.name)) in the zip archive is damaged: length or checksum is wrong", at: end
      )
    }
  }

  func need(_ count: Int) throws(CSVError) -> [UInt8] {
    let bytes = try input.take(count)
    guard bytes.count == count else { throw cut }
    return bytes
  }

  var cut: CSVError { input.unusable("the zip archive is cut off") }
}
