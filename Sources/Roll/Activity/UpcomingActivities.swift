public import Postgres

/// Activities of the record that are still to come, and when.
public struct UpcomingActivity: Sendable, Equatable {
  /// When it is, or is next.
  public var next: DateSpan
  /// The activity, in the form's order.
  public var row: FormRow

  /// Everything on record that is not over before `day`, what recurs by its next occurrence; the earliest first. Activities
  /// without a date are not among them.
  public static func read(
    from day: Day, knownOn: Instant?, on connection: inout Connection
  ) throws -> [UpcomingActivity] {
    let listing = try FormListing.read(Activity.self, Clocks(knownOn: knownOn), on: &connection)
    return upcoming(in: listing.rows, from: day)
  }

  static func upcoming(in rows: [FormRow], from day: Day) -> [UpcomingActivity] {
    let found = rows.compactMap { row -> UpcomingActivity? in
      guard let first = row[Activity.form, "on"].flatMap({ DateSpan($0) }) else { return nil }
      let recurrence = row[Activity.form, "recurs"].flatMap { Recurrence(rawValue: $0) }
      guard let recurrence else {
        let isOver = (first.notAfter ?? first.notBefore).map { $0 < day } ?? true
        return isOver ? nil : UpcomingActivity(next: first, row: row)
      }
      return recurrence.next(after: first, from: day).map { UpcomingActivity(next: $0, row: row) }
    }
    // The order of rows of one day is that of the listing.
    return found.enumerated().sorted { left, right in
      let (one, other) = (left.element.place, right.element.place)
      return one == other ? left.offset < right.offset : one < other
    }.map(\.element)
  }

  private var place: [Int] {
    [next.notBefore ?? next.notAfter, next.notAfter ?? next.notBefore].map { $0?.number ?? 0 }
  }
}

extension FormRow {
  /// The cell of a named field; nil where it is empty or there is no such field.
  public subscript(_ form: Form, _ name: String) -> String? {
    form.fields.firstIndex { $0.name == name }.flatMap { cells[$0] }
  }
}

extension [Int] {
  fileprivate static func < (left: [Int], right: [Int]) -> Bool { left.lexicographicallyPrecedes(right) }
}
