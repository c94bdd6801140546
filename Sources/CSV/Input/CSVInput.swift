/// A file as people send it: perhaps packed, perhaps not UTF-8. Its beginning is read at once and kept, so that a pipe can be looked at too.
public struct CSVInput: ~Copyable {
  /// How much of the text is looked at beforehand.
  package static let sampleBytes = 1 << 18

  /// How it is packed; nil where it is not.
  public let compression: CSVCompression?
  /// How its text is encoded.
  public let encoding: CSVEncoding
  /// The beginning of the text in UTF-8: 256 KiB as the file has it, or all.
  public let sample: [UInt8]
  /// Whether the text ends with the sample.
  public let sampleIsWhole: Bool
  /// Whether offsets that the reader tells are those of the file: it is neither packed nor converted.
  public var hasFileOffsets: Bool { compression == nil && encoding.encoding == .utf8 }

  private let text: CSVSource

  /// Looks at the beginning of a source, whose observer goes on to see the bytes of the file as it is, packed or not.
  /// Throws `cannotRead`, and `unusable` where it is packed and damaged, holds more than one file, unpacks to an
  /// absurd size, or is a workbook or JSON, and what `CSVEncoding.decide` throws. What is wrong further on is thrown while the text is read.
  /// - Parameter encoding: the encoding's name as the user states it; nil to find it.
  public init(_ source: consuming CSVSource, encoding: String? = nil) throws(CSVError) {
    try self.init(source, encoding: encoding, limits: UnpackLimits())
  }

  package init(
    _ source: consuming CSVSource, encoding stated: String? = nil, limits: UnpackLimits,
    blockBytes: Int = 1 << 16,
    sampleBytes: Int = sampleBytes
  ) throws(CSVError) {
    var file = source
    let magic = try file.readAhead(4)
    let packing = CSVCompression(firstBytes: magic[...])
    let first = packing == .zip ? try file.readAhead(ForeignFormat.lookedAt) : magic
    try Self.refuse(ForeignFormat(packed: first), file.name)
    var unpacked = Self.unpacked(file, packing, limits, blockBytes)
    let beginning = try unpacked.readAhead(sampleBytes)
    let isWhole = beginning.count < sampleBytes
    let decision = try CSVEncoding.decide(beginning, isWhole: isWhole, stated: stated, file: unpacked.name)
    var converted = try Self.converted(unpacked, decision, isPacked: packing != nil, blockBytes)
    let start = decision.encoding == .utf8 ? beginning : try converted.readAhead(beginning.count)
    try Self.refuse(ForeignFormat(text: start), converted.name)
    sampleIsWhole = try converted.readAhead(start.count + 1).count == start.count
    compression = packing
    encoding = decision
    sample = start
    text = converted
  }

  private static func refuse(_ format: ForeignFormat?, _ file: String) throws(CSVError) {
    if let format { throw CSVError(.unusable(format.rawValue), file: file) }
  }

  private static func unpacked(
    _ file: consuming CSVSource, _ compression: CSVCompression?, _ limits: UnpackLimits, _ blockBytes: Int
  ) -> CSVSource {
    guard let compression else { return file }
    let name = file.name
    let unpacker = compression.unpacker(InputBytes(file, blockBytes: blockBytes), limits)
    return CSVSource(name: name) { (_) throws(CSVError) in try unpacker.next() }
  }

  private static func converted(
    _ text: consuming CSVSource, _ decision: CSVEncoding, isPacked: Bool, _ blockBytes: Int
  ) throws(CSVError) -> CSVSource {
    if decision.encoding == .utf8 { return text }
    let name = text.name
    let faults = ConversionFaults(decision.encoding, isPacked: isPacked)
    let converted = try ConvertedText(
      InputBytes(text, blockBytes: blockBytes), from: decision.encoding, afterMark: decision.markBytes,
      faults: faults)
    return CSVSource(name: name, faults: faults) { (_) throws(CSVError) in try converted.next() }
  }

  /// The text from its first byte on.
  public consuming func source() -> CSVSource { text }
}
