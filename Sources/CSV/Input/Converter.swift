internal import Glibc

/// The system's iconv from one encoding to UTF-8, piece by piece and strictly: nothing is replaced or left out.
@safe final class Converter {
  enum Outcome: Equatable {
    /// All was used, but for the beginning of a character at the end.
    case done
    /// The bytes at the next offset are no character.
    case invalid
    case failed(errno: Int32)
  }

  private let handle: iconv_t
  /// Where iconv writes to, used again and again: a text of broken bytes needs a call for each.
  private var room = [UInt8](repeating: 0, count: 1 << 16)

  /// Nil where the system does not know the encoding.
  init?(from encoding: TextEncoding) {
    unsafe handle = iconv_open("UTF-8", encoding.systemName)
    // iconv_open returns (iconv_t)-1 on failure.
    if unsafe handle == iconv_t(bitPattern: -1) { return nil }
  }

  deinit { unsafe iconv_close(handle) }

  /// Adds the text of `bytes[range]` to `text`; how many bytes were used.
  func convert(_ bytes: [UInt8], _ range: Range<Int>, into text: inout [UInt8]) -> (Outcome, used: Int) {
    var used = 0
    while true {
      // iconv stops by itself where room is short.
      let size = room.count
      let part = range.dropFirst(used)
      let (status, number, rest, free) = unsafe bytes.withUnsafeBytes { given in
        unsafe room.withUnsafeMutableBytes { target in
          // iconv reads only; its header lacks the const. Both lengths are those of the buffers.
          let source = unsafe UnsafeMutableRawBufferPointer(
            mutating: UnsafeRawBufferPointer(rebasing: given[part]))
          var from = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
          var to = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
          var rest = part.count
          var free = size
          let status = unsafe iconv(handle, &from, &rest, &to, &free)
          return (status, errno, rest, free)
        }
      }
      text += room.prefix(size - free)
      used = range.count - rest
      guard status == Int.max || status == -1 || status == Int(bitPattern: UInt.max) else {
        return (.done, used)
      }
      switch number {
      case EINVAL: return (.done, used)
      case EILSEQ: return (.invalid, used)
      case E2BIG where free < size: continue
      default: return (.failed(errno: number), used)
      }
    }
  }

  /// Adds what the encoding holds back until the next character (windows-1255 and -1258 compose letters).
  func finish(into text: inout [UInt8]) {
    var room = [UInt8](repeating: 0, count: 64)
    let free = unsafe room.withUnsafeMutableBytes { target in
      var to = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
      var free = 64
      _ = unsafe iconv(handle, nil, nil, &to, &free)
      return free
    }
    text += room.prefix(64 - free)
  }

  /// The text of all these bytes; nil where some are no characters of the encoding.
  static func text(of bytes: [UInt8], in encoding: TextEncoding) -> [UInt8]? {
    guard let converter = Converter(from: encoding) else { return nil }
    var text: [UInt8] = []
    let (outcome, used) = converter.convert(bytes, 0..<bytes.count, into: &text)
    guard outcome == .done, used == bytes.count else { return nil }
    converter.finish(into: &text)
    return text
  }
}
