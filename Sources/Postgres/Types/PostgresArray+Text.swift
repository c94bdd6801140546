extension PostgresArray where Element: PostgresArrayElement {
  /// The array in text format (array_out in src/backend/utils/adt/arrayfuncs.c), every element quoted.
  var literal: String {
    guard !elements.isEmpty else { return "{}" }
    var text = ""
    if dimensions.contains(where: { $0.lowerBound != 1 }) {
      for dimension in dimensions {
        text += "[\(dimension.lowerBound):\(Int(dimension.lowerBound) + Int(dimension.count) - 1)]"
      }
      text += "="
    }
    var position = 0
    write(dimensions[...], &position, to: &text)
    return text
  }

  private func write(_ dimensions: ArraySlice<Dimension>, _ position: inout Int, to text: inout String) {
    guard let dimension = dimensions.first else {
      text += Self.quoted(elements[position].elementParameter.bytes)
      position += 1
      return
    }
    text += "{"
    for index in 0..<dimension.count {
      if index > 0 { text += "," }
      write(dimensions.dropFirst(), &position, to: &text)
    }
    text += "}"
  }

  private static func quoted(_ bytes: [UInt8]?) -> String {
    guard let bytes else { return "NULL" }
    let special = [UInt8(ascii: "\""), UInt8(ascii: "\\")]
    let escaped = bytes.flatMap { special.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
    return "\"\(String(decoding: escaped, as: UTF8.self))\""
  }
}
