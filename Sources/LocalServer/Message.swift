/// Why a conversation with the server did not come to an answer.
enum SessionFailure: Error, Equatable {
  /// Nobody listens on the socket (the error number of `connect`).
  case noListener(Int32)
  /// The server said no, with its SQLSTATE.
  case refused(state: String, message: String)
  /// The conversation broke off.
  case lost(String)
  /// No answer in time.
  case timedOut

  /// Whether the server is there but starts, recovers or stops (`cannot_connect_now`).
  var saysLater: Bool {
    if case .refused(state: "57P03", message: _) = self { return true }
    return false
  }
}

/// One message of the server: a letter and a body.
struct Message {
  let kind: UInt8
  let body: [UInt8]

  /// Takes the first message off the bytes, nil while it is not complete.
  init?(takenFrom bytes: inout [UInt8]) {
    guard bytes.count >= 5 else { return nil }
    let length = Self.integer(bytes[1..<5])
    guard length >= 4, bytes.count > length else { return nil }
    kind = bytes[0]
    body = Array(bytes[5...length])
    bytes.removeFirst(length + 1)
  }

  /// The NUL-ended texts of the body.
  var texts: [String] {
    body.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What an authentication message asks for; 0 is "you are in".
  var authenticationCode: Int { body.count >= 4 ? Self.integer(body[0..<4]) : -1 }

  /// The state and sentence of an error message.
  var refusal: SessionFailure {
    var fields: [Character: String] = [:]
    for text in texts { if let letter = text.first { fields[letter] = String(text.dropFirst()) } }
    return .refused(state: fields["C"] ?? "XX000", message: fields["M"] ?? "an error without a text")
  }

  /// The columns of a data row as text, nil for NULL.
  var row: [String?] {
    var columns: [String?] = []
    var at = 2
    while at + 4 <= body.count {
      let length = Self.integer(body[at..<at + 4])
      at += 4
      if length < 0 || at + length > body.count {
        columns.append(nil)
        continue
      }
      columns.append(String(decoding: body[at..<at + length], as: UTF8.self))
      at += length
    }
    return columns
  }

  static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func integer(_ bytes: ArraySlice<UInt8>) -> Int {
    Int(Int32(truncatingIfNeeded: bytes.reduce(0) { $0 << 8 | Int($1) }))
  }
}
