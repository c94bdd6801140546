import Postgres

/// A row of the table `sample`: eight columns of mixed types.
struct Sample {
  var id: Int64
  var amount: Int32
  var ratio: Double
  var isOpen: Bool
  var name: String
  var note: String?
  var day: PostgresDate
  var moment: PostgresInstant

  static let all: SQL = "SELECT id, amount, ratio, is_open, name, note, day, moment FROM sample"

  static func decode(_ row: borrowing Row) throws(PostgresError) -> Sample {
    let (id, amount, ratio, isOpen, name, note, day, moment) = try row.columns(
      (Int64, Int32, Double, Bool, String, String?, PostgresDate, PostgresInstant).self)
    return Sample(
      id: id, amount: amount, ratio: ratio, isOpen: isOpen, name: name, note: note, day: day, moment: moment)
  }
}

/// The sum of values modulo 2^64, the same in every peer. Of text its length and first byte count: enough that the value
/// must be there, and little beside the work of making it.
struct Checksum {
  private(set) var value: UInt64 = 0

  mutating func add(_ number: Int64) { value &+= UInt64(bitPattern: number) }

  mutating func add(_ text: String) {
    value &+= UInt64(text.utf8.count) &+ UInt64(text.utf8.first ?? 0)
  }

  mutating func add(_ sample: borrowing Sample) {
    add(sample.id)
    add(Int64(sample.amount))
    value &+= sample.ratio.bitPattern
    add(sample.isOpen ? 1 : 0)
    add(sample.name)
    if let note = sample.note { add(note) } else { add(7) }
    add(Int64(sample.day.daysSince2000))
    add(sample.moment.microsecondsSince2000)
  }
}
