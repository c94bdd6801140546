extension PostgresError {
  /// The message as `description` shows it: what the server quotes of data is left out.
  ///
  /// A data exception (class 22) quotes the value that it cannot read, between the message's first and last quotation
  /// mark; other classes quote names. 22021 and 22P04 are of class 22 and quote an encoding or a column.
  var messageWithoutValues: String {
    let message = maskedMessage ?? self.message
    guard let sqlState, .dataException ~= sqlState, !["22021", "22P04"].contains(sqlState.rawValue) else {
      return message
    }
    return PostgresError.withoutQuotation(message)
  }

  /// The text without what stands between its first and its last quotation mark, in whatever language it is.
  static func withoutQuotation(_ text: String) -> String {
    let marks: Set<Unicode.Scalar> = ["\"", "«", "»", "„", "“", "”"]
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: marks.contains),
      let last = scalars.lastIndex(where: marks.contains),
      first < last
    else { return text }
    return String(scalars[...first]) + "…" + String(scalars[last...])
  }

  /// The same error with each text parameter's value replaced by its number wherever the message repeats it, as that of
  /// a RAISE in a function may. A value of one to three bytes is replaced only between quotation marks, by the rule above:
  /// anywhere else it would be found in ordinary words.
  func masking(_ parameters: [Parameter]) -> PostgresError {
    var masked: [UInt8]?
    for (index, parameter) in parameters.enumerated() where !parameter.isBinary {
      guard let value = parameter.bytes, value.count > 3 else { continue }
      masked = (masked ?? Array(message.utf8)).replacing(value, with: Array("$\(index + 1)".utf8))
    }
    guard let masked else { return self }
    var error = self
    error.maskedMessage = String(decoding: masked, as: UTF8.self)
    return error
  }
}
