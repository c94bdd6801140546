/// Where a text that was converted to UTF-8 has bytes that are no characters of its encoding.
///
/// In the text each such byte is a mark of three bytes: 0xF8, which UTF-8 never has (RFC 3629, section 1), and its two halves.
/// The reader refuses the records that hold one, and tells them in the file's own bytes.
final class ConversionFaults {
  private struct Fault {
    var textOffset: Int
    var fileOffset: Int
    var bytes: ArraySlice<UInt8>
  }

  private static let lead: UInt8 = 0xF8

  private let encoding: TextEncoding
  /// Of what offsets count the bytes, where that is not the file.
  private let offsetNoun: String
  /// Those that the reader has not passed yet: as many at most as it reads ahead.
  private var waiting: [Fault] = []
  private var passed = 0

  init(_ encoding: TextEncoding, isPacked: Bool) {
    self.encoding = encoding
    offsetNoun = isPacked ? " of the unpacked text" : ""
  }

  static func mark(of byte: UInt8) -> [UInt8] { [lead, 0x80 | byte >> 4, 0x80 | byte & 0x0F] }

  /// Takes note of bytes at `offset` in the text as it came, which stand at `textOffset` as marks.
  func note(_ bytes: ArraySlice<UInt8>, at offset: Int, textOffset: Int) {
    // Comments and what stands before the table are passed over without a word: their faults wait in vain.
    guard waiting.count < 1 << 19 else { return }
    waiting.append(Fault(textOffset: textOffset, fileOffset: offset, bytes: bytes))
  }

  /// The refusal as the file has it: marks as `\xNN`, and the reason with the encoding and the byte's place.
  func told(_ refusal: CSVRefusal) -> CSVRefusal {
    while passed < waiting.count, waiting[passed].textOffset < refusal.position.byteOffset { passed += 1 }
    if passed > 1024 {
      waiting.removeFirst(passed)
      passed = 0
    }
    var kind = refusal.kind
    if kind == .notUTF8, let fault = waiting[passed...].first(where: { $0.textOffset == refusal.faultOffset })
    {
      let shown = CSVText.hexadecimal(fault.bytes)
      kind = .notInEncoding("\(shown) at byte \(fault.fileOffset)\(offsetNoun)", encoding: encoding.name)
    }
    return CSVRefusal(
      kind, at: refusal.position, column: refusal.column, faultOffset: refusal.faultOffset,
      bytes: Self.shown(refusal.bytes), omittedBytes: refusal.omittedBytes)
  }

  private static func shown(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(lead) else { return bytes }
    var shown: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == lead, index + 2 < bytes.count {
        let byte = bytes[index + 1] << 4 | bytes[index + 2] & 0x0F
        shown += CSVText.escape(byte).utf8
        index += 3
      } else {
        shown.append(bytes[index])
        index += 1
      }
    }
    return shown
  }
}
