/// What one call of `CSVReader.next()` found.
public enum CSVStep: Sendable, Equatable {
  /// A good record; its fields can be read until the next call.
  case record
  /// Bytes that are no good record. Reading goes on behind them.
  case refused(CSVRefusal)
  /// The end of the file; every further call says so again.
  case end
}

/// How many fields a record must have.
public enum CSVFieldCount: Sendable, Equatable {
  /// As many as the first record that was not refused, usually the header.
  case likeFirst
  /// Exactly this many, in the first record too.
  case exactly(Int)
  /// Any number.
  case any
}
