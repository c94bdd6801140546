/// What reads bytes that others wrote, each with the laws that must hold for any bytes. `scripts/fuzz` looks for bytes that
/// break one; `FuzzCorpusTests` tries those that were found or thought of before.
enum FuzzTarget: String, CaseIterable {
  case decoders
  case binaryCopy = "binary-copy"
  case textCopy = "text-copy"

  /// The law that these bytes break; nil where all hold. A trap is for the caller to see.
  func lawBroken(by input: [UInt8]) -> String? {
    switch self {
    case .decoders: DecoderFuzz.lawBroken(by: input)
    case .binaryCopy: BinaryCopyFuzz.lawBroken(by: input)
    case .textCopy: TextCopyFuzz.lawBroken(by: input)
    }
  }
}

/// The bytes in blocks of one length; all in one where the length is 0.
func blocks(of bytes: [UInt8], length: Int) -> [[UInt8]] {
  guard length > 0 else { return [bytes] }
  return stride(from: 0, to: bytes.count, by: length).map { Array(bytes[$0...].prefix(length)) }
}
