/// In which encoding a text is read, and why.
public struct CSVEncoding: Sendable, Equatable {
  /// What decided.
  public enum Basis: Sendable, Equatable {
    /// The user.
    case stated
    /// A byte order mark.
    case mark
    /// Zero bytes where UTF-16 or UTF-32 have them in a text of mostly ASCII.
    case zeros
    /// The sample is UTF-8, but for rare bytes at most.
    case valid
    /// The sample is ASCII. What comes later is read as UTF-8; other bytes are then refused with their records.
    case ascii
    /// Two tests that know nothing of each other agree, without proof.
    case inferred
  }

  /// The encoding.
  public let encoding: TextEncoding
  /// What decided.
  public let basis: Basis
  /// Up to three lines of the text that read otherwise in another encoding; only where `basis` is `inferred`.
  public let evidence: [String]
  /// How long the byte order mark is; 0 where there is none.
  public let markBytes: Int

  init(_ encoding: TextEncoding, _ basis: Basis, evidence: [String] = [], markBytes: Int = 0) {
    self.encoding = encoding
    self.basis = basis
    self.evidence = evidence
    self.markBytes = markBytes
  }

  /// What an encoding would make of a text.
  public struct Candidate: Sendable, Equatable {
    /// The encoding's name.
    public let name: String
    /// A line beyond ASCII as it would read.
    public let line: String
  }
}

extension CSVEncoding {
  /// Decides from the beginning of a text and from what the user states.
  ///
  /// In this order: what is stated, a byte order mark, the pattern of zero bytes, strict UTF-8, inference. Where the line
  /// lies between broken UTF-8 and another encoding: what has at least as many characters beyond ASCII that are UTF-8 as
  /// bytes that are not is UTF-8 with broken records, for text in other encodings hardly ever has any. So is a text with
  /// one broken line only, unless the header's language speaks for another encoding. With fewer, but at least one for
  /// four such bytes, nothing is inferred: two files may have been put together.
  /// - Throws: `unusable` where what is stated contradicts the mark or does not exist; `undecidedEncoding`.
  static func decide(_ sample: [UInt8], isWhole: Bool, stated: String?, file: String) throws(CSVError)
    -> CSVEncoding
  {
    let mark = TextEncoding.mark(of: sample)
    if let stated { return try decide(sample, stated: stated, mark: mark, file: file) }
    if let mark { return CSVEncoding(mark.encoding, .mark, markBytes: mark.length) }
    if let encoding = encodingByZeros(sample) { return CSVEncoding(encoding, .zeros) }
    let lines = isWhole ? sample[...] : wholeLines(of: sample)
    let count = UTF8Count(lines)
    if count.broken == 0 { return CSVEncoding(.utf8, count.wide == 0 ? .ascii : .valid) }
    if count.wide >= count.broken { return CSVEncoding(.utf8, .valid) }
    let guess = EncodingGuess(Array(lines))
    if count.wide * 4 < count.broken, let found = guess.found { return found }
    if count.brokenLines == 1 { return CSVEncoding(.utf8, .ascii) }
    throw CSVError(.undecidedEncoding(guess.candidates), file: file)
  }

  private static func decide(
    _ sample: [UInt8], stated: String, mark: (encoding: TextEncoding, length: Int)?, file: String
  ) throws(CSVError) -> CSVEncoding {
    let named = TextEncoding.named(stated)
    guard let first = named.first else {
      let names = TextEncoding.all.map(\.name).joined(separator: " ")
      throw CSVError(.unusable("there is no encoding ‘\(stated)’; known are \(names)"))
    }
    if let mark {
      guard named.contains(mark.encoding) else {
        throw CSVError(
          .unusable(
            "it begins with the byte order mark of \(mark.encoding.name), but \(first.name) was stated"),
          file: file, byteOffset: 0)
      }
      return CSVEncoding(mark.encoding, .stated, markBytes: mark.length)
    }
    guard named.count > 1 else { return CSVEncoding(first, .stated) }
    if let encoding = encodingByZeros(sample), named.contains(encoding) {
      return CSVEncoding(encoding, .stated)
    }
    throw CSVError(
      .unusable("it has no byte order mark; state \(named.map(\.name).joined(separator: " or "))"), file: file
    )
  }

  /// Up to the last line end. No encoding that needs guessing has that byte inside a character.
  private static func wholeLines(of sample: [UInt8]) -> ArraySlice<UInt8> {
    sample.lastIndex { $0.endsLine }.map { sample[...$0] } ?? sample[...]
  }

  /// Whether zero bytes stand where a Unicode encoding puts them: in at least an eighth of the units, twice as often
  /// as elsewhere, and the sample decodes without a NUL, and with line ends where it has any.
  private static func encodingByZeros(_ sample: [UInt8]) -> TextEncoding? {
    var zeros = [0, 0, 0, 0]
    for (index, byte) in sample.enumerated() where byte == 0 { zeros[index & 3] += 1 }
    let total = zeros.reduce(0, +)
    guard total * 16 >= sample.count, sample.count >= 4 else { return nil }
    let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
    let quads = sample.count / 4
    var candidates: [TextEncoding] = []
    if zeros[3] >= quads, zeros[2] * 8 >= quads * 7 { candidates.append(.utf32Little) }
    if zeros[0] >= quads, zeros[1] * 8 >= quads * 7 { candidates.append(.utf32Big) }
    if odd > 2 * even { candidates.append(.utf16Little) }
    if even > 2 * odd { candidates.append(.utf16Big) }
    let hasLineEnds = sample.contains { $0.endsLine }
    return candidates.first { encoding in
      let text = Converter.text(of: Array(sample.prefix(quads * 4)), in: encoding)
      // The bytes of line ends that end no line in it belong to another encoding, in which the zeros are NULs.
      return text.map { !$0.contains(0) && (!hasLineEnds || $0.contains { $0.endsLine }) } ?? false
    }
  }
}

/// How far bytes are UTF-8.
struct UTF8Count {
  /// Characters beyond ASCII.
  private(set) var wide = 0
  /// Bytes that are part of no character.
  private(set) var broken = 0
  private(set) var brokenLines = 0

  init(_ bytes: ArraySlice<UInt8>) {
    for line in bytes.split(whereSeparator: \.endsLine) where line.contains(where: { $0 >= 0x80 }) {
      let before = broken
      count(Array(line))
      if broken > before { brokenLines += 1 }
    }
  }

  private mutating func count(_ line: [UInt8]) {
    var rest = line[...]
    while !rest.isEmpty {
      let part = Array(rest)
      var good = part.count
      do throws(UTF8.ValidationError) {
        _ = try UTF8Span(validating: part.span)
      } catch {
        good = error.byteOffsets.lowerBound
        broken += error.byteOffsets.count
        rest = rest.dropFirst(error.byteOffsets.count)
      }
      for byte in part.prefix(good) where byte >= 0xC0 { wide += 1 }
      rest = rest.dropFirst(good)
    }
  }
}
