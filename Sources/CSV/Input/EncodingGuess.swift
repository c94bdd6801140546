internal import CUchardet

/// Infers the encoding of bytes that are neither UTF-8 nor UTF-16 nor UTF-32 from what they would read like.
///
/// Three tests know nothing of each other: the statistics of libuchardet (Li and Momoi, A composite approach to
/// language/encoding detection, 2001); whether the decoded letters stand in place and belong to one language; and the
/// language of the header's words. An encoding is inferred where the second finds one text only and another test
/// agrees. Encodings of several bytes per character are never inferred, for GB18030, Big5 and EUC-KR make letters of almost anything.
struct EncodingGuess {
  private static let names =
    (1250...1257).map { "windows-\($0)" }
    + [2, 5, 6, 7, 8, 9, 15].map { "iso-8859-\($0)" } + ["macintosh", "koi8-r", "koi8-u"]
  private static let wideNames = ["shift-jis", "gb18030", "big5", "euc-kr"]
  /// How much of the lines beyond ASCII is looked at.
  private static let evidenceBytes = 1 << 15

  /// Encodings that make the same text of the lines.
  private struct Reading {
    let text: [UInt8]
    var encodings: [TextEncoding]
    let letters: LettersInPlace
    let languages: [Language]
    let headerAgrees: Bool
    let isPlausible: Bool
  }

  private let sample: [UInt8]
  private let header: [UInt8]
  private let lines: [UInt8]
  private let detected: TextEncoding?
  private var readings: [Reading] = []

  init(_ sample: [UInt8]) {
    self.sample = sample
    let all = sample.split(whereSeparator: \.endsLine)
    header = all.first.map(Array.init) ?? []
    var chosen: [UInt8] = []
    for line in all where line.contains(where: { $0 >= 0x80 }) && chosen.count < Self.evidenceBytes {
      chosen += line + [.lineFeed]
    }
    lines = chosen
    detected = Self.detect(sample)
    for name in Self.names { read(name) }
  }

  private mutating func read(_ name: String) {
    guard let encoding = TextEncoding(named: name), Converter.text(of: sample, in: encoding) != nil,
      let text = Converter.text(of: lines, in: encoding), let head = Converter.text(of: header, in: encoding)
    else { return }
    if let same = readings.firstIndex(where: { $0.text == text }) {
      readings[same].encodings.append(encoding)
      return
    }
    let letters = LettersInPlace(String(decoding: text, as: UTF8.self))
    let words = Set(
      String(decoding: head, as: UTF8.self).lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init))
    let spoken = Language.all.filter { !$0.words.isDisjoint(with: words) }
    let fitting = Language.all.filter { letters.fits($0) }
    let agreeing = fitting.filter { language in spoken.contains { $0.name == language.name } }
    readings.append(
      Reading(
        text: text, encodings: [encoding], letters: letters,
        languages: agreeing.isEmpty ? fitting : agreeing, headerAgrees: !agreeing.isEmpty,
        isPlausible: letters.isPlausible))
  }

  /// The one encoding that the tests agree on.
  var found: CSVEncoding? {
    let fitting = readings.filter { !$0.languages.isEmpty }
    let spoken = fitting.filter(\.headerAgrees)
    guard let reading = spoken.count == 1 ? spoken.first : fitting.count == 1 ? fitting.first : nil else {
      return nil
    }
    let isDetected = detected.map(reading.encodings.contains) ?? false
    // One line proves little: there the header must speak for it.
    let isOneLine = lines.lastIndex(of: .lineFeed) == lines.firstIndex(of: .lineFeed)
    guard reading.headerAgrees || (isDetected && !isOneLine), let encoding = choice(of: reading) else {
      return nil
    }
    return CSVEncoding(encoding, .inferred, evidence: Self.lines(of: reading.text, atMost: 3))
  }

  /// Of several encodings that read the same so far: the usual one of the language, then the detected one.
  private func choice(of reading: Reading) -> TextEncoding? {
    if reading.headerAgrees {
      for name in reading.languages.flatMap(\.home) {
        if let usual = reading.encodings.first(where: { $0.name == name }) { return usual }
      }
    }
    return reading.encodings.first { $0 == detected } ?? reading.encodings.first
  }

  /// What the encodings that are possible at all would make of the first line beyond ASCII, the likeliest first.
  var candidates: [CSVEncoding.Candidate] {
    var ordered = readings.sorted { Self.rank($0) > Self.rank($1) }
    if let detected, let first = ordered.firstIndex(where: { $0.encodings.contains(detected) }) {
      ordered.insert(ordered.remove(at: first), at: 0)
    }
    var found = ordered.map { ($0.encodings.first { $0 == detected } ?? $0.encodings[0], $0.text) }
    for name in Self.wideNames {
      guard let encoding = TextEncoding(named: name), let text = Converter.text(of: lines, in: encoding),
        Converter.text(of: sample, in: encoding) != nil
      else { continue }
      found.insert((encoding, text), at: encoding == detected ? 0 : min(3, found.count))
    }
    return found.prefix(8).map { encoding, text in
      CSVEncoding.Candidate(name: encoding.name, line: Self.lines(of: text, atMost: 1).first ?? "")
    }
  }

  private static func rank(_ reading: Reading) -> Int {
    (reading.headerAgrees ? 4 : 0) + (reading.languages.isEmpty ? 0 : 2) + (reading.isPlausible ? 1 : 0)
  }

  /// Lines as people see them, cut at 100 characters.
  private static func lines(of text: [UInt8], atMost count: Int) -> [String] {
    String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline).prefix(count).map { line in
      line.count > 100 ? String(line.prefix(100)) + "…" : String(line)
    }
  }

  private static func detect(_ sample: [UInt8]) -> TextEncoding? {
    let detector = unsafe uchardet_new()
    defer { unsafe uchardet_delete(detector) }
    // The library copies what it needs; the name lives until the detector is gone, and is copied at once.
    let status = unsafe sample.withUnsafeBytes { bytes in
      unsafe uchardet_handle_data(detector, bytes.baseAddress, bytes.count)
    }
    guard status == 0 else { return nil }
    unsafe uchardet_data_end(detector)
    guard let name = unsafe uchardet_get_charset(detector).map({ unsafe String(cString: $0) }) else {
      return nil
    }
    // It knows Latin 1 and 5 only by the names of which Windows has supersets (WHATWG, section 4.2).
    let superset = ["ISO-8859-1": "windows-1252", "ISO-8859-9": "windows-1254"][name] ?? name
    return TextEncoding(named: superset)
  }
}
