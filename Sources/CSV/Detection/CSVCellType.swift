/// What a cell looks like. The more cells of a reading look like something, the likelier it is the one that was meant.
enum CSVCellType {
  case empty, number, date, address, link, text
  /// Nothing that stands in a cell of its own: most likely pieces of several, or a quote that was not taken for one.
  case unknown

  /// Whether it says more than that there are words.
  var isStrict: Bool { self == .number || self == .date || self == .address || self == .link }

  /// What the content of a field looks like.
  init(_ content: Span<UInt8>, isQuoted: Bool) {
    var low = 0
    var high = content.count
    while low < high, content[low] == 0x20 { low += 1 }
    while high > low, content[high - 1] == 0x20 { high -= 1 }
    let cell = content.extracting(low..<high)
    if cell.isEmpty {
      self = .empty
    } else if cell.isNumber {
      self = .number
    } else if cell.isDateOrTime {
      self = .date
    } else if cell.isAddress {
      self = .address
    } else if cell.isLink {
      self = .link
    } else {
      self = isQuoted || cell.isText ? .text : .unknown
    }
  }
}

/// A cell without the spaces around it, never empty.
extension Span where Element == UInt8 {
  /// A figure, with a sign, groups of three, a decimal point or comma, a percent sign; or a telephone number.
  fileprivate var isNumber: Bool {
    var index = self[0] == UInt8(ascii: "-") || self[0] == UInt8(ascii: "+") ? 1 : 0
    var groups: [Int] = []
    while index < count {
      let digits = digits(from: index)
      guard digits > 0 else { return false }
      groups.append(digits)
      index += digits
      if index == count || index == count - 1 && self[index] == UInt8(ascii: "%") { break }
      // A telephone number's groups are of any size.
      let isPhone = self[0] == UInt8(ascii: "+") && (self[index] == 0x20 || self[index] == UInt8(ascii: "-"))
      if isPhone { groups = [] }
      guard isPhone || self[index] == UInt8(ascii: ".") || self[index] == UInt8(ascii: ",") else {
        return false
      }
      index += 1
    }
    // All but the first and the last group are thousands.
    return index > 0 && !groups.isEmpty && groups.dropFirst().dropLast().allSatisfy { $0 == 3 }
  }

  private func digits(from start: Int) -> Int {
    var index = start
    while index < count, self[index].isDigit { index += 1 }
    return index - start
  }

  /// A day, a time, or both: `2024-02-01`, `1.2.24`, `12:30`, `3/4/2024 5:06 PM`, `2024-02-01T12:30:00.5+01:00`.
  fileprivate var isDateOrTime: Bool {
    var index = 0
    if let end = endOfDay {
      if end == count { return true }
      guard self[end] == UInt8(ascii: "T") || self[end] == 0x20 else { return false }
      index = end + 1
    }
    let hours = digits(from: index)
    guard hours == 1 || hours == 2, hasMinutes(at: index + hours) else { return false }
    index += hours + 3
    if hasMinutes(at: index) { index += 3 }
    if index < count, self[index] == UInt8(ascii: ".") { index += 1 + digits(from: index + 1) }
    return endsTime(at: index)
  }

  private var endOfDay: Int? {
    let first = digits(from: 0)
    guard (1...4).contains(first), first < count, "-/.".utf8.contains(self[first]) else { return nil }
    let second = digits(from: first + 1)
    let next = first + 1 + second
    guard (1...2).contains(second), next < count, self[next] == self[first] else { return nil }
    let third = digits(from: next + 1)
    return (1...4).contains(third) ? next + 1 + third : nil
  }

  private func hasMinutes(at index: Int) -> Bool {
    index < count && self[index] == UInt8(ascii: ":") && digits(from: index + 1) == 2
  }

  /// Whether from here on there is nothing, half of a day, or an offset.
  private func endsTime(at start: Int) -> Bool {
    var rest = [UInt8]()
    for index in start..<count where self[index] != 0x20 { rest.append(self[index] & ~0x20) }
    if rest.isEmpty || ["AM", "PM", "Z", "UTC"].contains(where: { rest.elementsEqual($0.utf8) }) {
      return true
    }
    let sign = start < count ? self[start] : 0
    let hours = digits(from: start + 1)
    let end = start + 1 + hours
    return (sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"))
      && (end == count && (hours == 2 || hours == 4) || hours == 2 && hasMinutes(at: end) && end + 3 == count)
  }

  fileprivate var isAddress: Bool {
    var at: Int?
    var hasDot = false
    for index in indices {
      let byte = self[index]
      if byte == UInt8(ascii: "@") {
        if at != nil || index == 0 { return false }
        at = index
      } else if byte == UInt8(ascii: ".") {
        hasDot = hasDot || at != nil
      } else if !byte.isWord, !"_%+-'".utf8.contains(byte) {
        return false
      }
    }
    return hasDot
  }

  fileprivate var isLink: Bool {
    let first = self[0]
    guard
      first == UInt8(ascii: "h") && (begins("http://") || begins("https://"))
        || first == UInt8(ascii: "w") && begins("www.")
    else { return false }
    for index in indices where self[index] <= 0x20 || ",;|^\"<>".utf8.contains(self[index]) { return false }
    return true
  }

  private func begins(_ text: StaticString) -> Bool {
    let prefix = Array("\(text)".utf8)
    guard count > prefix.count else { return false }
    return prefix.indices.allSatisfy { self[$0] == prefix[$0] }
  }

  /// Words. What separates fields elsewhere may stand in prose, where a space follows.
  fileprivate var isText: Bool {
    let apostrophe = UInt8(ascii: "'")
    if self[0] == apostrophe || self[count - 1] == apostrophe && count > 1 { return false }
    for index in indices {
      let byte = self[index]
      if byte.isWord || " .-_'&/()!?+*%$#@".utf8.contains(byte) { continue }
      let isProse = index > 0 && (index == count - 1 || self[index + 1] == 0x20)
      guard isProse, ",:;".utf8.contains(byte) else { return false }
    }
    return true
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// A letter or digit, or part of a character beyond ASCII.
  fileprivate var isWord: Bool {
    isDigit || self >= 0x80 || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
  }
}
