import CSV

/// What a reader hands out, as a value.
enum Event: Equatable {
  case record(CSVPosition, fields: [[UInt8]], quoted: [Bool], bytes: [UInt8])
  case refused(CSVRefusal)

  /// Where it begins, its bytes, and how many more belong to it.
  var place: (CSVPosition, [UInt8], omitted: Int) {
    switch self {
    case .record(let position, _, _, let bytes): (position, bytes, 0)
    case .refused(let refusal): (refusal.position, refusal.bytes, refusal.omittedBytes)
    }
  }

  /// The record's fields as text, or the reason of the refusal.
  var text: [String] {
    switch self {
    case .record(_, let fields, _, _): fields.map { String(decoding: $0, as: UTF8.self) }
    case .refused(let refusal): ["refused: " + refusal.reason]
    }
  }
}

extension CSVReader {
  /// All that a reader hands out.
  mutating func events() throws(CSVError) -> [Event] {
    var events: [Event] = []
    while true {
      switch try next() {
      case .end: return events
      case .refused(let refusal): events.append(.refused(refusal))
      case .record:
        let fields = (0..<fieldCount).map { column in
          withField(column) { span in span.indices.map { span[$0] } }
        }
        events.append(
          .record(
            position, fields: fields, quoted: (0..<fieldCount).map { wasQuoted($0) }, bytes: recordBytes()))
      }
    }
  }
}

/// The events of an input in memory.
func events(
  _ input: [UInt8], _ dialect: CSVDialect = .comma, count: CSVFieldCount = .likeFirst, limit: Int = 1 << 20,
  block: Int = 64
) throws(CSVError) -> [Event] {
  var reader = CSVReader(
    CSVSource(bytes: input), dialect: dialect, fieldCount: count, maximumRecordBytes: limit, blockBytes: block
  )
  return try reader.events()
}

/// The events that the obvious parser finds.
func slowEvents(
  _ input: [UInt8], _ dialect: CSVDialect = .comma, count: CSVFieldCount = .likeFirst, limit: Int = 1 << 20
) -> [Event] {
  var slow = SlowReader(input: input, dialect: dialect, takesFirst: count == .likeFirst, limit: limit)
  if case .exactly(let number) = count { slow.expected = number }
  return slow.events()
}

/// A small generator with a seed, so that a failure can be seen again (SplitMix64, Steele and others, 2014).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
