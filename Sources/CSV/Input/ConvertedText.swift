/// A text on its way from another encoding to UTF-8. Bytes that are no characters of the encoding stop it, with the offset
/// of the first in the text as it came (in the file, unless that is packed).
final class ConvertedText {
  private let input: InputBytes
  private let encoding: TextEncoding
  private let converter: Converter
  private let offsetNoun: String
  private var kept: [UInt8] = []
  private var keptOffset: Int
  private var isFinished = false

  /// Throws `unusable` where the system does not know the encoding.
  init(
    _ input: InputBytes, from encoding: TextEncoding, afterMark mark: Int, isPacked: Bool
  ) throws(CSVError) {
    guard let converter = Converter(from: encoding) else {
      throw CSVError(.unusable("this system's iconv does not know \(encoding.name)"), file: input.name)
    }
    self.input = input
    self.encoding = encoding
    self.converter = converter
    offsetNoun = isPacked ? " of the unpacked text" : ""
    _ = try input.take(mark)
    keptOffset = mark
  }

  func next() throws(CSVError) -> [UInt8] {
    var text: [UInt8] = []
    while text.isEmpty, !isFinished {
      let hasMore = try input.fill()
      let bytes = kept + input.block[input.available]
      input.use(input.available.count)
      let (outcome, used) = converter.convert(bytes, 0..<bytes.count, into: &text)
      kept = Array(bytes[used...])
      keptOffset += used
      switch outcome {
      case .done: break
      case .invalid where text.isEmpty: throw invalid
      // What stands before is handed out first; the next call meets the same bytes.
      case .invalid: return text
      case .failed(let number): throw CSVError(.sourceFailed("iconv failed (\(number))"), file: input.name)
      }
      if !hasMore {
        guard kept.isEmpty else { throw invalid }
        converter.finish(into: &text)
        isFinished = true
      }
    }
    return text
  }

  private var invalid: CSVError {
    let shown = CSVText.hexadecimal(kept.prefix(4))
    return CSVError(
      .unusable("\(shown) at byte \(keptOffset)\(offsetNoun) is no character of \(encoding.name)"),
      file: input.name)
  }
}

extension CSVText {
  static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0x0" : "0x") + String($0, radix: 16, uppercase: true) }.joined(separator: " ")
  }
}
