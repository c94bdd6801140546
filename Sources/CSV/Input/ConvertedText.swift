/// A text on its way from another encoding to UTF-8. Bytes that are no characters of the encoding become marks that are no
/// UTF-8, so that only their records are refused.
final class ConvertedText {
  private let input: InputBytes
  private let converter: Converter
  private let unitBytes: Int
  private let faults: ConversionFaults
  private var kept: [UInt8] = []
  private var keptOffset: Int
  private var textOffset = 0
  private var isFinished = false

  /// Throws `unusable` where the system does not know the encoding.
  init(
    _ input: InputBytes, from encoding: TextEncoding, afterMark mark: Int, faults: ConversionFaults
  ) throws(CSVError) {
    guard let converter = Converter(from: encoding) else {
      throw CSVError(.unusable("this system's iconv does not know \(encoding.name)"), file: input.name)
    }
    self.input = input
    self.converter = converter
    self.faults = faults
    unitBytes = encoding.unitBytes
    _ = try input.take(mark)
    keptOffset = mark
  }

  func next() throws(CSVError) -> [UInt8] {
    var text: [UInt8] = []
    while text.isEmpty, !isFinished {
      let hasMore = try input.fill()
      let bytes = kept + input.block[input.available]
      input.use(input.available.count)
      let used = try convert(bytes, into: &text)
      kept = Array(bytes[used...])
      keptOffset += used
      if !hasMore {
        mark(kept[...], at: keptOffset, in: &text)
        converter.finish(into: &text)
        isFinished = true
      }
    }
    textOffset += text.count
    return text
  }

  /// Converts all but the beginning of a character at the end; how many bytes were used.
  private func convert(_ bytes: [UInt8], into text: inout [UInt8]) throws(CSVError) -> Int {
    var place = 0
    while true {
      let (outcome, used) = converter.convert(bytes, place..<bytes.count, into: &text)
      place += used
      switch outcome {
      case .done: return place
      case .failed(let number): throw CSVError(.sourceFailed("iconv failed (\(number))"), file: input.name)
      case .invalid:
        // What the encoding held back comes before what is broken.
        converter.finish(into: &text)
        let broken = bytes[place...].prefix(unitBytes)
        mark(broken, at: keptOffset + place, in: &text)
        place += broken.count
      }
    }
  }

  private func mark(_ bytes: ArraySlice<UInt8>, at offset: Int, in text: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    faults.note(bytes, at: offset, textOffset: textOffset + text.count)
    for byte in bytes { text += ConversionFaults.mark(of: byte) }
  }
}

extension TextEncoding {
  /// How many bytes of a broken text are passed over at once.
  fileprivate var unitBytes: Int {
    switch self {
    case .utf16Little, .utf16Big: 2
    case .utf32Little, .utf32Big: 4
    default: 1
    }
  }
}

extension CSVText {
  static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0x0" : "0x") + String($0, radix: 16, uppercase: true) }.joined(separator: " ")
  }
}
